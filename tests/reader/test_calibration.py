"""Platt scaling recovers the curve that made the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kgqa import InputError
from kgqa.reader.calibration import Calibration, fit_logistic, fit_platt, sigmoid


def test_it_recovers_slope_and_bias() -> None:
    rng = np.random.default_rng(0)
    margins = rng.normal(0, 4, 20_000)
    right = rng.random(20_000) < 1 / (1 + np.exp(-(0.7 * margins - 1.2)))
    assert fit_platt(margins.tolist(), right.tolist()) == pytest.approx((0.7, -1.2), abs=0.07)


@pytest.mark.parametrize("right", [True, False])
def test_all_of_one_kind_stays_finite(right: bool) -> None:
    slope, bias = fit_platt([-3.0, 0.0, 2.0], [right] * 3)
    assert np.isfinite([slope, bias]).all()


def test_probabilities_are_probabilities() -> None:
    curve = Calibration(passage_slope=0.5, passage_bias=-1.0, passage_page=0.7, path_slope=2.0)
    for margin in (-1e9, -1.0, 0.0, 3.0, 1e9):
        assert 0 <= curve.passage(margin) <= 1
        assert 0 <= curve.path(margin) <= 1
    assert curve.passage(1.0, page=1) > curve.passage(1.0) > curve.passage(1.0, page=-1)
    assert curve.path(1.0) > curve.path(0.0) == 0.5


def test_given_texts_have_a_curve_of_their_own_where_it_was_fitted() -> None:
    old = Calibration(passage_slope=0.5, passage_bias=-1.0)
    assert old.given(2.0) == old.passage(2.0)
    fitted = replace(old, given_slope=1.0, given_bias=0.0)
    assert fitted.given(0.0) == 0.5 and fitted.passage(2.0) == old.passage(2.0)


def test_one_of_several_likely_spans_is_less_probable_where_that_was_fitted() -> None:
    assert Calibration().passage(2.0, share=-1.0) == Calibration().passage(2.0)
    fitted = Calibration(passage_slope=0.5, passage_share=0.6)
    assert fitted.passage(2.0, share=-1.0) < fitted.passage(2.0)
    # A curve for given texts falls back on that of passages, share and all, until it has its own.
    assert fitted.given(2.0, -1.0) == fitted.passage(2.0, share=-1.0)
    own = replace(fitted, given_slope=0.5, given_bias=0.0, given_share=1.0)
    assert own.given(2.0, -2.0) < own.given(2.0, -1.0) < own.given(2.0)


def test_a_path_found_by_likeness_alone_weighs_less_where_that_was_fitted() -> None:
    assert Calibration().path(1.0, near=True) == Calibration().path(1.0)
    fitted = Calibration(path_near=-2.0)
    assert fitted.path(1.0, near=True) < fitted.path(1.0) == Calibration().path(1.0)


@pytest.mark.parametrize("name", ["min_score", "given_min_score"])
def test_thresholds_are_probabilities(name: str) -> None:
    with pytest.raises(InputError, match=f"{name} must be from 0 to 1, found 1.5"):
        Calibration(**{name: 1.5})


def test_a_margin_below_the_floor_counts_as_the_floor() -> None:
    curves = Calibration(path_slope=1.0, path_found=0.5, path_floor=-2.0)
    assert curves.path(-9.0) == curves.path(-2.0) < curves.path(-1.0)
    assert curves.path(-9.0, found=0.99) > curves.path(-9.0, found=0.5) == curves.path(-9.0)
    assert curves.path(-9.0, steps=1) < curves.path(-2.0, steps=1) == curves.path(-2.0)
    assert Calibration().path(-9.0) < Calibration().path(-2.0)


def test_a_graph_without_text_has_a_curve_of_its_own() -> None:
    assert Calibration().path(1.0, found=0.9, alone=True) == Calibration().path(1.0, found=0.9)
    curves = Calibration(path_floor=-2.0, alone_slope=0.5, alone_found=0.7, alone_bias=1.0)
    assert curves.path(-9.0, alone=True, steps=1) == curves.path(-9.0, alone=True)
    assert curves.path(-9.0, found=0.5, alone=True) == curves.path(-2.0, found=0.5, alone=True) == 0.5
    assert curves.path(-2.0, found=0.9, alone=True) > 0.5
    assert curves.path(1.0, near=True, alone=True) == curves.path(1.0, near=True)


def test_texts_that_search_alone_found_have_a_curve_of_their_own() -> None:
    old = Calibration(passage_slope=0.3, passage_bias=-2.0)
    assert old.searched(2.0, share=-1.0, near=0.5) == old.passage(2.0, share=-1.0)
    fitted = replace(old, searched_slope=0.2, searched_share=2.0, searched_near=4.0, searched_bias=-5.0)
    assert fitted.searched(2.0, covered=0.2) == fitted.searched(2.0)  # a curve that was fitted without that sign
    wordy = replace(fitted, searched_covered=1.0)
    assert wordy.searched(2.0, covered=0.2) < wordy.searched(2.0, covered=0.9)
    assert fitted.passage(2.0) == old.passage(2.0)
    assert fitted.searched(2.0, near=1.0) > fitted.searched(2.0, near=0.5)
    assert fitted.searched(2.0, share=-1.0) < fitted.searched(2.0)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_text_without_a_word_says_nothing_of_the_curve(value: float) -> None:
    margins, right = [-2.0, 1.0, 3.0, 0.5], [False, True, True, False]
    assert fit_platt([*margins, value], [*right, False]) == fit_platt(margins, right)
    signs = [(margin, margin / 4) for margin in margins]
    assert fit_logistic([(1.0, value), *signs], [True, *right]) == fit_logistic(signs, right)
    with pytest.raises(InputError, match="of 2 questions none has finite margins"):
        fit_platt([value, value], [True, False])
    with pytest.raises(InputError, match="of 0 questions"):
        fit_platt([], [])
    with pytest.raises(InputError, match="path_bias must be a finite number"):
        Calibration(path_bias=value)
    with pytest.raises(InputError, match="given_slope must be a finite number"):
        Calibration(given_slope=value, given_bias=0.0)


def test_nobody_is_sure_of_what_is_no_number() -> None:
    assert sigmoid(float("nan")) == 0.0
    assert Calibration(passage_slope=0.0).passage(float("-inf")) == 0.0  # no slope times no margin
