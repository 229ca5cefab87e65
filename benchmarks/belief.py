"""Fitting :class:`kgqa.extract.relations.belief.Belief`: logistic regression and gradient boosting
(Friedman 2001, 2002) over rows of its features; the trees by scikit-learn (``pip install scikit-learn``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.extract.relations.belief import FEATURES, Belief
from kgqa.extract.relations.trees import Split, Tree
from kgqa.reader.calibration import fit_logistic

TREES, RATE = 100, 0.06
LEAVES, ROWS_OF_LEAF, SHARE = 6, 25, 0.7
"""Leaves of a tree, rows that one needs, and the share of the rows that each tree is fitted on."""
DIGITS = 5


def fitted(rows: NDArray[np.float64], right: Sequence[bool]) -> Belief:
    """The belief that fits (rows, len(FEATURES)) of which some are ``right``: the mean, as logits, of a logistic
    regression and of boosted trees, which is surer than either. The same for the same rows in order."""
    from sklearn.ensemble import GradientBoostingClassifier

    model: Any = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_depth=None,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=ROWS_OF_LEAF,
        subsample=SHARE,
        random_state=0,
    ).fit(rows, np.array(right))
    share = float(np.mean(right))
    *weights, bias = fit_logistic(rows.tolist(), right)
    return Belief(
        round((bias + float(np.log(share / (1 - share)))) / 2, DIGITS),
        tuple((name, round(weight / 2, DIGITS)) for name, weight in zip(FEATURES, weights, strict=True)),
        tuple(_tree(each[0].tree_, 0) for each in model.estimators_),
    )


def _tree(stored: Any, node: int) -> Tree:
    below, above = int(stored.children_left[node]), int(stored.children_right[node])
    if below == above:  # no node below a leaf
        return round(RATE * float(stored.value[node].item()) / 2, DIGITS)
    most = round(float(stored.threshold[node]), DIGITS)
    return Split(FEATURES[int(stored.feature[node])], most, _tree(stored, below), _tree(stored, above))
