"""Asking each case through the public stages, over its own evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.facts.cases import Case
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import verbalize
from kgqa.pipelines.ask import KGQA
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.stage import BertReader
from kgqa.retriever.paths import PathFinder, step_labels
from kgqa.retriever.retriever import PAGE
from kgqa.stages import Filters
from kgqa.types import Entity, Evidence, Link, Passage, Path, Question, Result, Triple

HOPS, PATHS = 2, 16
"""Longest path and most paths of a question, as ``kgqa ask`` has them."""


@dataclass(frozen=True, slots=True)
class NoLinks:
    """A :class:`kgqa.stages.Linker` for questions whose evidence is given."""

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        """No link of any question."""
        return [() for _ in questions]


@dataclass(frozen=True, slots=True)
class Given:
    """A :class:`kgqa.stages.Retriever` that gives each question its own evidence, by id."""

    evidence: Mapping[str, tuple[Evidence, ...]]

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """The evidence of each question."""
        return [self.evidence[question.id] for question in questions]


def asked(cases: Sequence[Case], checkpoint: Checkpoint, encoder: SentenceEncoder) -> list[Result]:
    """The result of each case with all its answers, however unsure, best first.

    The facts of all cases are one graph, in which an entity's id is of its case: no path leads to another's.
    """
    ids = [str(number) for number in range(len(cases))]
    nodes: dict[str, str] = {}
    triples = []
    for number, case in zip(ids, cases, strict=True):
        for head, relation, tail in case.facts:
            triples.append(Triple(_node(number, head), relation, _node(number, tail)))
            nodes.update({_node(number, name): name for name in (head, tail)})
    graph = Graph.build(triples, [Entity(node, name) for node, name in sorted(nodes.items())])
    labels = step_labels(graph)
    paths = PathFinder(graph, encoder.encode(labels)) if labels else None
    vectors = encoder.encode_queries([_hidden(case) for case in cases])
    evidence = {}
    for number, case, vector in zip(ids, cases, vectors, strict=True):
        starts = [*(_node(number, name) for name in case.named), *_strangers(number, case)]
        found = paths.find(vector, starts, hops=HOPS, count=PATHS) if paths and case.facts else []
        evidence[number] = (*_passages(case), *_evidence(found, graph))
    stages = Given(evidence)
    reader = BertReader(checkpoint, graph)
    qa = KGQA(graph, PassageTable.build(()), NoLinks(), stages, reader)
    return qa.batch([Question(n, case.question) for n, case in zip(ids, cases, strict=True)], min_score=0)


def _passages(case: Case) -> list[Evidence]:
    titled = {name.lower() for name in case.named}
    return [
        Evidence(Passage(f"p{i}", f"p{i}", title, text), text, 0.5, PAGE if title.lower() in titled else "dense")
        for i, (title, text) in enumerate(case.passages)
    ]


def _evidence(found: Sequence[tuple[Path, float]], graph: Graph) -> list[Evidence]:
    kept: dict[str, Evidence] = {}
    for path, score in found:
        text = verbalize(path, graph).text
        kept.setdefault(text, Evidence(path, text, round(score, 6), "path"))
    return list(kept.values())


def _strangers(number: str, case: Case) -> list[str]:
    """Heads of the facts that no named entity leads to: their facts are read all the same."""
    reached = set(case.named)
    for _ in range(HOPS):
        reached |= {name for head, _, tail in case.facts if {head, tail} & reached for name in (head, tail)}
    return [_node(number, head) for head in dict.fromkeys(f[0] for f in case.facts) if head not in reached]


def _hidden(case: Case) -> str:
    """The question without the names in it, as paths are ranked."""
    text = case.question
    for name in case.named:
        text = re.sub(re.escape(name), "it", text, flags=re.IGNORECASE)
    return text


def _node(number: str, name: str) -> str:
    return f"{number}/{name}"
