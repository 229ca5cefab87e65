"""Which facts a question means by what they are qualified by: the mayor in 1996, who played the nurse.

A graph keeps qualifiers in statements (``kgqa.kg.statements``), beside the facts themselves, so that a path from Tarn
to its mayors leads to all of them. Where a question names a year, or a value that facts are qualified by, only the ends
whose own fact is so qualified are meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.statements import OBJECT, PREDICATE, SUBJECT, statement_rows
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.types import Evidence, Literal, Node, Path, Question, Step

STATEMENTS_KEPT = 5000
"""Statements of one entity that are looked at; a path from one with more is left as it is."""

OPEN = 9999

_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
_IN_YEAR = re.compile(
    r",? ?\b(?i:in|during|for|as of) (?:the year )?(?P<in>1\d{3}|20\d\d)\b"
    r"|(?<=\bthe )(?P<the>1\d{3}|20\d\d) (?=[A-Z])"
)
_OF_ANOTHER = re.compile(
    r"(?<=[a-z] )(?:that|who|which|whose|where)\b"
    r"|\b(?:born|founded|established|built|released|published|opened|died)\b",
    re.IGNORECASE,
)
"""The time may be that of something else in the question: "the bank that was founded in 1995"."""
_NOW = re.compile(r"\b(?:current|present|currently|now|today|at present) ?", re.IGNORECASE)
_START = {"start", "started", "from", "since", "begin", "began", "beginning", "appointed", "elected"}
_END = {"end", "ended", "until", "till", "left", "to"}
_POINT = {"year", "date", "time", "season", "when", "on"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says of the time of a fact: in ``year``, or now where that is None. ``text``: the question
    without it."""

    text: str
    year: int | None


def asked_time(question: str) -> Asked | None:
    """The one year, or the present, in which a question asks what was so; None where it names no such time.

    >>> asked_time("Who was mayor of Tarn in 1996?")
    Asked(text='Who was mayor of Tarn?', year=1996)
    >>> asked_time("Who is the current mayor of Tarn?")
    Asked(text='Who is the mayor of Tarn?', year=None)
    >>> asked_time("Who was mayor of Tarn?"), asked_time("Who was born in 1950 or 1960?")
    (None, None)
    """
    if _OF_ANOTHER.search(question):
        return None
    years = _YEAR.findall(question)
    if len(years) == 1 and (found := _IN_YEAR.search(question)) is not None:
        text = f"{question[: found.start()]}{question[found.end() :]}"
        return Asked(_tidy(text), int(found["in"] or found["the"]))
    if not years and (found := _NOW.search(question)) is not None:
        text = f"{question[: found.start()]}{question[found.end() :]}"
        return Asked(_tidy(text), None)
    return None


@dataclass(frozen=True, slots=True)
class _Qualifiers:
    """Of one statement: from what year to what year it holds, years in which it does, and the words of its values."""

    first: int | None
    last: int | None
    points: tuple[int, ...]
    values: tuple[frozenset[str], ...]

    @property
    def has_time(self) -> bool:
        return self.first is not None or self.last is not None or bool(self.points)

    def holds(self, asked: Asked) -> bool:
        """Whether the fact was so at the time asked for."""
        if asked.year is None:
            return self.last is None and not self.points
        if self.points:
            return asked.year in self.points
        return (self.first or 0) <= asked.year <= (self.last or OPEN)


class QualifiedFacts:
    """The qualifiers of the facts of ``graph``, which holds its statements."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._parts = {graph.relation_index(part) for part in (SUBJECT, PREDICATE, OBJECT)}

    @classmethod
    def of(cls, graph: Graph) -> QualifiedFacts | None:
        """One for a graph with statements, None for one without."""
        return cls(graph) if statement_rows(graph).size else None

    def meant(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Question, list[Evidence]]:
        """The question as it is to be read, and its evidence with the facts that it means.

        Where the best path's facts have a time and some are so at the one that the question names, they alone are
        read, and the question without that time; where none is, they are gone and the question stays.
        """
        pieces = self.named(question.text, evidence)
        asked = asked_time(question.text)
        led = None if asked is None else self.at(asked, pieces)
        if asked is None or led is None:
            return question, pieces
        best = max((p for p in pieces if isinstance(p.content, Path)), key=lambda piece: piece.score).content
        if any(isinstance(p.content, Path) and _way(p.content) == _way(best) for p in led):
            return replace(question, text=asked.text), [p for p in led if isinstance(p.content, Path)]
        return question, led

    def at(self, asked: Asked, evidence: Sequence[Evidence]) -> list[Evidence] | None:
        """``evidence`` with its paths of facts that have a time led to those ends alone for which it fits; a path that
        leads to none is left out. None where the facts of the best path have no time."""
        paths = [piece for piece in evidence if isinstance(piece.content, Path)]
        best = max(paths, key=lambda piece: piece.score, default=None)
        if best is None or not any(each.has_time for own in self._of_ends(best.content) for each in own):
            return None

        def holds(own: Sequence[_Qualifiers]) -> bool:
            return any(each.has_time and each.holds(asked) for each in own)

        return self._led(evidence, lambda own: any(each.has_time for each in own), holds)

    def named(self, question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
        """``evidence`` with its paths led to those ends alone whose fact is qualified by a value that the question
        names: "who played the nurse". A word of the name that a path starts from, or of its relation, is none."""
        words = _stems(question)

        def says(own: Sequence[_Qualifiers]) -> bool:
            return any(value <= words for each in own for value in each.values)

        return self._led(evidence, says, says)

    def _led(
        self,
        evidence: Sequence[Evidence],
        decides: Callable[[Sequence[_Qualifiers]], bool],
        holds: Callable[[Sequence[_Qualifiers]], bool],
    ) -> list[Evidence]:
        """Paths of one step of which an end's statements decide lead to those ends whose statements hold."""
        led: list[Evidence] = []
        for piece in evidence:
            path = piece.content
            known = self._of_ends(path)
            if not isinstance(path, Path) or not any(map(decides, known)):
                led.append(piece)
                continue
            ends = tuple(end for end, own in zip(path.ends, known, strict=True) if holds(own))
            if ends:
                facts = tuple(fact for fact in path.triples if {fact.head, fact.tail} & set(ends))
                kept = replace(path, ends=ends, triples=facts)
                led.append(replace(piece, content=kept, text=verbalize(kept, self._graph).text))
        return led

    def _of_ends(self, content: object) -> list[list[_Qualifiers]]:
        """The qualifiers of the fact to each end of a path of one step; [] of anything else."""
        if not isinstance(content, Path) or len(content.steps) != 1:
            return []
        step = content.steps[0]
        near, far = (OBJECT, SUBJECT) if step.inverse else (SUBJECT, OBJECT)
        row, index = self._graph.row(content.start), self._graph.relation_index(near)
        if row is None or index is None:
            return []
        rows = self._graph.along(np.array([row]), index, inverse=True)[1]
        if len(rows) > STATEMENTS_KEPT:
            return []
        found: defaultdict[Node, list[_Qualifiers]] = defaultdict(list)
        own = _stems(f"{self._graph.label(row)} {step.relation}")
        for statement in np.unique(rows).tolist():
            id = str(self._graph.node(statement))
            relation = next((fact.tail for fact in self._graph.match(id, PREDICATE)), None)
            end = next((fact.tail for fact in self._graph.match(id, far)), None)
            if end is not None and isinstance(relation, Literal) and relation.value == step.relation:
                found[end].append(self._qualifiers(statement, own))
        return [found.get(end, []) for end in content.ends]

    def _qualifiers(self, statement: int, own: frozenset[str]) -> _Qualifiers:
        first: int | None = None
        last: int | None = None
        points: list[int] = []
        values: list[frozenset[str]] = []
        relations, tails = self._graph.out_edges(statement)
        for index, tail in zip(relations.tolist(), tails.tolist(), strict=True):
            value = self._graph.node(tail)
            if index in self._parts or not isinstance(value, Literal):
                continue
            name = set(re.findall(r"[a-z]+", self._graph.relation(index).label.lower()))
            year = _YEAR.search(value.value)
            if year is not None and name & _END:
                last = int(year[0])
            elif year is not None and name & _START:
                first = int(year[0])
            elif year is not None and name & _POINT:
                points.append(int(year[0]))
            elif words := _stems(value.value) - own:
                values.append(words)
        return _Qualifiers(first, last, tuple(points), tuple(values))


def _tidy(text: str) -> str:
    return " ".join(text.split()).replace(" ?", "?").lstrip(" ,")


def _way(content: object) -> tuple[str, tuple[Step, ...]]:
    assert isinstance(content, Path)
    return content.start, content.steps


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in fold(text.replace("_", " ")).split() if word not in FUNCTION)
