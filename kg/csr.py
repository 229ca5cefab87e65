"""Compressed sparse rows: the edges of every term, one way, in three flat arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile


@dataclass(frozen=True, slots=True, eq=False)
class Csr:
    """Edges grouped by row and sorted by (relation, other end) within it.

    ``offsets`` (n_rows + 1,) int64; ``relations`` and ``others`` (n_edges,) int32.
    """

    offsets: Array
    relations: Array
    others: Array

    @classmethod
    def build(cls, rows: Array, relations: Array, others: Array, n_rows: int) -> Csr:
        """Group the edges ``(rows[i], relations[i], others[i])``, each (n_edges,)."""
        order = np.lexsort((others, relations, rows))
        offsets = np.zeros(n_rows + 1, np.int64)
        np.cumsum(np.bincount(rows, minlength=n_rows), out=offsets[1:])
        return cls(offsets, relations[order].astype(np.int32), others[order].astype(np.int32))

    @classmethod
    def load(cls, file: ArrayFile, prefix: str, n_rows: int) -> Csr:
        """The edges that :meth:`arrays` gave under ``prefix``. Raises StoreError where sizes disagree."""
        csr = cls(
            file.typed(f"{prefix}.offsets", np.int64),
            file.typed(f"{prefix}.relations", np.int32),
            file.typed(f"{prefix}.others", np.int32),
        )
        n = csr.relations.size
        if csr.offsets.size != n_rows + 1 or csr.others.size != n or csr.offsets[0] or csr.offsets[-1] != n:
            raise StoreError(f"{file.path}: {prefix}: must hold {n} edges of {n_rows} rows; the sizes disagree")
        return csr

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {
            f"{prefix}.offsets": self.offsets,
            f"{prefix}.relations": self.relations,
            f"{prefix}.others": self.others,
        }

    def edges(self, row: int) -> tuple[Array, Array]:
        """(relations, others) of one row, both int32 views."""
        start, end = self.offsets[row], self.offsets[row + 1]
        return self.relations[start:end], self.others[start:end]

    def expand(self, rows: Array) -> tuple[Array, Array, Array]:
        """(sources, relations, others) of the edges of many rows; ``sources`` are positions in ``rows``."""
        starts, ends = self.offsets[rows], self.offsets[rows + 1]
        counts = ends - starts
        total = int(counts.sum())
        sources = np.repeat(np.arange(len(rows)), counts)
        # The i-th edge of a row lies at its start plus i; i is the edge's place less the row's first place.
        at = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(starts, counts)
        return sources, self.relations[at], self.others[at]

    def rows(self) -> Array:
        """(n_edges,) int32: the row of every edge."""
        return np.repeat(np.arange(self.offsets.size - 1, dtype=np.int32), np.diff(self.offsets))
