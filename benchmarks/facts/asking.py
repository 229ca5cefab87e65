"""Asking each case through the public stages, over its own evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.facts.cases import Case
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import verbalize
from kgqa.pipelines.ask import BATCH, KGQA
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.found import FoundPath, FoundSpan
from kgqa.reader.stage import BertReader
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
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
    """A :class:`kgqa.stages.Retriever` that gives each question its own evidence; its id is its place."""

    evidence: tuple[tuple[Evidence, ...], ...]

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """The evidence of each question."""
        return [self.evidence[int(question.id)] for question in questions]


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader found for a case, before answers are made of it."""

    case: Case
    reader: BertReader
    question: Question
    evidence: tuple[Evidence, ...]
    paths: tuple[FoundPath, ...]
    spans: tuple[FoundSpan, ...]


def asked(cases: Sequence[Case], checkpoint: Checkpoint, scorer: PathScorer) -> list[Result]:
    """The result of each case with all its answers, however unsure, best first."""
    graph, evidence = given(cases, scorer)
    reader = BertReader(checkpoint, graph)
    qa = KGQA(graph, PassageTable.build(()), NoLinks(), Given(tuple(evidence)), reader)
    return qa.batch(_questions(cases), min_score=0)


def found(cases: Sequence[Case], checkpoint: Checkpoint, scorer: PathScorer) -> Iterator[Found]:
    """The margins of each case's paths and spans, which curves can be fitted to."""
    graph, evidence = given(cases, scorer)
    reader = BertReader(checkpoint, graph)
    questions = _questions(cases)
    for start in range(0, len(cases), BATCH):
        part = slice(start, start + BATCH)
        paths = reader.read_paths(questions[part], evidence[part])
        spans = reader.read_passages(questions[part], evidence[part], paths)
        rows = zip(cases[part], questions[part], evidence[part], paths, spans, strict=True)
        for case, question, own, own_paths, own_spans in rows:
            yield Found(case, reader, question, own, tuple(own_paths), tuple(own_spans))


def given(cases: Sequence[Case], scorer: PathScorer) -> tuple[Graph, list[tuple[Evidence, ...]]]:
    """A graph of all facts, and each case's evidence.

    The facts of all cases are one graph, in which an entity's id is of its case: no path leads to another's.
    """
    nodes: dict[str, str] = {}
    triples = []
    for number, case in enumerate(cases):
        for head, relation, tail in case.facts:
            triples.append(Triple(_node(number, head), relation, _node(number, tail)))
            nodes.update({_node(number, name): name for name in (head, tail)})
    graph = Graph.build(triples, [Entity(node, name) for node, name in sorted(nodes.items())])
    paths = PathFinder(graph, scorer) if graph.n_relations else None
    looks = scorer.looks([_hidden(case) for case in cases])
    evidence = []
    for number, (case, look) in enumerate(zip(cases, looks, strict=True)):
        named = [_node(number, name) for name in case.named]
        starts = [*named, *_strangers(number, case)]
        ways = paths.find(look, starts, hops=HOPS, count=PATHS) if paths and case.facts else []
        evidence.append((*_passages(case), *_evidence(ways, graph, frozenset(named))))
    return graph, evidence


def _questions(cases: Sequence[Case]) -> list[Question]:
    return [Question(str(number), case.question) for number, case in enumerate(cases)]


def _passages(case: Case) -> list[Evidence]:
    titled = {name.lower() for name in case.named}
    return [
        Evidence(Passage(f"p{i}", f"p{i}", title, text), text, 0.5, PAGE if title.lower() in titled else "dense")
        for i, (title, text) in enumerate(case.passages)
    ]


def _evidence(ways: Sequence[tuple[Path, float]], graph: Graph, named: frozenset[str]) -> list[Evidence]:
    """The paths; those from what the question doesn't name as the retriever has them, where it links nothing."""
    kept: dict[str, Evidence] = {}
    for path, score in ways:
        text = verbalize(path, graph).text
        kept.setdefault(text, Evidence(path, text, round(score, 6), "path" if path.start in named else "entity"))
    return list(kept.values())


def _strangers(number: int, case: Case) -> list[str]:
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


def _node(number: int, name: str) -> str:
    return f"{number}/{name}"
