"""From passage to passage: what one names, and what names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log2

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.passages import PassageTable
from kgqa.linker.stem import stem
from kgqa.retriever.names import NameGraph, Rows
from kgqa.retriever.words import cut

NAMES_SHARE, BESIDE_SHARE, NAMED_BY_SHARE = 0.5, 0.2, 0.15
"""What a way is worth: from a passage to one that it names, by how few name that; for the question's words beside the
name; from a passage to one that names it, by how few do."""

WINDOW = 8
"""Words on either side of a name that are beside it."""

BEARERS, HOLDERS = 4, 50
"""Passages about one name, and passages that hold one, that are gone on to: those that share most with the question."""

_KEPT = 4096


class TextLinks:
    """Ways between passages along the names in them."""

    def __init__(self, passages: PassageTable, names: NameGraph) -> None:
        self.names = names
        self._stems = lru_cache(maxsize=_KEPT)(lambda row: [stem(word) for word in cut(passages.texts[row])[0]])

    def about(self, name: int, shares: NDArray[np.float32]) -> list[int]:
        """The passages that a name is the title or the opening of."""
        return _most(self.names.about[name], shares, BEARERS)

    def named_in(
        self, row: int, stems: Mapping[str, float], shares: NDArray[np.float32]
    ) -> Iterator[tuple[int, float]]:
        """(row, worth) of what the passage ``row`` names. ``stems``: the question's words and their weights."""
        for name, place in self.names.named_in(row):
            bearers = self.about(name, shares)
            if bearers:
                near = set(self._stems(row)[max(0, place - WINDOW) : place + WINDOW + 2])
                beside = sum(stems[word] for word in sorted(near & stems.keys()))
                worth = NAMES_SHARE * rarity(len(self.names.holders[name])) + BESIDE_SHARE * beside
                yield from ((other, worth) for other in bearers if other != row)

    def naming(self, row: int, shares: NDArray[np.float32]) -> Iterator[tuple[int, float]]:
        """(row, worth) of what names the subject of the passage ``row``."""
        for name in self.names.own[row].tolist():
            holders = self.names.holders[name]
            worth = NAMED_BY_SHARE * rarity(len(holders))
            yield from ((other, worth) for other in _most(holders, shares, HOLDERS) if other != row)


def rarity(count: int) -> float:
    """What a name says that ``count`` passages hold: 1 for one alone, 1/2 for three, 1/10 for a thousand.

    >>> rarity(1), rarity(3)
    (1.0, 0.5)
    """
    return 1 / log2(1 + max(1, count))


def _most(rows: Rows, shares: NDArray[np.float32], count: int) -> list[int]:
    if len(rows) > count:
        rows = rows[np.lexsort((rows, -shares[rows]))[:count]]
    return [int(row) for row in rows]
