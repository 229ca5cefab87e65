"""Passages by title: what a linked entity's own page says is read even where its words are far off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.passages import PassageTable
from kgqa.linker.hashing import hash_strings
from kgqa.linker.normalise import fold


class TitleIndex:
    """Sorted hashes of folded titles and the passage row of each; opens without being read."""

    def __init__(self, hashes: NDArray[Any], rows: NDArray[Any]) -> None:
        self._hashes = hashes
        self._rows = rows

    @classmethod
    def build(cls, passages: PassageTable) -> TitleIndex:
        """Every passage under its title, and under its title without a qualifier in brackets."""
        texts: list[str] = []
        rows: list[int] = []
        for row, title in enumerate(passages.titles):
            for form in dict.fromkeys((fold(title), fold(title.partition(" (")[0]))):
                if form:
                    texts.append(form)
                    rows.append(row)
        hashes = hash_strings(texts)
        order = np.lexsort((np.array(rows, np.int64), hashes))
        return cls(hashes[order], np.array(rows, np.int64)[order])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The index as arrays for a knowledge base file."""
        return {"titles.hashes": self._hashes, "titles.rows": self._rows}

    @classmethod
    def load(cls, arrays: Any) -> TitleIndex:
        """The index that :meth:`arrays` gave."""
        return cls(arrays["titles.hashes"], arrays["titles.rows"])

    def find(self, names: Sequence[str], *, most: int = 4) -> list[int]:
        """Rows of the passages that bear one of these names as title, at most ``most`` a name."""
        forms = [form for form in (fold(name) for name in names) if form]
        if not forms or not len(self._hashes):
            return []
        keys = hash_strings(forms)
        first = np.searchsorted(self._hashes, keys, side="left")
        last = np.minimum(np.searchsorted(self._hashes, keys, side="right"), first + most)
        found = [int(row) for a, b in zip(first, last, strict=True) for row in self._rows[a:b]]
        return list(dict.fromkeys(found))
