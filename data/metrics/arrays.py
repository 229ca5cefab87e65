"""Figures of questions as arrays: what the statistics take, and the check that they fit each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kgqa.errors import InputError

Floats = npt.NDArray[np.float64]
Numbers = Sequence[float] | Sequence[bool] | Floats | npt.NDArray[np.bool_] | npt.NDArray[np.int64]
"""One figure a question, of the shape (n,)."""


def columns(*figures: Numbers) -> list[Floats]:
    """Each as an array of floats. Raises InputError where they are not of one shape (n,).

    >>> [column.tolist() for column in columns([1, 2], [True, False])]
    [[1.0, 2.0], [1.0, 0.0]]
    """
    arrays = [np.asarray(column, np.float64) for column in figures]
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1 or arrays[0].ndim != 1:
        raise InputError(f"one figure of each sort for each question, not shapes {sorted(shapes)}")
    return arrays


def some_columns(*figures: Numbers) -> list[Floats]:
    """The same. Raises InputError where there are no questions, too."""
    arrays = columns(*figures)
    if not arrays[0].size:
        raise InputError("no questions: such a figure is over one question or more")
    return arrays
