"""Calibration errors, reliability and Brier score against plain loops."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.calibration import adaptive_calibration_error, brier, expected_calibration_error, reliability
from kgqa.errors import InputError

ANSWERS = st.lists(st.tuples(st.integers(0, 40).map(lambda k: k / 40), st.booleans()), min_size=1, max_size=30)


def by_loop(answers: list[tuple[float, bool]], bins: int) -> float:
    """Equation 3 of Guo et al. 2017, bin by bin."""
    total = 0.0
    for at in range(1, bins + 1):
        low, high = (at - 1) / bins, at / bins
        held = [answer for answer in answers if low < answer[0] <= high or (at == 1 and answer[0] == 0)]
        if held:
            confidence = sum(answer[0] for answer in held) / len(held)
            accuracy = sum(answer[1] for answer in held) / len(held)
            total += len(held) / len(answers) * abs(accuracy - confidence)
    return total


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from([1, 2, 10, 15, 40]))
def test_equation_3(answers: list[tuple[float, bool]], bins: int) -> None:
    chances, right = zip(*answers, strict=True)
    error = expected_calibration_error(chances, right, bins)
    assert error == pytest.approx(by_loop(answers, bins))
    assert 0 <= error <= 1
    diagram = reliability(chances, right, bins)
    assert sum(row[2] for row in diagram) == len(answers)
    assert sum(n / len(answers) * abs(conf - acc) for _, _, n, conf, acc in diagram) == pytest.approx(error)
    assert all(low <= conf <= high + 1e-12 and 0 <= acc <= 1 for low, high, _, conf, acc in diagram)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from([1, 3, 15]))
def test_the_order_does_not_matter(answers: list[tuple[float, bool]], bins: int) -> None:
    for metric in (expected_calibration_error, adaptive_calibration_error):
        forward = metric(*zip(*answers, strict=True), bins)
        assert forward == pytest.approx(metric(*zip(*answers[::-1], strict=True), bins))
        assert 0 <= forward <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=1, max_size=6))
def test_perfect_calibration_has_no_error(groups: list[tuple[int, int]]) -> None:
    chances, right = [], []
    for hits, size in groups:  # of 5 * size answers with the probability hits / 5, hits * size are right
        chances += [hits / 5] * (5 * size)
        right += [True] * (hits * size) + [False] * ((5 - hits) * size)
    assert expected_calibration_error(chances, right) == pytest.approx(0)
    assert adaptive_calibration_error(chances, right) == pytest.approx(0)


def test_edges_belong_to_the_bin_below() -> None:
    assert [row[:3] for row in reliability([0.0, 0.1, 0.3, 0.3000001, 1.0], [1] * 5)] == [
        (0.0, 0.1, 2),
        (0.2, 0.3, 1),
        (0.3, 0.4, 1),
        (0.9, 1.0, 1),
    ]


def test_adaptive_bins_hold_about_as_many_each() -> None:
    # Two bins of three; equal width would put the first five together.
    chances, right = [0.1, 0.2, 0.3, 0.4, 0.45, 0.9], [0, 0, 0, 1, 1, 1]
    assert adaptive_calibration_error(chances, right, 2) == pytest.approx((0.6 + 1.25) / 6)
    assert adaptive_calibration_error([0.5] * 4, [1, 1, 0, 0], 4) == 0  # one block of ties


def test_brier() -> None:
    assert brier([0.9, 0.4], [True, False]) == pytest.approx((0.01 + 0.16) / 2)
    assert brier([1, 0, 1], [1, 0, 1]) == 0


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no questions"):
        brier([], [])
    with pytest.raises(InputError, match="shapes"):
        brier([0.5], [True, False])
    for wrong in (1.5, -0.1, math.nan):
        with pytest.raises(InputError, match=r"in \[0, 1\]"):
            reliability([0.5, wrong], [True, False])
    with pytest.raises(InputError, match="bins must be 1 or more, not 0"):
        adaptive_calibration_error([0.5], [True], 0)
