"""Recall, hits and reciprocal rank of rankings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.ranking import hit_at, recall_at, reciprocal_rank
from kgqa.errors import InputError


def test_worked_example() -> None:
    ranked, golds = ["d", "b", "x", "a"], {"a", "b", "c"}
    assert [recall_at(ranked, golds, k) for k in (1, 2, 4, 99)] == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3])
    assert [hit_at(ranked, golds, k) for k in (1, 2)] == [0, 1]
    assert reciprocal_rank(ranked, golds) == 0.5
    assert reciprocal_rank(ranked, {"z"}) == reciprocal_rank([], {"z"}) == 0


def test_an_id_ranked_twice_takes_one_place() -> None:
    assert recall_at(["x", "x", "a"], ["a"], 2) == 1
    assert reciprocal_rank(["x", "x", "a"], ["a"]) == 0.5


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no gold"):
        recall_at(["a"], [], 1)
    with pytest.raises(InputError, match="k must be 1 or more, not 0"):
        hit_at(["a"], ["a"], 0)


IDS = st.lists(st.sampled_from("abcdef"), max_size=8)


@settings(max_examples=40, deadline=None)
@given(IDS, IDS.filter(bool), st.integers(1, 9))
def test_properties(ranked: list[str], golds: list[str], k: int) -> None:
    assert 0 <= recall_at(ranked, golds, k) <= recall_at(ranked, golds, k + 1) <= 1
    assert hit_at(ranked, golds, k) == float(recall_at(ranked, golds, k) > 0)
    assert hit_at(ranked, golds, k) == float(reciprocal_rank(ranked, golds) >= 1 / k)
