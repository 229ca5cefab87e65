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


def ways(graph: Graph, start: int, end: int, *, hops: int = 3, limit: int = 100) -> list[Way]:
    """At most ``limit`` ways of 1 to ``hops`` steps between the rows ``start`` and ``end``, the shortest first.

    No row comes twice, and only entities are gone through. Those of one length are in order of rows and codes where
    the limit leaves none out. Of three steps the one in the middle is looked for from the side that has fewer edges.
    Raises ValueError for hops other than 1, 2 or 3, IndexError for a row that is none.
    """
    if hops not in (1, 2, 3):
        raise ValueError(f"hops must be 1, 2 or 3, found {hops}")
    if start == end:
        return []
    codes, near = around(graph, start)
    back_codes, far = around(graph, end)  # from the end, so that each is the reverse of what is walked
    direct = codes[near == end].tolist()
    found: list[Way] = [(start, code, end) for code in sorted(direct)[:limit]]
    if hops == 1 or len(found) == limit:
        return found
    inner = (near < graph.n_entities) & (near != start) & (near != end)
    codes, near = codes[inner], near[inner]
    inner = (far < graph.n_entities) & (far != start) & (far != end)
    back_codes, far = back_codes[inner] ^ 1, far[inner]
    first, last = _Fan(codes, near), _Fan(back_codes, far)
    shared = first.rows[_isin(first.rows, last.rows)]
    found += islice(_joined(first, last, start, end, shared), limit - len(found))
    if hops == 3 and len(found) < limit:
        found += islice(_three(graph, first, last, start, end), limit - len(found))
    return found


def around(graph: Graph, row: int) -> tuple[Array, Array]:
    """(step codes, rows that they lead to) of all edges of a row, first out of it, then into it."""
    relations, tails = graph.out_edges(row)
    inverse, heads = graph.in_edges(row)
    return np.concatenate([2 * relations, 2 * inverse + 1]), np.concatenate([tails, heads])


class _Fan:
    """The edges of one end, by the row at the other: ``rows`` are distinct and sorted."""

    def __init__(self, codes: Array, rows: Array) -> None:
        order = np.lexsort((codes, rows)) if not _ascends(rows) else np.arange(len(rows))
        self._codes, ordered = codes[order], rows[order]
        begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else order
        self.rows = ordered[begins]
        self._bounds = np.append(begins, len(ordered))

    def codes(self, row: int) -> list[int]:
        at = int(np.searchsorted(self.rows, row))
        return list(self._codes[self._bounds[at] : self._bounds[at + 1]].tolist())


def _joined(first: _Fan, last: _Fan, start: int, end: int, rows: Array) -> Iterator[Way]:
    for row in rows.tolist():
        for code in first.codes(row):
            for onward in last.codes(row):
                yield start, code, row, onward, end


def _three(graph: Graph, first: _Fan, last: _Fan, start: int, end: int) -> Iterator[Way]:
    middle = _between(graph, first.rows, last.rows)
    for near, code, far in middle:
        for begin in first.codes(near):
            for onward in last.codes(far):
                yield start, begin, near, code, far, onward, end


def _between(graph: Graph, near: Array, far: Array) -> list[tuple[int, int, int]]:
    """The edges between two sets of distinct, sorted rows, sorted: (row of ``near``, step code, row of ``far``)."""
    turned = _n_edges(graph, far) < _n_edges(graph, near)
    from_rows, to_rows = (far, near) if turned else (near, far)
    found: list[tuple[int, int, int]] = []
    for inverse in (False, True):
        sources, relations, ends = graph.expand(from_rows, inverse=inverse)
        hit = np.flatnonzero(_isin(ends, to_rows))
        codes = (2 * relations[hit] + (inverse ^ turned)).tolist()
        pairs = zip(from_rows[sources[hit]].tolist(), codes, ends[hit].tolist(), strict=True)
        found += ((b, code, a) if turned else (a, code, b) for a, code, b in pairs if a != b)
    return sorted(found)


def _n_edges(graph: Graph, rows: Array) -> int:
    return graph.degrees(rows).sum() if len(rows) else 0


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


def _ascends(rows: Array) -> bool:
    return bool((rows[1:] > rows[:-1]).all())
