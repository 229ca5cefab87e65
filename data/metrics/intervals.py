"""Confidence intervals of mean and micro figures, and paired comparisons, by bootstrap over questions.

Percentile intervals (Efron and Tibshirani 1993, chapter 13), deterministic by seed and independent of the order of
the questions. Of n = 1, or of equal values, the bootstrap's interval is that one value; a proportion near 0 or 1 is
better served by :func:`wilson`. Where there is nothing (n = 0) the interval is (0, 1): a fraction that is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.arrays import Floats, Numbers, columns, some_columns
from kgqa.data.metrics.resampling import resampled_sums
from kgqa.errors import InputError


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean or ratio of a minus that of b, its interval, and the two-sided probability of one as large by chance."""

    mean: float
    low: float
    high: float
    p: float


def bootstrap_mean(
    values: Numbers, *, seed: int = 0, resamples: int = 2000, level: float = 0.95
) -> tuple[float, float]:
    """Interval of the mean of values of shape (n,). Raises InputError where one is not finite.

    >>> low, high = bootstrap_mean([1, 0, 1, 1] * 25)
    >>> low < 0.75 < high, bootstrap_mean([0.3]), bootstrap_mean([])
    (True, (0.3, 0.3), (0.0, 1.0))
    """
    (column,) = columns(values)
    return _interval(_means(column, seed, resamples), level)


def bootstrap_ratio(
    numerators: Numbers, denominators: Numbers, *, seed: int = 0, resamples: int = 2000, level: float = 0.95
) -> tuple[float, float]:
    """Interval of sum(numerators) / sum(denominators) over documents: micro precision, recall, accuracy.

    Both of shape (n,), no denominator below 0. Resamples whose denominators add up to 0 are left out; where all do
    the interval is (0, 1).

    >>> low, high = bootstrap_ratio([3, 1, 4], [4, 4, 4])
    >>> low, high
    (0.25, 1.0)
    """
    top, bottom = columns(numerators, denominators)
    if (bottom < 0).any():
        raise InputError(f"denominators must be 0 or more, not {bottom.min()}")
    if not bottom.size:
        return 0.0, 1.0
    sums = resampled_sums(np.column_stack((top, bottom)), seed=seed, resamples=resamples)
    there = sums[:, 1] > 0
    return _interval(sums[there, 0] / sums[there, 1], level)


def bootstrap_f1(
    tp: Numbers, fp: Numbers, fn: Numbers, *, seed: int = 0, resamples: int = 2000, level: float = 0.95
) -> tuple[float, float]:
    """Interval of micro F1, 2 tp / (2 tp + fp + fn), over documents; counts of shape (n,).

    >>> bootstrap_f1([2, 2], [0, 0], [0, 0])
    (1.0, 1.0)
    """
    right, wrong, missed = columns(tp, fp, fn)
    return bootstrap_ratio(2 * right, 2 * right + wrong + missed, seed=seed, resamples=resamples, level=level)


def paired_bootstrap(
    a: Numbers, b: Numbers, *, seed: int = 0, resamples: int = 2000, level: float = 0.95
) -> Difference:
    """Two systems on the same questions, value by value (Koehn 2004). Raises InputError with no questions.

    ``p`` is two-sided, from differences shifted to mean 0 (Efron and Tibshirani 1993, section 16.4), with one added
    to both counts so that it is never 0 (Davison and Hinkley 1997, chapter 4).

    >>> paired_bootstrap([1, 0, 1], [1, 0, 1])
    Difference(mean=0.0, low=0.0, high=0.0, p=1.0)
    """
    left, right = some_columns(a, b)
    difference = left - right
    mean = float(difference.mean())
    if mean < 0:  # so that b against a is the mirror of a against b, to the last draw
        turned = paired_bootstrap(b, a, seed=seed, resamples=resamples, level=level)
        return Difference(mean, -turned.high, -turned.low, turned.p)
    return _difference(mean, _means(difference, seed, resamples), level)


def paired_ratio(
    figure: Callable[[Floats], Floats],
    a: Floats,
    b: Floats,
    *,
    seed: int = 0,
    resamples: int = 2000,
    level: float = 0.95,
) -> Difference | None:
    """The same of a figure of sums, such as micro F1: both systems' questions are drawn together.

    ``a`` and ``b``: what is summed, of the shape (n, c); ``figure``: sums of the shape (m, c) to (m,), NaN where there
    is none. Resamples without it are left out; None where all the questions together have none. Raises InputError with
    no questions, or where the shapes differ.

    >>> import numpy as np
    >>> right_of_said = lambda sums: sums[:, 0] / sums[:, 1]
    >>> found = paired_ratio(right_of_said, np.array([[3.0, 4.0]] * 5), np.array([[1.0, 2.0]] * 5))
    >>> (found.mean, found.low, found.high)
    (0.25, 0.25, 0.25)
    """
    if a.shape != b.shape or a.ndim != 2 or not len(a):
        raise InputError(f"sums of the same questions, one or more, not of shapes {a.shape} and {b.shape}")
    with np.errstate(divide="ignore", invalid="ignore"):
        (first,), (second,) = figure(a.sum(axis=0)[None]), figure(b.sum(axis=0)[None])
        if not np.isfinite(first - second):
            return None
        if first < second:  # the mirror, as above
            turned = paired_ratio(figure, b, a, seed=seed, resamples=resamples, level=level)
            assert turned is not None
            return Difference(float(first - second), -turned.high, -turned.low, turned.p)
        sums = resampled_sums(np.column_stack((a, b)), seed=seed, resamples=resamples)
        drawn = figure(sums[:, : a.shape[1]]) - figure(sums[:, a.shape[1] :])
    return _difference(float(first - second), drawn[np.isfinite(drawn)], level)


def bootstrap_statistic(
    statistic: Callable[[npt.NDArray[np.intp]], float],
    n: int,
    *,
    seed: int = 0,
    resamples: int = 300,
    level: float = 0.95,
) -> tuple[float, float]:
    """Interval of a figure that is no mean: ``statistic`` of the row numbers of each resample, shape (n,).

    It is called once a resample, hence the fewer of them. The rows' order is the caller's, and so the draw is too.

    >>> import numpy as np
    >>> values = np.arange(100)
    >>> low, high = bootstrap_statistic(lambda rows: float(np.median(values[rows])), 100)
    >>> low < 49.5 < high
    True
    """
    if n == 0:
        return 0.0, 1.0
    random = np.random.default_rng(seed)
    return _interval(np.array([statistic(random.integers(0, n, size=n)) for _ in range(resamples)]), level)


def wilson(successes: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a proportion (Wilson 1927); (0, 1) for n = 0. Raises InputError unless 0 <= successes <= n.

    >>> [round(end, 4) for end in wilson(8, 10)], [round(end, 4) for end in wilson(10, 10)]
    ([0.4902, 0.9433], [0.7225, 1.0])
    """
    _check(level)
    if not 0 <= successes <= n:
        raise InputError(f"successes must be from 0 to n = {n}, not {successes}")
    if not n:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (successes + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(successes * (n - successes) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def _means(values: Floats, seed: int, resamples: int) -> Floats:
    if not values.size:
        return values
    return resampled_sums(values[:, None], seed=seed, resamples=resamples)[:, 0] / values.size


def _difference(observed: float, drawn: Floats, level: float) -> Difference:
    # Shifted figures and the observed one are sums of the same numbers in another order: allow for their rounding.
    as_large = np.abs(drawn - observed) >= abs(observed) - 1e-12
    return Difference(observed, *_interval(drawn, level), float((1 + as_large.sum()) / (1 + len(drawn))))


def _interval(values: Floats, level: float) -> tuple[float, float]:
    _check(level)
    if not values.size:
        return 0.0, 1.0
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _check(level: float) -> None:
    if not 0 < level < 1:
        raise InputError(f"level must be between 0 and 1, not {level}")
