"""The joint choice of stretches that do not overlap: weighted interval scheduling (Kleinberg and Tardos,
2005, 6.1)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def choose(spans: Sequence[tuple[int, int]], values: Sequence[float]) -> list[int]:
    """Places of the spans of highest total value of which no two overlap, in order of start.

    Spans are half-open, not empty; values are above 0. Of equal totals the one with the longer, then the
    later, last span wins, so that the order in which spans are given makes no difference where they differ.

    >>> choose([(0, 2), (1, 5), (4, 6)], [1.0, 1.5, 1.0])
    [0, 2]
    """
    order = sorted(range(len(spans)), key=lambda n: (spans[n][1], spans[n][0], values[n]))
    ends = [spans[n][1] for n in order]
    totals = [0.0]
    taken: list[int | None] = []
    before: list[int] = []
    for place, n in enumerate(order):
        free = bisect_right(ends, spans[n][0], hi=place)
        before.append(free)
        total = totals[free] + values[n]
        better = total > totals[-1]
        taken.append(n if better else None)
        totals.append(max(total, totals[-1]))
    chosen: list[int] = []
    place = len(order)
    while place:
        n_taken = taken[place - 1]
        if n_taken is None:
            place -= 1
        else:
            chosen.append(n_taken)
            place = before[place - 1]
    return chosen[::-1]
