"""Decision trees over named numbers, as they are stored and read: what gradient boosting (Friedman 2001) adds up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray


class Split(NamedTuple):
    """Leads ``below`` where the ``feature`` is at most ``most``, else ``above``."""

    feature: str
    most: float
    below: Tree
    above: Tree


Tree: TypeAlias = "Split | float"
"""A split, or what a leaf adds."""

Numbers = NDArray[np.float64]
MOST = 1e9
"""No number of a tree is larger, nor as much below 0."""


def added(tree: Tree, columns: Mapping[str, Numbers], rows: int) -> Numbers:
    """What the tree adds to each of the ``rows``; ``columns``: (rows,) numbers by the names of features."""
    if not isinstance(tree, Split):
        return np.full(rows, tree)
    below, above = added(tree.below, columns, rows), added(tree.above, columns, rows)
    return np.where(columns[tree.feature] <= tree.most, below, above)


def dumped(tree: Tree) -> object:
    """As JSON; :func:`loaded` gives it back.

    >>> dumped(Split("asked", 0.5, -1.0, Split("tail", 0.5, 0.0, 2.0)))
    ['asked', 0.5, -1.0, ['tail', 0.5, 0.0, 2.0]]
    """
    return [tree.feature, tree.most, dumped(tree.below), dumped(tree.above)] if isinstance(tree, Split) else tree


def loaded(stored: object, features: Collection[str]) -> Tree:
    """The tree that :func:`dumped` gave. Raises ValueError for what is none over these features."""
    if not isinstance(stored, list):
        return number(stored)
    if len(stored) != 4 or not isinstance(stored[0], str) or stored[0] not in features:
        raise ValueError(f"a tree is a number or [feature, number, tree, tree], found {str(stored)[:60]!r}")
    return Split(stored[0], number(stored[1]), loaded(stored[2], features), loaded(stored[3], features))


def number(stored: object) -> float:
    """A finite number of JSON. Raises ValueError for anything else."""
    if isinstance(stored, (int, float)) and not isinstance(stored, bool) and -MOST <= stored <= MOST:
        return float(stored)
    raise ValueError(f"a number is needed, found {str(stored)[:60]!r}")
