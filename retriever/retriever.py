"""The retriever: passages, facts and relation paths for a question, in one ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import node_name, passage_text, verbalize
from kgqa.retriever.filter_values import known_values, unknown_value
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.open_world import OpenWorld
from kgqa.retriever.passages import PAGE as PAGE  # the reader imports it from here
from kgqa.retriever.passages import Found, Given, PassageFinder
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.paths import ChainScores, PathFinder, masked
from kgqa.retriever.qualifiers import QualifierFinder
from kgqa.retriever.reranking import Reranker
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Literal, Node, Path, Question

PATHS_PER_PASSAGE = 2
"""For ``top_k`` passages twice as many paths: they are a fifth as long."""

BRIDGE_PATHS, BRIDGE_NODES = 4, 3
"""How many of the best paths lead to the pages of their nodes, and how many nodes of each at most."""

DENSE_FLOOR = 0.35
"""Facts and entities less alike than this to the question are no evidence, however near the others are."""

NEAR, NEAR_LEADING = 3, 300
"""Entities that a question without links starts from; those looked at where not all of the nearest lead on."""

FACTS_LIMITED = 50
"""Facts looked at for each one that is found, where relations or types are limited."""

KNOWN_FILTERS = ("doc", "since", "until", "relation", "type")


class HybridRetriever:
    """Passages by words, meaning, name and a walk from text to text; dense facts; paths from the linked entities.

    A :class:`kgqa.stages.Retriever`. Scores of passages are those of :class:`PassageFinder`, of facts cosines, of paths
    their probability among all paths from the linked entities, together with that of the others that lead to the same.
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
        added: Mapping[str, str] | None = None,
        reranker: Reranker | None = None,
        open_world: OpenWorld | None = None,
        qualifiers: QualifierFinder | None = None,
    ) -> None:
        """``added``: the day (ISO 8601) on which each document came in, by its id, as far as that is known.
        ``reranker``: reads the best passages anew and orders them. ``open_world``: what the graph may lack, where it
        was found in documents. ``qualifiers``: of the facts of a graph that ``graph`` is without the statements of."""
        self.reranker = reranker
        self.added = dict(added or {})
        self.graph = graph
        self.passages = passages
        self.index = index
        self.encoder = encoder
        self.hops = hops
        self.paths = paths
        self._open_world = open_world
        self._qualifiers = qualifiers
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

        ``filters``: "doc" limits passages to document ids, "since" and "until" to documents that came in from or up to
        a day ("2026-03-01"), "relation" paths to relations by id or label, "type" the ends of paths to entities of a
        type. All of them act before the best are taken. Raises InputError for another key, what is no day, and a
        document, relation or type that there is none of.
        """
        filters = known_values(dict(filters or {}), self.graph)
        unknown = sorted(set(filters) - set(KNOWN_FILTERS))
        if unknown:
            raise InputError(f"unknown filter {unknown[0]!r}; there are: {', '.join(KNOWN_FILTERS)}")
        hidden = [masked(question, own) for question, own in zip(questions, links, strict=True)]
        vectors = self.encoder.encode_queries([question.text for question in questions])
        looks = self.paths.scorer.looks(hidden)
        rows = self.allowed_passages(filters)
        found = []
        for i, own in enumerate(links):
            paths = self._paths(hidden[i], vectors[i], looks[i], own, PATHS_PER_PASSAGE * top_k, filters)
            passages = self._passages(questions[i].text, vectors[i], own, paths, top_k, rows)
            found.append(tuple(sorted(passages + paths, key=_order)))
        return found

    def _paths(
        self,
        question: str,
        vector: NDArray[np.float32],
        looks: ChainScores,
        links: tuple[Link, ...],
        count: int,
        filters: Filters,
    ) -> list[Evidence]:
        wanted = frozenset(filters["relation"]) if "relation" in filters else None
        types = filters.get("type")
        fits: Callable[[Node], bool] | None = None if types is None else partial(self._has_type, wanted=types)
        starts = [link.entity.id for link in links]
        source = "path"
        if not starts and len(self.index.entities):
            starts = [str(self.graph.node(row)) for row, score in self._near(vector) if score >= DENSE_FLOOR]
            source = "entity"
        chains = self.paths.find(looks, starts, hops=self.hops, count=count, relations=wanted, wanted=fits)
        is_limited = wanted is not None or fits is not None
        if self._open_world is not None:
            # What a limit leaves out is there all the same, and not lacking.
            there = self.paths.find(looks, starts, hops=self.hops, count=count) if is_limited and chains else None
            chains = self._open_world.among(looks, chains, self.graph, there)
        if self._qualifiers is not None and not is_limited:
            chains = self._qualifiers.among(question, looks, starts if links else (), chains)
        ranked = [(path, score, source) for path, score in chains]
        if not links:
            # With a link its paths hold its facts; another entity's would only look right.
            ranked += self._facts(vector, max(1, count // 4), wanted, fits)
        kept: dict[tuple[str, tuple[str, ...], tuple[Node, ...]], Evidence] = {}
        for path, score, name in ranked:
            if path.ends:
                # A symmetric relation gives the same path forwards and backwards: it is one, with the sum of the two.
                key = (path.start, tuple(step.relation for step in path.steps), path.ends)
                before = kept.get(key)
                if before is None:
                    kept[key] = Evidence(path, verbalize(path, self.graph).text, _rounded(score), name)
                elif before.source == name:
                    total = before.score + score if name != "fact" else before.score
                    kept[key] = replace(before, score=_rounded(min(1.0, total)))
        return pooled(list(kept.values()))

    def _near(self, vector: NDArray[np.float32]) -> list[tuple[int, float]]:
        """The three entities nearest to a question, of those that lead on: statements, which are asked for what they
        are about, don't."""
        near: list[tuple[int, float]] = []
        for count in (NEAR, NEAR_LEADING):
            near = [one for one in self.index.entities.search(vector[None], count)[0] if self.graph.degree(one[0])]
            if len(near) >= NEAR:
                break
        return near[:NEAR]

    def _facts(
        self,
        vector: NDArray[np.float32],
        count: int,
        wanted: frozenset[str] | None,
        fits: Callable[[Node], bool] | None,
    ) -> list[tuple[Path, float, str]]:
        """The nearest facts, each with all its ends."""
        found: list[tuple[Path, float, str]] = []
        looked_at = count if wanted is None and fits is None else FACTS_LIMITED * count
        for row, score in self.index.facts.search(vector[None], looked_at)[0]:
            if len(found) == count or score < DENSE_FLOOR:
                break
            head, step = int(self.index.fact_heads[row]), int(self.index.fact_steps[row])
            if wanted is not None and self.graph.relation(step // 2).id not in wanted:
                continue
            path = self.paths.path(str(self.graph.node(head)), head, (step,), fits)
            if path.ends:
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
            if isinstance(evidence.content, Path) and self._leads_on(evidence.content, evidence.score)
            for node in _nodes(evidence.content)[:BRIDGE_NODES]
        ]
        given = Given(self.index.titles.find(named), self.index.titles.find(bridges), rows)
        return [
            Evidence(self.passages[row], self.passages[row].text, _rounded(score), source)
            for row, score, source in self._found(text, vector, top_k, given)
        ]

    def _leads_on(self, path: Path, share: float) -> bool:
        return self._open_world is None or self._open_world.leads_on(path, share)

    def _found(self, text: str, vector: NDArray[np.float32], top_k: int, given: Given) -> Found:
        if self.reranker is None:
            return self._finder.find(text, vector, top_k, given)
        found = self._finder.find(text, vector, max(top_k, self.reranker.deep), given)
        return self.reranker.order(text, found, self._words)[:top_k]

    def _words(self, row: int) -> str:
        return passage_text(self.passages.titles[row], self.passages.texts[row])

    def allowed_passages(self, filters: Filters) -> frozenset[int] | None:
        """Rows of the passages that ``filters`` leave; None where they leave all. Raises InputError for a document that
        there is not, or what is no day."""
        if not {"doc", "since", "until"} & set(filters):
            return None
        docs = set(filters["doc"]) if "doc" in filters else None
        if lacking := sorted((docs or set()).difference(self.added, self.passages.doc_ids)):
            raise unknown_value("doc", lacking[0], [*self.added, *self.passages.doc_ids])
        first, last = _day(filters, "since", max), _day(filters, "until", min)
        return frozenset(
            row
            for row, doc in enumerate(self.passages.doc_ids)
            if (docs is None or doc in docs) and (not (first or last) or _between(first, self.added.get(doc, ""), last))
        )

    def _has_type(self, node: Node, wanted: Sequence[str]) -> bool:
        row = None if isinstance(node, Literal) else self.graph.row(node)
        return row is not None and bool(set(self.graph.types[row]) & set(wanted))


def pooled(paths: Sequence[Evidence]) -> list[Evidence]:
    """Chains that lead to the same from the same ("parent" and "child of") are one answer: the best of them gets the
    sum of their shares, the others stay as they are."""
    groups: dict[tuple[str, str, tuple[Node, ...]], list[int]] = defaultdict(list)
    for i, evidence in enumerate(paths):
        if isinstance(evidence.content, Path) and evidence.source != "fact":
            groups[evidence.source, evidence.content.start, evidence.content.ends].append(i)
    found = list(paths)
    for rows in groups.values():
        best = max(rows, key=lambda i: (paths[i].score, -i))
        found[best] = replace(paths[best], score=_rounded(min(1.0, sum(paths[i].score for i in rows))))
    return found


def _nodes(path: Path) -> list[Node]:
    """The entities a path goes through and ends in, in order of its triples."""
    nodes = [node for triple in path.triples for node in (triple.head, triple.tail)]
    return [n for n in dict.fromkeys(nodes) if isinstance(n, str) and n != path.start]


def _day(filters: Filters, name: str, best: Callable[[Sequence[str]], str]) -> str:
    """The one of several days that limits most, "" without any. Raises InputError for what is no day."""
    days = list(filters.get(name, ()))
    for day in days:
        try:
            known = date.fromisoformat(day).isoformat() == day
        except (ValueError, TypeError):
            known = False
        if not known:
            raise InputError(f"{name} takes a day such as 2026-03-01, found {day!r}")
    return best(days) if days else ""


def _between(first: str, day: str, last: str) -> bool:
    """Whether a day that is known lies between two, either of which may be left open."""
    return bool(day) and first <= day and (not last or day <= last)


def _rounded(score: float) -> float:
    return round(float(score), 6)


def _order(evidence: Evidence) -> tuple[float, bool, str]:
    content = evidence.content
    is_path = isinstance(content, Path)
    return (-evidence.score, is_path, evidence.text if is_path else content.id)  # type: ignore[union-attr]  # no path, so it is a passage
