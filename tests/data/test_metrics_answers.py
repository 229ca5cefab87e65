"""Metrics against worked examples of the SQuAD v1.1 script's behaviour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.data.metrics.answers import exact_match, set_f1, token_f1


@pytest.mark.parametrize(
    ("said", "golds", "em", "f1"),
    [
        ("the Normans", ["Normans"], 1.0, 1.0),
        ("Normans", ["The Norman people", "normans."], 1.0, 1.0),
        ("in the 10th century", ["10th century"], 0.0, 0.8),
        ("", ["x"], 0.0, 0.0),
        ("x", [], 0.0, 0.0),
        ("a an the", ["the"], 1.0, 1.0),
    ],
)
def test_worked_examples(said: str, golds: list[str], em: float, f1: float) -> None:
    assert exact_match(said, golds) == em
    assert token_f1(said, golds) == pytest.approx(f1)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_bounds(said: str, golds: list[str]) -> None:
    assert 0 <= exact_match(said, golds) <= token_f1(said, golds) <= 1
    assert 0 <= set_f1([said], golds) <= 1


def test_sets() -> None:
    assert set_f1([], []) == 1.0
    assert set_f1(["a b"], []) == 0.0
    assert set_f1(["x", "y"], ["Y", "z"]) == 0.5
