"""Passages by their vectors alone, and reciprocal rank fusion with BM25."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever, Ranked, as_evidence, no_filters
from kgqa.retriever.retriever import HybridRetriever
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Question

RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, section 2)."""

FUSED = 100
"""How far down each ranking is read to be fused."""


@dataclass(frozen=True, slots=True)
class DenseRetriever:
    """Passages by cosine with the question, over the vectors that the knowledge base keeps; no bonus for
    titles, no paths. A :class:`kgqa.stages.Retriever`."""

    inner: HybridRetriever

    def rank(self, texts: Sequence[str], count: int) -> list[Ranked]:
        """The ``count`` nearest passages of each text."""
        vectors = self.inner.encoder.encode_queries(texts)
        return self.inner.index.passages.search(vectors, count)

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """Up to ``top_k`` passages a question. Raises InputError where there are filters."""
        no_filters(filters)
        ranked = self.rank([question.text for question in questions], top_k)
        return [as_evidence(own, self.inner.passages, "dense") for own in ranked]


@dataclass(frozen=True, slots=True)
class FusedRetriever:
    """BM25 and vectors by reciprocal rank fusion. A :class:`kgqa.stages.Retriever`."""

    words: BM25Retriever
    vectors: DenseRetriever

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """Up to ``top_k`` passages a question. Raises InputError where there are filters."""
        no_filters(filters)
        deep = max(FUSED, top_k)
        near = self.vectors.rank([question.text for question in questions], deep)
        found = []
        for question, own in zip(questions, near, strict=True):
            rankings = [[row for row, _ in ranked] for ranked in (self.words.rank(question.text, deep), own)]
            found.append(as_evidence(fused(rankings)[:top_k], self.words.passages, "fusion"))
        return found


def fused(rankings: Sequence[Sequence[int]]) -> Ranked:
    """Rows by the sum over rankings of 1 / (60 + rank), ranks from 1; ties by row.

    >>> [row for row, _ in fused([[7, 3, 5], [3, 9]])]
    [3, 7, 9, 5]
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] += 1 / (RRF_K + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
