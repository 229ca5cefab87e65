"""From margins over "no answer" to probabilities.

Platt scaling (Platt 1999): a logistic curve with two numbers, fitted on questions the reader was not
trained on. A separate curve for passages and for paths, since their margins are of other sizes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability = sigmoid(slope * margin + bias)``, by kind of evidence."""

    passage_slope: float = 1.0
    passage_bias: float = 0.0
    path_slope: float = 1.0
    path_bias: float = 0.0

    def passage(self, margin: float) -> float:
        """Probability that a span with this margin in a passage is right."""
        return _sigmoid(self.passage_slope * margin + self.passage_bias)

    def path(self, margin: float) -> float:
        """Probability that a path with this margin answers the question."""
        return _sigmoid(self.path_slope * margin + self.path_bias)


def fit_platt(margins: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and bias by Newton's method on the log-likelihood, with Platt's smoothed targets."""
    x = np.asarray(margins, dtype=np.float64)
    good = np.asarray(right, dtype=bool)
    n_good, n_bad = int(good.sum()), int((~good).sum())
    target = np.where(good, (n_good + 1) / (n_good + 2), 1 / (n_bad + 2))
    design = np.stack([x, np.ones_like(x)], axis=1)
    weights = np.array([0.1, 0.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (p - target) + 1e-6 * weights
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        weights = weights - np.clip(step, -1, 1)
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(weights[0]), float(weights[1])


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
