"""From margins over "no answer" to probabilities, and how probable an answer must be to be said.

Platt scaling (Platt 1999), which is temperature scaling (Guo et al. 2017) with a bias: a logistic curve whose slope
is one over the temperature, fitted on questions the reader was not trained on. A separate curve for each kind of
evidence, since their margins are of other sizes and their answers right with other odds: a text that is given with
its question is about it, the best of all passages that were found for a question need not be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from kgqa.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """``probability = sigmoid(slope * margin + bias)``, by kind of evidence.

    ``min_score``: least probability of an answer that is said, where a knowledge base is asked; ``given_min_score``:
    where a text is given to be read. Raises InputError where one of the two is not from 0 to 1, or a number of a curve
    is infinite or none.
    """

    passage_slope: float = 1.0
    passage_bias: float = 0.0
    passage_page: float = 0.0
    # Readers fitted before a span's share of all spans was known lack these two.
    passage_share: float = 0.0
    given_share: float = 0.0
    # Readers fitted before texts that search alone found were told apart lack these.
    searched_slope: float | None = None
    searched_share: float = 0.0
    searched_near: float = 0.0
    searched_covered: float = 0.0
    searched_bias: float = 0.0
    path_slope: float = 1.0
    path_bias: float = 0.0
    # Readers fitted before there were comparisons lack these two. All 232 of train500 of 2WikiMultihopQA that are
    # decided are right, however well the chain fits: the bias is the 95% lower bound of that (3 / 232 wrong).
    compare_slope: float = 0.0
    compare_bias: float = 4.3
    # Readers fitted before these were told apart lack them.
    path_near: float = 0.0
    # Readers fitted before paths came with a probability of their own lack it.
    path_found: float = 0.0
    path_floor: float | None = None
    # Where no text was found the answer is more often in the graph, and the retriever knows more of it: curves of their
    # own, which readers fitted before lack.
    alone_slope: float | None = None
    alone_found: float = 0.0
    alone_bias: float = 0.0
    given_slope: float | None = None
    given_bias: float | None = None
    # Readers that were not taught to read two passages as one text lack these.
    linked_slope: float | None = None
    linked_share: float = 0.0
    linked_covered: float = 0.0
    linked_bias: float = 0.0
    min_score: float = 0.3
    given_min_score: float = 0.3

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and not math.isfinite(value):
                raise InputError(f"{each.name} must be a finite number, found {value}")
        for name in ("min_score", "given_min_score"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(f"{name} must be from 0 to 1, found {getattr(self, name)}")

    def given(self, margin: float, share: float = 0.0) -> float:
        """Probability that a span with this margin and share is right in a text that was given with the question.

        The curve of passages where this one was not fitted.
        """
        if self.given_slope is None or self.given_bias is None:
            return self.passage(margin, share=share)
        return sigmoid(self.given_slope * margin + self.given_share * share + self.given_bias)

    def passage(self, margin: float, page: int = 0, *, share: float = 0.0) -> float:
        """Probability that a span with this margin in a passage is right.

        ``share``: of all spans of the passage, see :class:`kgqa.reader.network.decode.Span`: the margin says whether
        there is an answer, and the share whether this is it.
        ``page``: 1 where the passage is the page of an entity that the question names, -1 where it is not
        and such a page was found, 0 where none was.
        """
        sign = self.passage_slope * margin + self.passage_share * share + self.passage_page * page
        return sigmoid(sign + self.passage_bias)

    def searched(self, margin: float, *, share: float = 0.0, near: float = 1.0, covered: float = 1.0) -> float:
        """Probability that a span with this margin and share is right in a passage that was found by search alone,
        where no passage is the page of what the question names.

        ``near``: its score over that of the passage that was found first, in [0, 1]: what stands where search looks
        first is the likelier answer. ``covered``: how much of the question its sentence has, in [0, 1]
        (:class:`kgqa.reader.aggregation.coverage.Coverage`). The curve of all passages where this one was not fitted.
        """
        if self.searched_slope is None:
            return self.passage(margin, share=share)
        sign = self.searched_slope * margin + self.searched_share * share + self.searched_near * near
        return sigmoid(sign + self.searched_covered * covered + self.searched_bias)

    def linked(self, margin: float, *, share: float = 0.0, covered: float = 1.0) -> float:
        """Probability that a span with this margin and share is right, read in two passages as one text that have the
        share ``covered`` of the question's words; 0 where that was not fitted."""
        if self.linked_slope is None:
            return 0.0
        sign = self.linked_slope * margin + self.linked_share * share + self.linked_covered * covered
        return sigmoid(sign + self.linked_bias)

    def path(
        self, margin: float, *, near: bool = False, found: float = 0.5, alone: bool = False, steps: int = 2
    ) -> float:
        """Probability that a path of so many ``steps`` with this margin answers the question.

        ``near``: whether it was found because it sounds like the question, and not from an entity that this names.
        ``found``: the retriever's probability of the path, among all paths from there. ``alone``: whether there is no
        text that could answer.
        """
        found_sign = self.path_found * log_odds(found)
        if self.path_floor is not None and (alone or steps > 1):
            # How far below "no answer" the reader has a chain says little where the retriever is sure of it. Of a
            # single fact beside a text it says much: there are ten idle ones to each that answers.
            margin = max(margin, self.path_floor)
        if alone and not near and self.alone_slope is not None:
            return sigmoid(self.alone_slope * margin + self.alone_found * log_odds(found) + self.alone_bias)
        return sigmoid(self.path_slope * margin + self.path_near * near + found_sign + self.path_bias)

    def compare(self, fit: float) -> float:
        """Probability that a comparison is right whose chain of relations fits the question this well."""
        return sigmoid(self.compare_slope * fit + self.compare_bias)


def log_odds(probability: float) -> float:
    """Logarithm of the odds, held between -7 and 7.

    >>> log_odds(0.5), log_odds(0.0)
    (0.0, -7.0)
    """
    bounded = min(max(probability, 1e-12), 1 - 1e-12)
    return max(-7.0, min(7.0, math.log(bounded / (1 - bounded))))


def fit_platt(margins: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and bias of one curve."""
    slope, bias = fit_logistic([(margin,) for margin in margins], right)
    return slope, bias


def fit_logistic(features: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, ...]:
    """One weight a feature, then the bias, by Newton's method with Platt's smoothed targets.

    ``features``: (n, k). A row with a number that is not finite, as the margin of a text without a word is, says
    nothing of the curve and is left out. Raises InputError where none is left or no finite weights fit.

    >>> alone = fit_logistic([(1.0,), (3.0,)], [False, True])
    >>> fit_logistic([(1.0,), (float("-inf"),), (3.0,)], [False, False, True]) == alone
    True
    """
    known = [row for row, each in enumerate(features) if all(map(math.isfinite, each))]
    if not known:
        raise InputError(f"no curve fits: of {len(features)} questions none has finite margins")
    x = np.asarray([features[row] for row in known], dtype=np.float64)
    good = np.asarray([right[row] for row in known], dtype=bool)
    n_good, n_bad = int(good.sum()), int((~good).sum())
    target = np.where(good, (n_good + 1) / (n_good + 2), 1 / (n_bad + 2))
    design = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    weights = np.zeros(design.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (p - target) + 1e-6 * weights
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(design.shape[1])
        step = np.linalg.solve(hessian, gradient)
        weights = weights - np.clip(step, -1, 1)
        if float(np.abs(step).max()) < 1e-8:
            break
    if not np.isfinite(weights).all():
        raise InputError(f"no curve fits {len(known)} questions: the weights come to {weights.tolist()}")
    return tuple(weights.tolist())


def sigmoid(x: float) -> float:
    """The logistic curve, held within 30 either way; 0 for what is no number, so that nothing is sure of it."""
    if math.isnan(x):
        return 0.0
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
