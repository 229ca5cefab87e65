"""The retriever: passages, facts and relation paths for a question, in one ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import node_name, verbalize
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.paths import PathFinder, masked
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Literal, Node, Path, Question

PATHS_PER_PASSAGE = 2
"""For ``top_k`` passages twice as many paths: they are a fifth as long."""

TITLE_BONUS = 0.2
"""Added to the score of a passage whose title is a linked entity's name."""

BRIDGE_BONUS = 0.1
"""Added where the title is the name of a node that one of the best paths goes through or ends in."""

BRIDGE_PATHS, BRIDGE_NODES = 4, 3
"""How many of the best paths lead to passages, and how many nodes of each at most."""

DENSE_FLOOR = 0.35
"""Facts and entities less alike than this to the question are no evidence, however near the others are."""

PAGE = "title"
"""Source of a passage whose title is the name of a linked entity."""

KNOWN_FILTERS = ("doc", "relation", "type")


class HybridRetriever:
    """Dense passages, passages by title, dense facts, and paths from the linked entities.

    A :class:`kgqa.stages.Retriever`. Scores are cosines plus the stated bonuses.
    """

    def __init__(
        self,
        graph: Graph,
        passages: PassageTable,
        index: RetrievalIndex,
        encoder: SentenceEncoder,
        *,
        hops: int = 2,
    ) -> None:
        self.graph = graph
        self.passages = passages
        self.index = index
        self.encoder = encoder
        self.hops = hops
        self.paths = PathFinder(graph, index.steps)

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
        vectors = self.encoder.encode_queries([question.text for question in questions] + hidden)
        n = len(questions)
        rows = self._allowed_passages(filters)
        found = []
        for i, own in enumerate(links):
            paths = self._paths(vectors[i], vectors[n + i], own, PATHS_PER_PASSAGE * top_k, filters)
            passages = self._passages(vectors[i], own, paths, top_k, rows)
            found.append(tuple(sorted(passages + paths, key=_order)))
        return found

    def _paths(
        self,
        vector: NDArray[np.float32],
        hidden: NDArray[np.float32],
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
            for path, score in self.paths.find(hidden, starts, hops=self.hops, count=count, relations=wanted)
        ]
        if not links:
            # With a link its paths hold its facts; another entity's would only look right.
            ranked += self._facts(vector, max(1, count // 4), wanted)
        kept: dict[str, Evidence] = {}
        for path, score, name in ranked:
            if "type" in filters:
                ends = tuple(end for end in path.ends if self._has_type(end, filters["type"]))
                path = Path(path.start, path.steps, ends, path.triples)
            if path.ends:
                text = verbalize(path, self.graph).text
                # A symmetric relation gives the same path forwards and backwards: once is enough.
                kept.setdefault(text, Evidence(path, text, _rounded(score), name))
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
        vector: NDArray[np.float32],
        links: tuple[Link, ...],
        paths: Sequence[Evidence],
        top_k: int,
        rows: list[int] | None,
    ) -> list[Evidence]:
        index = self.index.passages
        scores = {row: (score, "dense") for row, score in index.search(vector[None], top_k, rows=rows)[0]}
        named = [name for link in links for name in (link.entity.label, *link.entity.aliases)]
        bridges = [
            node_name(node, self.graph)
            for evidence in sorted(paths, key=_order)[:BRIDGE_PATHS]
            if isinstance(evidence.content, Path)
            for node in _nodes(evidence.content)[:BRIDGE_NODES]
        ]
        for names, bonus, source in ((bridges, BRIDGE_BONUS, "bridge"), (named, TITLE_BONUS, PAGE)):
            titled = self.index.titles.find(names)
            if rows is not None:
                titled = [row for row in titled if row in set(rows)]
            for row, score in index.scores(vector, titled):
                scores[row] = (score + bonus, source)
        best = sorted(scores.items(), key=lambda item: (-item[1][0], item[0]))[:top_k]
        return [
            Evidence(self.passages[row], self.passages[row].text, _rounded(score), source)
            for row, (score, source) in best
        ]

    def _allowed_passages(self, filters: Filters) -> list[int] | None:
        if "doc" not in filters:
            return None
        wanted = set(filters["doc"])
        return [row for row, doc in enumerate(self.passages.doc_ids) if doc in wanted]

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
