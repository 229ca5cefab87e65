"""Selective answering: the risk of error at each share of questions answered, the surest first.

Geifman and El-Yaniv 2017 (section 2) define coverage and selective risk; Geifman, Uziel and El-Yaniv 2019 the area
under their curve and its excess. Equal scores are one block: a threshold takes or leaves them together, so their
order never matters. A question that was abstained on belongs in as wrong with a score below all others (-inf does).
``scores`` and ``right`` have the shape (n,), n at least 1; scores are no NaN; else InputError.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.arrays import Floats, Numbers, some_columns
from kgqa.errors import InputError


def risk_coverage(scores: Numbers, right: Numbers) -> tuple[Floats, Floats]:
    """Coverage and risk at each distinct score, both of the shape (b,), coverage rising to 1.

    Risk is the share of wrong answers among those covered; the last is the error rate.

    >>> coverage, risk = risk_coverage([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    >>> coverage.tolist(), risk.round(3).tolist()
    ([0.25, 0.75, 1.0], [0.0, 0.333, 0.5])
    """
    sizes, wrong = _blocks(scores, right)
    covered = np.cumsum(sizes)
    return covered / covered[-1], np.cumsum(wrong) / covered


def area_under_risk_coverage(scores: Numbers, right: Numbers) -> float:
    """AURC: the mean risk over coverages 1/n, 2/n, ... 1 (Geifman et al. 2019). Lower is better.

    Inside a block of equal scores the risk is the one expected of a random order: a system that is always equally
    sure has its error rate as AURC.

    >>> area_under_risk_coverage([0.9, 0.8, 0.2], [True, True, False])
    0.1111111111111111
    >>> area_under_risk_coverage([0.5, 0.5], [True, False])
    0.5
    """
    sizes, wrong = _blocks(scores, right)
    covered = np.arange(1, sizes.sum() + 1)
    return float(np.mean(np.cumsum(np.repeat(wrong / sizes, sizes)) / covered))


def excess_area(scores: Numbers, right: Numbers) -> float:
    """E-AURC: AURC above that of a perfect order of the same answers; 0 where all right ones come first.

    The perfect order's area is summed exactly, where Geifman et al. 2019 approximate it by an integral.

    >>> excess_area([0.9, 0.8, 0.2], [True, True, False])
    0.0
    """
    hits = np.asarray(right, np.float64)
    return max(0.0, area_under_risk_coverage(scores, right) - area_under_risk_coverage(hits, hits))


def coverage_at_risk(scores: Numbers, right: Numbers, risk: float) -> float:
    """The largest coverage that a threshold reaches with at most this risk; 0.0 where none does.

    >>> coverage_at_risk([0.9, 0.5, 0.5, 0.1], [True, True, False, False], 0.4)
    0.75
    """
    coverage, risks = risk_coverage(scores, right)
    return float(np.max(coverage, initial=0.0, where=risks <= risk))


def thinned(coverage: Floats, risk: Floats, points: int = 200) -> list[tuple[float, float]]:
    """At most ``points`` (coverage, risk) pairs of a curve, evenly spread over its coverages, both ends among them.

    >>> thinned(*risk_coverage([4, 3, 2, 1], [1, 1, 1, 0]), points=3)
    [(0.25, 0.0), (0.75, 0.0), (1.0, 0.25)]
    """
    if points < 2:
        raise InputError(f"points must be 2 or more, not {points}")
    keep = np.arange(coverage.size)
    if coverage.size > points:
        wanted = np.linspace(coverage[0], coverage[-1], points)
        keep = np.unique(np.searchsorted(coverage, wanted, side="left").clip(max=coverage.size - 1))
    return [(float(coverage[at]), float(risk[at])) for at in keep]


def _blocks(scores: Numbers, right: Numbers) -> tuple[npt.NDArray[np.intp], Floats]:
    """Size and number of wrong answers of each block of equal scores, the highest score first."""
    values, hits = some_columns(scores, right)
    if np.isnan(values).any():
        raise InputError("scores must be numbers, not NaN")
    _, index, sizes = np.unique(-values, return_inverse=True, return_counts=True)
    return sizes, np.bincount(index, 1 - hits).astype(np.float64)
