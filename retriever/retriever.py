"""The retriever: passages, facts and relation paths for a question, in one ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import node_name, verbalize
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.passages import PAGE as PAGE  # the reader imports it from here
from kgqa.retriever.passages import Given, PassageFinder
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.paths import ChainScores, PathFinder, masked
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Literal, Node, Path, Question

PATHS_PER_PASSAGE = 2
"""For ``top_k`` passages twice as many paths: they are a fifth as long."""

BRIDGE_PATHS, BRIDGE_NODES = 4, 3
"""How many of the best paths lead to the pages of their nodes, and how many nodes of each at most."""

DENSE_FLOOR = 0.35
"""Facts and entities less alike than this to the question are no evidence, however near the others are."""

KNOWN_FILTERS = ("doc", "relation", "type")


class HybridRetriever:
    """Passages by words, meaning, name and a walk from text to text; dense facts; paths from the linked entities.

    A :class:`kgqa.stages.Retriever`. Scores of passages are those of :class:`PassageFinder`, of facts cosines, of paths
    their probability among all paths from the linked entities.
    """

    def __init__(
        self,
        graph: Graph,
        passages: PassageTable,
        index: RetrievalIndex,
        encoder: SentenceEncoder,
        paths: PathFinder,
        *,
        hops: int = MAX_HOPS,
    ) -> None:
        self.graph = graph
        self.passages = passages
        self.index = index
        self.encoder = encoder
        self.hops = hops
        self.paths = paths
        self._finder = PassageFinder(passages, index.passages, index.lexical, index.names)

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int = 8,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """Up to ``top_k`` passages and ``2 * top_k`` paths a question, best first.

        ``filters``: "doc" limits passages to document ids, "relation" paths to relation ids, "type" the ends
        of paths to entities of a type. Raises InputError for another key.
        """
        filters = dict(filters or {})
        unknown = sorted(set(filters) - set(KNOWN_FILTERS))
        if unknown:
            raise InputError(f"unknown filter {unknown[0]!r}; there are: {', '.join(KNOWN_FILTERS)}")
        hidden = [masked(question, own) for question, own in zip(questions, links, strict=True)]
        vectors = self.encoder.encode_queries([question.text for question in questions])
        looks = self.paths.scorer.looks(hidden)
        rows = self._allowed_passages(filters)
        found = []
        for i, own in enumerate(links):
            paths = self._paths(vectors[i], looks[i], own, PATHS_PER_PASSAGE * top_k, filters)
            passages = self._passages(questions[i].text, vectors[i], own, paths, top_k, rows)
            found.append(tuple(sorted(passages + paths, key=_order)))
        return found

    def _paths(
        self,
        vector: NDArray[np.float32],
        looks: ChainScores,
        links: tuple[Link, ...],
        count: int,
        filters: Filters,
    ) -> list[Evidence]:
        wanted = frozenset(filters["relation"]) if "relation" in filters else None
        starts = [link.entity.id for link in links]
        source = "path"
        if not starts and len(self.index.entities):
            near = self.index.entities.search(vector[None], 3)[0]
            starts = [str(self.graph.node(row)) for row, score in near if score >= DENSE_FLOOR]
            source = "entity"
        ranked = [
            (path, score, source)
            for path, score in self.paths.find(looks, starts, hops=self.hops, count=count, relations=wanted)
        ]
        if not links:
            # With a link its paths hold its facts; another entity's would only look right.
            ranked += self._facts(vector, max(1, count // 4), wanted)
        kept: dict[tuple[str, tuple[str, ...], tuple[Node, ...]], Evidence] = {}
        for path, score, name in ranked:
            if "type" in filters:
                ends = tuple(end for end in path.ends if self._has_type(end, filters["type"]))
                path = Path(path.start, path.steps, ends, path.triples)
            if path.ends:
                # A symmetric relation gives the same path forwards and backwards: it is one, with the sum of the two.
                key = (path.start, tuple(step.relation for step in path.steps), path.ends)
                before = kept.get(key)
                if before is None:
                    kept[key] = Evidence(path, verbalize(path, self.graph).text, _rounded(score), name)
                elif before.source == name:
                    total = before.score + score if name != "fact" else before.score
                    kept[key] = replace(before, score=_rounded(min(1.0, total)))
        return list(kept.values())

    def _facts(
        self, vector: NDArray[np.float32], count: int, wanted: frozenset[str] | None
    ) -> list[tuple[Path, float, str]]:
        """The nearest facts, each with all its ends."""
        found = []
        for row, score in self.index.facts.search(vector[None], count)[0]:
            head, step = int(self.index.fact_heads[row]), int(self.index.fact_steps[row])
            path = self.paths.path(str(self.graph.node(head)), head, (step,))
            if score >= DENSE_FLOOR and (wanted is None or path.steps[0].relation in wanted):
                found.append((path, score, "fact"))
        return found

    def _passages(
        self,
        text: str,
        vector: NDArray[np.float32],
        links: tuple[Link, ...],
        paths: Sequence[Evidence],
        top_k: int,
        rows: frozenset[int] | None,
    ) -> list[Evidence]:
        named = [name for link in links for name in (link.entity.label, *link.entity.aliases)]
        bridges = [
            node_name(node, self.graph)
            for evidence in sorted(paths, key=_order)[:BRIDGE_PATHS]
            if isinstance(evidence.content, Path)
            for node in _nodes(evidence.content)[:BRIDGE_NODES]
        ]
        given = Given(self.index.titles.find(named), self.index.titles.find(bridges), rows)
        return [
            Evidence(self.passages[row], self.passages[row].text, _rounded(score), source)
            for row, score, source in self._finder.find(text, vector, top_k, given)
        ]

    def _allowed_passages(self, filters: Filters) -> frozenset[int] | None:
        if "doc" not in filters:
            return None
        wanted = set(filters["doc"])
        return frozenset(row for row, doc in enumerate(self.passages.doc_ids) if doc in wanted)

    def _has_type(self, node: Node, wanted: Sequence[str]) -> bool:
        row = None if isinstance(node, Literal) else self.graph.row(node)
        return row is not None and bool(set(self.graph.types[row]) & set(wanted))


def _nodes(path: Path) -> list[Node]:
    """The entities a path goes through and ends in, in order of its triples."""
    nodes = [node for triple in path.triples for node in (triple.head, triple.tail)]
    return [n for n in dict.fromkeys(nodes) if isinstance(n, str) and n != path.start]


def _rounded(score: float) -> float:
    return round(float(score), 6)


def _order(evidence: Evidence) -> tuple[float, bool, str]:
    content = evidence.content
    is_path = isinstance(content, Path)
    return (-evidence.score, is_path, evidence.text if is_path else content.id)  # type: ignore[union-attr]  # no path, so it is a passage
