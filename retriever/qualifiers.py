"""What a fact is qualified by: the role that somebody played in a film, the year since when they work for somebody.

A graph keeps these in statements (``kgqa.kg.statements``), which questions name by both ends of their fact. No chain of
relations leads from two ends to what is said of both together, so that the statements of what a question names are
looked up, and their qualifiers ranked beside the chains from the same entities, by the same scorer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.statements import OBJECT, PARTS, PREDICATE, SUBJECT, statement_rows
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.retriever.paths import ENDS_KEPT, TRIPLES_KEPT, ChainScores, StepVectors
from kgqa.types import Literal, Node, Path, Step, Triple

LEAST = 0.05
"""Least probability of a qualifier among all chains; a less likely one is not what is asked for."""

SURE_OF_TIME = 9.0
"""How many times all chains together the time of a fact weighs where a question asks when it was so."""

BEGINS = {"year", "date", "time", "season", "when", "start", "started", "from", "since", "begin", "began", "beginning"}
"""Words of a qualifier that tells when, or from when on."""

_WHEN = re.compile(r"\s*(?:when|since when|(?:in|since) (?:what|which) year|what year)\b", re.IGNORECASE)

STATEMENTS_KEPT = 1000
"""Statements that are looked at for one question."""

_PLAIN = FUNCTION - {"since", "until"}
"""Words that name no qualifier."""

_FAR = 50.0
"""Scores that are farther apart leave nothing to the lower one."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The values of one qualifier, in statements of one relation about the same entities."""

    path: Path
    predicate: str
    qualifier: int


class QualifierFinder:
    """The qualifiers of the facts that a question names.

    ``graph`` holds statements; ``steps`` are vectors of its relations as ``kgqa.retriever.paths`` has them.
    """

    def __init__(self, graph: Graph, steps: StepVectors) -> None:
        self._graph = graph
        self._steps = steps
        self._ends = [index for part in (SUBJECT, OBJECT) if (index := graph.relation_index(part)) is not None]
        self._parts = {index for part in PARTS if (index := graph.relation_index(part)) is not None}

    @classmethod
    def of(cls, graph: Graph, steps: StepVectors) -> QualifierFinder | None:
        """One for a graph with statements, None for one without."""
        return cls(graph, steps) if statement_rows(graph).size else None

    def among(
        self, question: str, looks: ChainScores, starts: Sequence[str], found: Sequence[tuple[Path, float]]
    ) -> list[tuple[Path, float]]:
        """The paths ``found`` for a question, best first, and those to qualifiers that may be asked for, with their
        probabilities among all of them.

        ``question``: its words, names masked. Of two entities or more among ``starts``, the qualifiers of facts that
        are about two of them; of one alone, those that the question has the words of.
        """
        groups = self._groups(question, list(dict.fromkeys(starts)))
        if not groups:
            return list(found)
        weights = self._weights(looks, groups)
        left = self._left(looks, found)
        # In units of what all chains together weigh.
        ratios = np.exp(np.clip(weights - left, -_FAR, _FAR))
        if _WHEN.match(question) and len(set(starts)) > 1:
            ratios += self._of_time(looks, groups)
        shares = ratios / (1 + ratios.sum())
        kept = [(group.path, float(share)) for group, share in zip(groups, shares, strict=True) if share >= LEAST]
        rest = 1 - sum(share for _, share in kept)
        both = [*kept, *((path, share * rest) for path, share in found)] if kept else list(found)
        return sorted(both, key=lambda pair: -pair[1])

    def _of_time(self, looks: ChainScores, groups: Sequence[_Group]) -> NDArray[np.float64]:
        """What the qualifiers that tell when, or from when on, weigh more (n,): when something was so is what its time
        says, whatever that is called. Of several relations each has what the question leaves to it."""
        own = [i for i, group in enumerate(groups) if self._begins(group.qualifier)]
        more = np.zeros(len(groups))
        if own:
            said = np.array([self._predicate(looks, groups[i].predicate) for i in own])
            shares = np.exp(said - said.max())
            more[own] = SURE_OF_TIME * shares / shares.sum()
        return more

    def _begins(self, qualifier: int) -> bool:
        words = re.findall(r"[a-z]+", self._graph.relation(qualifier).label.lower())
        return not BEGINS.isdisjoint(words)

    def _weights(self, looks: ChainScores, groups: Sequence[_Group]) -> NDArray[np.float64]:
        """Scores (n,): of the qualifier, as a chain of its own; of several relations that have it, what the question
        leaves to each."""
        scores = self._score(looks, [2 * group.qualifier for group in groups])
        predicates = sorted({group.predicate for group in groups})
        said = {name: self._predicate(looks, name) for name in predicates}
        for qualifier in {group.qualifier for group in groups}:
            own = [i for i, group in enumerate(groups) if group.qualifier == qualifier]
            those = np.array([said[groups[i].predicate] for i in own])
            scores[own] += those - those.max() - np.log(np.exp(those - those.max()).sum())
        return scores

    def _predicate(self, looks: ChainScores, name: str) -> float:
        index = self._graph.relation_index(name)
        return 0.0 if index is None else float(self._score(looks, [2 * index, 2 * index + 1]).max())

    def _left(self, looks: ChainScores, found: Sequence[tuple[Path, float]]) -> float:
        """The logarithm of what all chains and "none of these" weigh together: the best one's score, less that of its
        share."""
        for path, share in found:
            indexes = [self._graph.relation_index(step.relation) for step in path.steps]
            codes = [2 * i + step.inverse for i, step in zip(indexes, path.steps, strict=True) if i is not None]
            if share > 0 and len(codes) == len(path.steps):
                table = np.array([codes], np.int64)
                return float(looks.scores(self._steps.among(table), table)[0] - np.log(share))
        return float(looks.none)

    def _score(self, looks: ChainScores, codes: Sequence[int]) -> NDArray[np.float64]:
        table = np.array(codes, np.int64)[:, None]
        return looks.scores(self._steps.among(table), table)

    def _groups(self, question: str, starts: Sequence[str]) -> list[_Group]:
        """What statements about the entities say, by relation and qualifier."""
        near = {start: self._about(start) for start in starts}
        near = {start: rows for start, rows in near.items() if rows.size}
        if not near:
            return []
        rows, counts = np.unique(np.concatenate(list(near.values())), return_counts=True)
        shared = rows[counts > 1]
        if not shared.size and len(starts) > 1:
            return []
        words = None if shared.size else _roots(question)
        rows = (shared if shared.size else rows)[:STATEMENTS_KEPT]
        return self._grouped(next(iter(near)), rows, words)

    def _about(self, id: str) -> NDArray[np.int64]:
        """The rows of the statements that an entity is an end of."""
        row = self._graph.row(id)
        if row is None:
            return np.zeros(0, np.int64)
        rows = [self._graph.along(np.array([row]), index, inverse=True)[1] for index in self._ends]
        return np.unique(np.concatenate(rows)).astype(np.int64)

    def _grouped(self, start: str, rows: NDArray[np.int64], words: set[str] | None) -> list[_Group]:
        facts: defaultdict[tuple[str, int, str], list[Triple]] = defaultdict(list)
        is_named: dict[tuple[str, int], bool] = {}
        for row in rows.tolist():
            id = str(self._graph.node(row))
            side = OBJECT if next(self._graph.match(id, SUBJECT, start), None) is None else SUBJECT
            predicate = next((fact.tail for fact in self._graph.match(id, PREDICATE)), None)
            name = predicate.value if isinstance(predicate, Literal) else ""
            relations, tails = self._graph.out_edges(row)
            for index, tail in zip(relations.tolist(), tails.tolist(), strict=True):
                if (name, index) not in is_named:
                    is_named[name, index] = words is None or self._is_named(index, name, words)
                if index not in self._parts and is_named[name, index]:
                    fact = Triple(id, self._graph.relation(index).id, self._graph.node(tail))
                    facts[name, index, side].append(fact)
        return [_Group(_path(start, side, those), name, index) for (name, index, side), those in sorted(facts.items())]

    def _is_named(self, qualifier: int, predicate: str, words: set[str]) -> bool:
        """Whether a question has all the words of a qualifier's name, some of its fact's relation, and no others.

        "In which year was it released" does not mean the year of a role in it, and "which role did Ida play in it" not
        everybody's.
        """
        index = self._graph.relation_index(predicate)
        if index is None:
            return False
        said = [own for own in self._words(index) if own & words]
        return any(own <= words <= own | relation for own in self._words(qualifier) for relation in said)

    def _words(self, index: int) -> list[set[str]]:
        """The roots of the words of each name of a relation."""
        relation = self._graph.relation(index)
        return [own for name in (relation.label, *relation.aliases) if (own := _roots(name))]


def _roots(text: str) -> set[str]:
    """The roots of the words that say something: the stem of a stem, since that of "played" is "play", and that of
    "play" another."""
    return {stem(stem(word)) for word in fold(text).split() if word not in _PLAIN}


def _path(start: str, side: str, facts: Sequence[Triple]) -> Path:
    """From the one statement to its values; from what several are about, on one side, through them to theirs."""
    ends: tuple[Node, ...] = tuple(dict.fromkeys(fact.tail for fact in facts))[:ENDS_KEPT]
    step = Step(facts[0].relation)
    ids = list(dict.fromkeys(fact.head for fact in facts))
    if len(ids) == 1:
        return Path(ids[0], (step,), ends, tuple(facts[:TRIPLES_KEPT]))
    half = TRIPLES_KEPT // 2
    ways = [Triple(id, side, start) for id in ids[:half]]
    return Path(start, (Step(side, True), step), ends, (*ways, *facts[:half]))
