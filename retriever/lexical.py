"""Passages by their words: BM25, its scores worked out when the index is built, in columns that are read in place.

score(q, d) = sum over words w of q of idf(w) * tf / (tf + k1 * (1 - b + b * |d| / mean |d|)), with
idf(w) = ln(1 + (n - df + 1/2) / (df + 1/2)): Robertson and Walker (1994) in Lucene's variant. Keeping the products
by column, so that a question is a sum of a few columns, is bm25s's idea (Lù 2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.linker.hashing import hash_strings

K1, B = 1.5, 0.75

Ranked = list[tuple[int, float]]
"""(row, score), best first, ties by row."""


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """``terms``: sorted hashes of words; word i is in the passages ``rows[begins[i]:begins[i + 1]]``, sorted, for
    ``scores`` at the same places. ``n``: (1,), how many passages there are."""

    terms: NDArray[Any]
    begins: NDArray[Any]
    rows: NDArray[Any]
    values: NDArray[Any]
    n: NDArray[Any]

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> LexicalIndex:
        """An index over the words of each passage."""
        numbers: dict[str, int] = {}
        ids = [np.fromiter((numbers.setdefault(w, len(numbers)) for w in text), np.int64, len(text)) for text in texts]
        lengths = np.array([len(text) for text in texts], np.int64)
        hashes, number_of = np.unique(hash_strings(list(numbers)), return_inverse=True)
        n = max(1, len(texts))
        every = np.concatenate([np.zeros(0, np.int64), *ids])
        keys = number_of[every] * n + np.repeat(np.arange(len(texts)), lengths)
        pairs, counts = np.unique(keys.astype(np.int64), return_counts=True)
        words, rows = pairs // n, pairs % n
        frequency = np.bincount(words, minlength=len(hashes))
        idf = _idf(frequency, n)
        room = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
        values = idf[words] * counts / (counts + room[rows])
        begins = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)
        return cls(hashes, begins, rows.astype(np.int32), values.astype(np.float32), np.array([len(texts)], np.int64))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The index as arrays for a knowledge base file."""
        return {
            "lexical.terms": self.terms,
            "lexical.begins": self.begins,
            "lexical.rows": self.rows,
            "lexical.values": self.values,
            "lexical.n": self.n,
        }

    @classmethod
    def load(cls, arrays: Any) -> LexicalIndex:
        """The index that :meth:`arrays` gave."""
        return cls(*(arrays[f"lexical.{name}"] for name in ("terms", "begins", "rows", "values", "n")))

    def columns(self, words: Sequence[str]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """(rows, scores) of each word, in order; empty where no passage has it."""
        if not words or not len(self.terms):
            return [(self.rows[:0], self.values[:0]) for _ in words]
        keys = hash_strings(list(words))
        places = np.minimum(np.searchsorted(self.terms, keys), len(self.terms) - 1)
        ends = np.where(self.terms[places] == keys, self.begins[places + 1], self.begins[places])
        pairs = zip(self.begins[places].tolist(), ends.tolist(), strict=True)
        return [(self.rows[a:b], self.values[a:b]) for a, b in pairs]

    def idf(self, words: Sequence[str]) -> NDArray[np.float64]:
        """What each word weighs, known or not, (len(words),)."""
        n = max(1, int(self.n[0]))
        held = np.array([len(rows) for rows, _ in self.columns(words)], np.float64)
        return _idf(held, n)

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The score of every passage, (n,)."""
        total = np.zeros(int(self.n[0]), np.float32)
        for rows, values in self.columns(words):
            total[rows] += values
        return total


def _idf(held: NDArray[Any], n: int) -> NDArray[np.float64]:
    return np.asarray(np.log1p((n - held + 0.5) / (held + 0.5)), np.float64)
