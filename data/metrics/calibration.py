"""How honest probabilities are: calibration error, reliability, Brier score.

A bin holds the answers whose probability lies in (low, high], the first one those at its low end too (Guo et al.
2017, section 2). ``probabilities`` are in [0, 1], ``right`` says of each answer whether it is right; both have the
shape (n,), n at least 1, else InputError.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.arrays import Floats, Numbers, some_columns
from kgqa.errors import InputError


def expected_calibration_error(probabilities: Numbers, right: Numbers, bins: int = 15) -> float:
    """Mean distance of confidence and accuracy over bins of equal width, weighted by size (Guo et al. 2017, eq. 3).

    >>> expected_calibration_error([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])
    0.0
    >>> expected_calibration_error([1.0, 1.0, 0.5, 0.5], [True, False, True, False])
    0.25
    """
    chances, hits = _checked(probabilities, right)
    return _error(chances, hits, _equal_width(chances, bins))


def adaptive_calibration_error(probabilities: Numbers, right: Numbers, bins: int = 15) -> float:
    """The same over bins of about equal size (Nguyen and O'Connor 2015).

    Equal probabilities are never parted, so the order of the answers does not matter.

    >>> adaptive_calibration_error([0.75, 0.75, 0.25, 0.0], [1, 1, 1, 0], bins=2)
    0.3125
    """
    chances, hits = _checked(probabilities, right)
    _positive(bins)
    first = np.searchsorted(np.sort(chances), chances, side="left")
    return _error(chances, hits, first * bins // chances.size)


def reliability(probabilities: Numbers, right: Numbers, bins: int = 10) -> list[tuple[float, float, int, float, float]]:
    """The reliability diagram: (low, high, n, confidence, accuracy) of each bin that holds answers, in order.

    ``confidence`` is the mean probability, ``accuracy`` the share that is right (Niculescu-Mizil and Caruana 2005).

    >>> reliability([0.25, 0.75, 0.75], [0, 1, 0], bins=2)
    [(0.0, 0.5, 1, 0.25, 0.0), (0.5, 1.0, 2, 0.75, 0.5)]
    """
    chances, hits = _checked(probabilities, right)
    index = _equal_width(chances, bins)
    sizes, confidence, accuracy = _binned(chances, hits, index, bins)
    return [
        (at / bins, (at + 1) / bins, int(sizes[at]), float(confidence[at] / sizes[at]), float(accuracy[at] / sizes[at]))
        for at in range(bins)
        if sizes[at]
    ]


def brier(probabilities: Numbers, right: Numbers) -> float:
    """Mean squared distance of probability and outcome (Brier 1950); 0 is best.

    >>> brier([1.0, 0.5], [True, False])
    0.125
    """
    chances, hits = _checked(probabilities, right)
    return float(np.mean((chances - hits) ** 2))


def _checked(probabilities: Numbers, right: Numbers) -> list[Floats]:
    chances, hits = some_columns(probabilities, right)
    wrong = chances[~((chances >= 0) & (chances <= 1))]
    if wrong.size:
        raise InputError(f"probabilities are in [0, 1], not {wrong[0]}")
    return [chances, hits]


def _positive(bins: int) -> None:
    if bins < 1:
        raise InputError(f"bins must be 1 or more, not {bins}")


def _equal_width(chances: Floats, bins: int) -> npt.NDArray[np.intp]:
    """Each answer's bin. By comparison with the printed edges, so that 0.3 is not above 3 / 10."""
    _positive(bins)
    return np.searchsorted(np.arange(1, bins) / bins, chances, side="left")


def _binned(
    chances: Floats, hits: Floats, index: npt.NDArray[np.intp], bins: int
) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
    """Size, sum of probabilities and sum of outcomes of each bin."""
    sizes = np.bincount(index, minlength=bins)
    confidence, accuracy = (np.bincount(index, each, bins).astype(np.float64) for each in (chances, hits))
    return sizes, confidence, accuracy


def _error(chances: Floats, hits: Floats, index: npt.NDArray[np.intp]) -> float:
    _, confidence, accuracy = _binned(chances, hits, index, 1)
    return float(np.abs(confidence - accuracy).sum() / chances.size)
