"""Answer sets by strict entity match."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.sets import answer_set_f1, entity_key, hits_at_1, set_exact


def test_keys() -> None:
    assert entity_key("Zu\u0308rich\u00a0 See ") == "Zürich See"
    assert entity_key("US") != entity_key("us")
    assert entity_key("St. Pölten") != entity_key("St Pölten")


def test_a_name_inside_another_is_no_hit() -> None:
    assert hits_at_1(["Linz an der Donau"], ["Linz"]) == 0.0
    assert hits_at_1(["Linz"], ["Linz an der Donau"]) == 0.0


@pytest.mark.parametrize(
    ("said", "golds", "hit", "f1", "exact"),
    [
        (["a"], ["a"], 1, 1, 1),
        (["b", "a"], ["a"], 0, 2 / 3, 0),
        (["a", "a"], ["a", "b"], 1, 2 / 3, 0),
        ([], ["a"], 0, 0, 0),
        (["a"], [], 0, 0, 0),
        ([], [], 1, 1, 1),
        (["a", "b", "c"], ["b", "c", "d", "e"], 0, 4 / 7, 0),
    ],
)
def test_worked_examples(said: list[str], golds: list[str], hit: float, f1: float, exact: float) -> None:
    assert hits_at_1(said, golds) == hit
    assert answer_set_f1(said, golds) == pytest.approx(f1)
    assert set_exact(said, golds) == exact


NAMES = st.lists(st.sampled_from("abcd"), max_size=5)


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES)
def test_properties(said: list[str], golds: list[str]) -> None:
    f1 = answer_set_f1(said, golds)
    assert 0 <= f1 <= 1
    assert f1 == answer_set_f1(golds, said) == answer_set_f1(said[::-1] + said, golds)
    assert (f1 == 1) == bool(set_exact(said, golds))
