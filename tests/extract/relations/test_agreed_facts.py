"""What two networks say of the facts of a sentence, put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.relations.choosing import agreed, surest

WORDS = ["Oslo", "lies", "in", "Norway", ";", "Oslo", "is", "small"]


def said(span: tuple[int, int]) -> str:
    return " ".join(WORDS[span[0] : span[1]])


def test_a_name_that_stands_twice_is_one() -> None:
    found = agreed([((0, 1), 0, (3, 4), 0.6)], [((5, 6), 0, (3, 4), 0.8)], 0.3, said)
    assert found == {((5, 6), 0, (3, 4)): pytest.approx(0.7 * 0.6 + 0.3 * 0.8)}


def test_a_fact_that_one_network_names_counts_by_its_share() -> None:
    assert agreed([((0, 1), 0, (3, 4), 0.5)], [], 0.3, said) == {((0, 1), 0, (3, 4)): pytest.approx(0.5 * 0.7)}
    assert agreed([], [((0, 1), 0, (3, 4), 0.5)], 0.3, said) == {((0, 1), 0, (3, 4)): pytest.approx(0.5 * 0.3)}


def test_one_name_at_both_ends_is_no_fact() -> None:
    assert agreed([((0, 1), 0, (5, 6), 0.9)], [((0, 1), 1, (5, 6), 0.9)], 0.3, said) == {}


SPAN = st.integers(0, len(WORDS) - 1).flatmap(
    lambda first: st.tuples(st.just(first), st.integers(first + 1, len(WORDS)))
)
FACTS = st.lists(st.tuples(SPAN, st.integers(0, 2), SPAN, st.floats(0.01, 1)), max_size=8)


@given(FACTS, FACTS, st.floats(0, 1))
def test_chances_stay_chances_and_nothing_is_made_up(first: list, asked: list, share: float) -> None:  # type: ignore[type-arg]  # drawn tuples
    found = agreed(first, asked, share, said)
    assert all(0 <= chance <= 1 for chance in found.values())
    assert set(found) <= {fact[:3] for fact in (*first, *asked)}
    sure = surest(found, 0.0, 0.0)
    assert [fact[3] for fact in sure] == sorted((fact[3] for fact in sure), reverse=True)
