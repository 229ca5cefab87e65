"""Risk and coverage against plain loops over orders."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.selective import area_under_risk_coverage, coverage_at_risk, excess_area, risk_coverage, thinned
from kgqa.errors import InputError

ANSWERS = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=12)


def area(right: list[bool]) -> float:
    """AURC of answers in a given order, prefix by prefix."""
    return sum(right[:n].count(False) / n for n in range(1, len(right) + 1)) / len(right)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=5))
def test_ties_are_worth_the_mean_of_all_their_orders(answers: list[tuple[int, bool]]) -> None:
    orders = [sorted(order, key=lambda answer: -answer[0]) for order in permutations(answers)]
    expected = sum(area([right for _, right in order]) for order in orders) / len(orders)
    assert area_under_risk_coverage(*zip(*answers, strict=True)) == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_properties(answers: list[tuple[int, bool]]) -> None:
    scores, right = zip(*answers, strict=True)
    coverage, risk = risk_coverage(scores, right)
    assert coverage[-1] == 1 and risk[-1] == pytest.approx(right.count(False) / len(right))
    assert len(coverage) == len(set(scores)) and (np.diff(coverage) > 0).all()
    backwards = tuple(zip(*answers[::-1], strict=True))
    assert area_under_risk_coverage(scores, right) == area_under_risk_coverage(*backwards)
    assert 0 <= excess_area(scores, right) <= area_under_risk_coverage(scores, right) <= 1
    assert excess_area(right, right) == 0
    assert area_under_risk_coverage(scores, [True] * len(scores)) == 0
    assert area_under_risk_coverage(scores, [False] * len(scores)) == pytest.approx(1)
    assert area_under_risk_coverage([0.5] * len(scores), right) == pytest.approx(risk[-1])


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_coverage_at_risk_tries_every_threshold(answers: list[tuple[int, bool]], bound: float) -> None:
    best = 0.0
    for threshold in range(4):
        taken = [right for score, right in answers if score >= threshold]
        if taken and taken.count(False) / len(taken) <= bound:
            best = max(best, len(taken) / len(answers))
    assert coverage_at_risk(*zip(*answers, strict=True), bound) == pytest.approx(best)


def test_by_hand() -> None:
    scores, right = [0.9, 0.8, 0.7, 0.6], [True, False, True, False]
    coverage, risk = risk_coverage(scores, right)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1]
    assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert area_under_risk_coverage(scores, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    assert excess_area(scores, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2 - 0 - 0 - 1 / 3 - 1 / 2) / 4)
    assert (coverage_at_risk(scores, right, 0.4), coverage_at_risk([1], [False], 0.5)) == (0.75, 0)


def test_abstentions_come_last() -> None:
    coverage, risk = risk_coverage([-math.inf, 0.2, -math.inf, 0.9], [False, True, False, True])
    assert coverage.tolist() == [0.25, 0.5, 1] and risk.tolist() == [0, 0, 0.5]


def test_thinned() -> None:
    generator = np.random.default_rng(0)
    coverage, risk = risk_coverage(generator.random(5000), generator.random(5000) < 0.7)
    points = thinned(coverage, risk)
    assert 150 < len(points) <= 200
    assert points[0] == (coverage[0], risk[0]) and points[-1] == (1, risk[-1])
    assert set(points) <= set(zip(coverage.tolist(), risk.tolist(), strict=True))
    assert np.diff([point[0] for point in points]).max() < 0.006
    assert thinned(coverage[:7], risk[:7]) == list(zip(coverage[:7].tolist(), risk[:7].tolist(), strict=True))


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no questions"):
        risk_coverage([], [])
    with pytest.raises(InputError, match="NaN"):
        risk_coverage([math.nan], [True])
    with pytest.raises(InputError, match="points must be 2"):
        thinned(*risk_coverage([1], [True]), points=1)
