"""Passages by their words: BM25 (Robertson and Walker 1994) in Lucene's variant, by bm25s (Lù 2024)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.passages import PassageTable
from kgqa.linker.normalise import is_own_token
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Question

Ranked = list[tuple[int, float]]
"""(row, score) of passages, best first, ties by row."""


_WORD = re.compile(r"\w+")


class BM25Retriever:
    """A :class:`kgqa.stages.Retriever` of passages alone, each with its title before it.

    Words are those of :func:`words`; no stemming, and no stop words: how many passages hold a word takes care
    of them. k1 = 1.5 and b = 0.75, as bm25s has them. A passage that shares no word with the question is no
    evidence.
    """

    def __init__(self, passages: PassageTable) -> None:
        self.passages = passages
        self._index: Any = _bm25s().BM25(method="lucene")
        texts = [words(f"{title} {text}") for title, text in zip(passages.titles, passages.texts, strict=True)]
        self._index.index(texts, create_empty_token=False, show_progress=False)

    def rank(self, text: str, count: int) -> Ranked:
        """The ``count`` best passages for ``text``."""
        known = [word for word in words(text) if word in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:count]  # stable: ties keep the order of rows
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]

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
        return [as_evidence(self.rank(question.text, top_k), self.passages, "bm25") for question in questions]


def words(text: str) -> list[str]:
    """Words in lower case of two letters or more, as scikit-learn and bm25s cut them; each sign of a script
    without blanks is a word.

    >>> words("Lindium's discoverer: A. Lind, 北京")
    ['lindium', 'discoverer', 'lind', '北', '京']
    """
    if not text.isascii():
        text = "".join(f" {sign} " if is_own_token(sign) else sign for sign in text)
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 or is_own_token(word)]


def as_evidence(ranked: Ranked, passages: PassageTable, source: str) -> tuple[Evidence, ...]:
    """Ranked passages as evidence of one ``source``."""
    return tuple(Evidence(passages[row], passages[row].text, round(score, 6), source) for row, score in ranked)


def no_filters(filters: Filters | None) -> None:
    """Raises InputError where there are filters: a baseline is measured on the whole knowledge base."""
    if filters:
        raise InputError(f"a baseline takes no filters, found {', '.join(sorted(filters))}")


def _bm25s() -> Any:
    try:
        return import_module("bm25s")
    except ModuleNotFoundError as error:
        raise InputError('BM25 needs bm25s, an optional package: pip install "kgqa[evaluate]"') from error
