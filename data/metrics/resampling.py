"""Bootstrap resamples of per-question figures, drawn as sums (Efron and Tibshirani 1993, chapter 6).

A resample draws n of n questions with replacement. Only its sums matter here, and those depend only on how often
each distinct row of figures is drawn: where there are few distinct rows (right or wrong, counts), the numbers of
draws are one multinomial sample, which is exactly the bootstrap's distribution and takes no time. Otherwise rows
are drawn in chunks. Rows are sorted first, so the order of the questions never matters.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.arrays import Floats
from kgqa.errors import InputError

_CELLS = 1 << 20  # Numbers drawn at once: 4 MB of row indices and 8 MB for each column of figures.
_MULTINOMIAL_COST = 12  # A multinomial count costs about as much as drawing this many rows.


def resampled_sums(columns: Floats, *, seed: int, resamples: int) -> Floats:
    """Sums of each column over each resample: ``columns`` (n, c) gives (resamples, c).

    Deterministic by seed. Raises InputError where n is 0, resamples is below 1 or a figure is not finite.

    >>> resampled_sums(np.array([[1.0, 2.0], [1.0, 2.0]]), seed=0, resamples=2).tolist()
    [[2.0, 4.0], [2.0, 4.0]]
    """
    if columns.ndim != 2 or not columns.shape[0]:
        raise InputError(f"figures of one or more questions, not an array of shape {columns.shape}")
    if resamples < 1:
        raise InputError(f"resamples must be 1 or more, not {resamples}")
    if not np.isfinite(columns).all():
        raise InputError("figures must be finite")
    random = np.random.default_rng(seed)
    rows, counts = _distinct(columns)
    if len(rows) * _MULTINOMIAL_COST <= len(columns):
        return _by_counts(rows, counts, random, resamples)
    return _by_rows(np.repeat(rows, counts, axis=0), random, resamples)


def _distinct(columns: Floats) -> tuple[Floats, npt.NDArray[np.intp]]:
    """The distinct rows, sorted, and how often each occurs."""
    rows = columns[np.lexsort(columns.T[::-1])]
    new = np.ones(len(rows), bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    return rows[starts], np.diff(np.append(starts, len(rows)))


def _by_counts(rows: Floats, counts: npt.NDArray[np.intp], random: np.random.Generator, resamples: int) -> Floats:
    n = int(counts.sum())
    step = max(1, _CELLS // len(rows))
    drawn = [
        random.multinomial(n, counts / n, size=min(step, resamples - start)) @ rows
        for start in range(0, resamples, step)
    ]
    return np.concatenate(drawn)


def _by_rows(rows: Floats, random: np.random.Generator, resamples: int) -> Floats:
    n = len(rows)
    step = max(1, _CELLS // n)
    sums = np.empty((resamples, rows.shape[1]))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        chosen = random.integers(0, n, size=(size, n), dtype=np.int32)
        for at in range(rows.shape[1]):
            sums[start : start + size, at] = np.ascontiguousarray(rows[:, at]).take(chosen).sum(axis=1)
    return sums
