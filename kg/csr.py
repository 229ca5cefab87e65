"""Compressed sparse rows: the edges of every term, one way, in three flat arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.packing import Packing
from kgqa.kg.runs import runs, spread, stretch, stretches


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
        """Group the edges ``(rows[i], relations[i], others[i])``, each (n_edges,); rows and others below ``n_rows``."""
        offsets = np.zeros(n_rows + 1, np.int64)
        np.cumsum(np.bincount(rows, minlength=n_rows), out=offsets[1:])
        packing = Packing.of(n_rows, int(relations.max(initial=0)) + 1, n_rows)
        if packing is None:
            order = np.lexsort((others, relations, rows))
            return cls(offsets, relations[order].astype(np.int32), others[order].astype(np.int32))
        keys = packing.pack(rows, relations, others)
        if (keys[1:] < keys[:-1]).any():
            keys.sort()
        _, relations, others = packing.unpack(keys)
        return cls(offsets, relations, others)

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

    def some_of(self, kept: Array) -> Csr:
        """The edges that ``kept`` (n_edges,) marks, of the same rows."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return Csr(before[self.offsets], self.relations[kept], self.others[kept])

    def edges(self, row: int, relation: int | None = None) -> tuple[Array, Array]:
        """(relations, others) of one row, or of its edges of one relation, both int32 views."""
        if relation is None:
            start, end = self.offsets[row], self.offsets[row + 1]
        else:
            start, end = stretch(self.offsets, self.relations, row, relation)
        return self.relations[start:end], self.others[start:end]

    def find(self, row: int, relation: int, other: int) -> int | None:
        """The place of an edge, or None where there is none."""
        begin, end = stretch(self.offsets, self.relations, row, relation)
        at = begin + int(np.searchsorted(self.others[begin:end], np.int32(other)))
        return at if at < end and self.others[at] == other else None

    def expand(self, rows: Array, limit: int | None = None) -> tuple[Array, Array, Array]:
        """(sources, relations, others) of the edges of many rows; ``sources`` are positions in ``rows``.

        ``limit``: of the first rows only, no more edges than this.
        """
        if limit is not None:
            rows = self._enough(rows, limit)
        starts = self.offsets[rows]
        counts = self.offsets[rows + 1] - starts
        ends = counts.cumsum()
        if limit is not None and ends.size and ends[-1] > limit:
            counts -= np.clip(ends - limit, 0, counts)
            ends = counts.cumsum()
        sources, at = _places(starts, counts)
        return sources, self.relations[at], self.others[at]

    def steps(self, rows: Array) -> tuple[Array, Array, Array]:
        """(sources, relations, places) of the edges of many rows, as :meth:`expand`; where they lead is not read."""
        starts = self.offsets[rows]
        sources, at = _places(starts, self.offsets[rows + 1] - starts)
        return sources, self.relations[at], at

    def _enough(self, rows: Array, limit: int) -> Array:
        """The first of ``rows`` that have ``limit`` edges together, a few more, or all: a hub costs no more."""
        found, step = 0, max(limit, 64)
        for end in range(step, len(rows), step):
            part = rows[end - step : end]
            found += int((self.offsets[part + 1] - self.offsets[part]).sum())
            if found >= limit:
                return rows[:end]
        return rows

    def along(self, rows: Array, relations: Array | int, most: int | None = None) -> tuple[Array, Array]:
        """(sources, others) of the edges of one relation of each row, as :meth:`expand`; of long rows no more is read
        than finds them. ``relations``: of each row, or one of all; ``most``: of each row's edges, spread evenly."""
        if len(rows) == 1 and most is None:
            begin, end = stretch(self.offsets, self.relations, int(rows[0]), int(np.ravel(relations)[0]))
            return np.zeros(end - begin, np.int64), self.others[begin:end]
        begins, ends = stretches(self.offsets, self.relations, rows, np.broadcast_to(relations, len(rows)))
        sources, at = spread(begins, ends, most)
        return sources, self.others[at]

    def runs(self, rows: Array) -> tuple[Array, Array, Array, Array]:
        """(sources, relations, counts, firsts) of each relation of many rows: how many edges of it the row has, and the
        least other end of them. In order of ``rows`` and relation; of long rows no more is read than finds them."""
        sources, begins, ends = runs(self.offsets, self.relations, rows)
        return sources, self.relations[begins], ends - begins, self.others[begins]

    def some(self, rows: Array, most: int) -> tuple[Array, Array, Array]:
        """As :meth:`expand`, but of each relation of each row at most ``most`` edges, spread evenly."""
        sources, begins, ends = runs(self.offsets, self.relations, rows)
        of, at = spread(begins, ends, most)
        return sources[of], self.relations[at], self.others[at]

    def rows(self) -> Array:
        """(n_edges,) int32: the row of every edge."""
        return np.repeat(np.arange(self.offsets.size - 1, dtype=np.int32), np.diff(self.offsets))


def _places(starts: Array, counts: Array) -> tuple[Array, Array]:
    """(sources, places) of all edges of some rows."""
    sources = np.arange(len(starts)).repeat(counts)
    # The i-th edge of a row lies at its start plus i; i is the edge's place less the row's first place.
    at = np.arange(sources.size)
    at += (starts - counts.cumsum() + counts).repeat(counts)
    return sources, at
