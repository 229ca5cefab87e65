"""Ways from one entity to another of at most three steps, by arrays alone: a hub on the way costs milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.graph import Graph

Way = tuple[int, ...]
"""Rows and step codes in turn: (start, code, row, ..., code, end). A code is twice the relation's number, plus one
where the step goes from tail to head."""

_MARKED = 4096
"""Edges of an end from which on its neighbours are marked among all rows and not sorted."""

_AT_ONCE = 200_000
"""Edges in the middle that are looked at before it is asked whether they are enough."""


def ways(graph: Graph, start: int, end: int, *, hops: int = 3, limit: int = 100) -> list[Way]:
    """At most ``limit`` ways of 1 to ``hops`` steps between the rows ``start`` and ``end``, the shortest first.

    No row comes twice, and only entities are gone through. Those of one length are in order of rows and codes where
    the limit leaves none out. Of three steps the one in the middle is looked for from the side that has fewer edges.
    Raises ValueError for hops other than 1, 2 or 3, IndexError for a row that is none.
    """
    if hops not in (1, 2, 3):
        raise ValueError(f"hops must be 1, 2 or 3, found {hops}")
    first, last = _Side(graph, start, end, turned=False), _Side(graph, end, start, turned=True)
    if start == end or limit < 1:
        return []
    near, far = (first, last) if first.size <= last.size else (last, first)
    direct = near.direct() if near is first else [code ^ 1 for code in near.direct()]
    found: list[Way] = [(start, code, end) for code in sorted(direct)[:limit]]
    if hops == 1 or len(found) == limit:
        return found
    # Each row between gives a way or more: as many as are wanted are enough.
    shared = near.rows[far.holds(near.rows)][: limit - len(found)]
    found += islice(_joined(first.codes(shared), last.codes(shared), start, end), limit - len(found))
    if hops == 3 and len(found) < limit:
        middle = _between(graph, first, last, limit - len(found))
        before, behind = (first.codes(middle[:, 0]), last.codes(middle[:, 2])) if len(middle) else ({}, {})
        found += islice(_three(middle, before, behind, start, end), limit - len(found))
    return found


class _Side:
    """The edges of one end, and the entities they lead to, but for the other end. ``turned``: walked towards it."""

    def __init__(self, graph: Graph, row: int, other: int, *, turned: bool) -> None:
        out, into = graph.out_edges(row), graph.in_edges(row)
        self._parts = ((*out, int(turned)), (*into, int(not turned)))
        self._turned = turned
        self._other = other
        self._n_terms = graph.n_terms
        self.size = out[0].size + into[0].size
        self._mark: Array | None = None
        if self.size > _MARKED:
            self._mark = np.zeros(graph.n_terms, bool)
            self._mark[out[1]] = True
            self._mark[into[1]] = True
            self._mark[graph.n_entities :] = False
            self._mark[[row, other]] = False
            self.rows: Array = np.flatnonzero(self._mark)
            return
        rows = np.concatenate([out[1], into[1]])
        self.rows = np.unique(rows[(rows < graph.n_entities) & (rows != row) & (rows != other)])

    def direct(self) -> list[int]:
        """The codes of the steps from this end to the other."""
        found = [2 * kinds[rows == self._other] + (inverse ^ self._turned) for kinds, rows, inverse in self._parts]
        return list(np.concatenate(found).tolist())

    def holds(self, rows: Array) -> Array:
        """Whether there is an edge between each row and this end; the ends themselves are none."""
        return _isin(rows, self.rows) if self._mark is None else self._mark[rows]

    def codes(self, rows: Array) -> dict[int, list[int]]:
        """The codes of the steps between this end and each of some rows, sorted."""
        wanted = np.zeros(self._n_terms, bool)
        wanted[rows] = True
        found: dict[int, list[int]] = {}
        for kinds, others, inverse in self._parts:
            at = np.flatnonzero(wanted[others])
            for row, kind in zip(others[at].tolist(), kinds[at].tolist(), strict=True):
                found.setdefault(row, []).append(2 * kind + inverse)
        return {row: sorted(codes) for row, codes in sorted(found.items())}


def _joined(first: dict[int, list[int]], last: dict[int, list[int]], start: int, end: int) -> Iterator[Way]:
    for row, codes in first.items():
        for code in codes:
            for onward in last[row]:
                yield start, code, row, onward, end


def _three(
    middle: Array, first: dict[int, list[int]], last: dict[int, list[int]], start: int, end: int
) -> Iterator[Way]:
    for near, code, far in middle.tolist():
        for begin in first[near]:
            for onward in last[far]:
                yield start, begin, near, code, far, onward, end


def _between(graph: Graph, first: _Side, last: _Side, limit: int) -> Array:
    """(n, 3) of at most ``limit`` edges between the rows of two sides, sorted: row of ``first``, step code, row of
    ``last``."""
    turned = _is_smaller(graph, last, first)
    side, other = (last, first) if turned else (first, last)
    found: list[Array] = []
    count = 0
    for rows in _blocks(graph, side.rows):
        for inverse in (False, True):
            sources, relations, ends = graph.expand(rows, inverse=inverse)
            hit = np.flatnonzero(other.holds(ends))
            near, far = rows[sources[hit]], ends[hit]
            codes = 2 * relations[hit].astype(np.int64) + (inverse ^ turned)
            part = np.stack([far, codes, near] if turned else [near, codes, far], axis=1)
            found.append(part[near != far])
            count += len(found[-1])
        if count >= limit:
            break
    every = np.concatenate(found) if found else np.zeros((0, 3), np.int64)
    return every[np.lexsort(every.T[::-1])[:limit]] if len(every) <= limit else _least(every, limit)


def _least(rows: Array, limit: int) -> Array:
    """The first ``limit`` of (n, 3) rows in their order, sorted."""
    # A row of the first column that is not among the first so many can't have one of them.
    last = np.partition(rows[:, 0], limit - 1)[limit - 1]
    rows = rows[rows[:, 0] <= last]
    return rows[np.lexsort(rows.T[::-1])[:limit]]


def _blocks(graph: Graph, rows: Array) -> Iterator[Array]:
    """The rows in parts that have some :data:`_AT_ONCE` edges, or one row that has more."""
    begin = 0
    while begin < len(rows):
        edges = graph.degrees(rows[begin : begin + _AT_ONCE]).cumsum()
        end = begin + max(1, int(np.searchsorted(edges, _AT_ONCE, side="right")))
        yield rows[begin:end]
        begin = end


def _is_smaller(graph: Graph, one: _Side, other: _Side) -> bool:
    """Whether the rows of ``one`` have fewer edges than those of ``other``."""
    # Each row has an edge: where one side has more rows than the other has edges, nothing needs to be summed.
    few, many = (one, other) if len(one.rows) <= len(other.rows) else (other, one)
    edges = int(graph.degrees(few.rows).sum())
    is_few_smaller = edges <= len(many.rows) or edges < int(graph.degrees(many.rows).sum())
    return is_few_smaller == (few is one)


def _isin(values: Array, table: Array) -> Array:
    """Whether each value is in a sorted table."""
    if not len(table):
        return np.zeros(len(values), bool)
    # Most lie outside or between; a mark for each row of the table's range is faster than searching it.
    low, high = int(table[0]), int(table[-1])
    if high - low < 8 * len(values) + 1024:
        mark = np.zeros(high - low + 1, bool)
        mark[table - low] = True
        inside = (values >= low) & (values <= high)
        inside[inside] = mark[values[inside] - low]
        return inside
    at = np.searchsorted(table, values)
    at[at == len(table)] = 0
    return np.asarray(table[at] == values)
