"""Rankings whose scores have nothing in common, brought to one scale.

Each is stretched so that its best is 1 and the last that is read 0, and added: a convex combination keeps how far
apart two passages are, where reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) keeps only their order (Bruch,
Gai and Ingber 2023 compare them).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FUSED = 100
"""How far down each ranking is read."""

Ranked = list[tuple[int, float]]
"""(row, score), best first, ties by row."""


def stretched(ranked: Sequence[tuple[int, float]]) -> dict[int, float]:
    """The scores of a ranking from 1 for its best to 0 for its last.

    >>> stretched([(7, 9.0), (3, 8.0), (5, 5.0)]), stretched([(7, 2.0)])
    ({7: 1.0, 3: 0.75, 5: 0.0}, {7: 1.0})
    """
    if not ranked:
        return {}
    most, least = ranked[0][1], ranked[-1][1]
    return {row: (score - least) / (most - least) if most > least else 1.0 for row, score in ranked}


def best_rows(scores: NDArray[np.float32], count: int) -> Ranked:
    """The ``count`` greatest scores above 0."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > count:
        least = np.partition(scores[rows], len(rows) - count)[len(rows) - count]
        rows = rows[scores[rows] >= least]
    best = rows[np.lexsort((rows, -scores[rows]))][:count]
    return [(int(row), float(scores[row])) for row in best]
