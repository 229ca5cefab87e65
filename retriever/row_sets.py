"""Sets of row numbers as sorted arrays: what numpy's own functions do, in less time for long arrays that are partly in
order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[Any]

_SPACIOUS, _SMALL = 16, 4096
"""How many times as large as the numbers are many an array of marks may be; rows up to which each is searched for."""


def best(ranks: Rows, most: int | None = None) -> Rows:
    """Places of the numbers that are above -inf, the greatest first, equal ones in order; ``most`` of them."""
    bound = None if most is None else _reached_by(ranks, most)
    places = np.flatnonzero(ranks > -np.inf if bound is None else ranks >= bound)
    if most and most < len(places):
        own = ranks[places]
        places = places[own >= np.partition(own, len(own) - most)[len(own) - most]]
    order: Rows = places[np.argsort(-ranks[places], kind="stable")][:most]
    return order


def _reached_by(ranks: Rows, most: int) -> Any:
    """A number above -inf that ``most`` of many ``ranks`` reach, or some more; None where there is no such or too few.

    Parted into groups, of which each has its greatest, there are as many of them as there are such groups.
    """
    n_groups = 8 * most
    count = len(ranks) // n_groups if most else 0
    if count < 2:
        return None
    groups = ranks[: count * n_groups].reshape(count, n_groups).max(axis=0)
    bound = np.partition(groups, n_groups - most)[n_groups - most]
    return bound if bound > -np.inf else None


def among(rows: Rows, ordered: Rows) -> Rows:
    """``numpy.isin`` for sorted rows, which costs less where they are few."""
    if len(rows) > _SMALL or not len(ordered):
        return np.isin(rows, ordered)
    found: Rows = ordered[np.minimum(np.searchsorted(ordered, rows), len(ordered) - 1)] == rows
    return found


def distinct(parts: Sequence[Rows], space: int | None = None) -> Rows:
    """``numpy.unique`` of integers from 0 in several arrays, by sorting: its hash table is slower on keys this long.
    Where they are below a ``space`` that is not much larger than they are many, by a mark for each."""
    if space is not None and space <= _SPACIOUS * sum(map(len, parts)):
        mark = np.zeros(space, bool)
        for part in parts:
            mark[part] = True
        return np.flatnonzero(mark)
    # The edges of a node are in order: long stretches, which a stable sort merges, in a thirtieth of the time of the
    # default one in :func:`kgqa.kg.distinct.sorted_distinct`, whose numbers are in no order.
    ordered = np.sort(np.concatenate(parts), kind="stable")
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def places_in(ordered: Rows, numbers: Rows) -> Rows:
    """(n,) the places of ``numbers``, from 0, in distinct sorted ones that have them all."""
    if not len(ordered) or ordered[-1] >= _SPACIOUS * len(numbers):
        return np.searchsorted(ordered, numbers)
    places = np.empty(ordered[-1] + 1, np.int64)
    places[ordered] = np.arange(len(ordered))
    return places[numbers]
