"""Clauses about somebody's kin are told from clauses about that one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.of_kin import is_of_kin

ASKED = "Where was Jonas Weller born?"


def of_kin(text: str, value: str, question: str = ASKED) -> bool:
    return is_of_kin(question, text, text.index(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jonas Weller paints. His brother was born in Ghent.", "Ghent"),
        ("Jonas Weller paints and his younger sister lives in Ghent.", "Ghent"),
        ("Jonas Weller, whose wife comes from Lyon, paints.", "Lyon"),
        ("Weller's father Otto Weller was a baker in Ghent.", "Ghent"),
        ("Her grandmother, Ida Moe, was born in 1901.", "1901"),
    ],
)
def test_the_clause_is_about_kin(text: str, value: str) -> None:
    assert of_kin(text, value)
    assert not of_kin(text, value, "Where was the brother of Jonas Weller's wife born?")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jonas Weller was born in Ghent.", "Ghent"),
        ("His brother paints, and he was born in Ghent.", "Ghent"),
        ("His brother paints. Jonas Weller was born in Ghent.", "Ghent"),
        ("With his brother he moved to Ghent.", "Ghent"),
        ("His house stands in Ghent.", "Ghent"),
        ("Ida paints. Her brother Jonas was born in Ghent.", "Ghent"),
        ("Jonas Weller married in Ghent; his wife paints.", "Ghent"),
    ],
)
def test_the_clause_is_about_the_one_asked_for(text: str, value: str) -> None:
    assert not of_kin(text, value)


@given(text=st.text(max_size=120), at=st.integers(0, 120))
def test_any_text_is_looked_at(text: str, at: int) -> None:
    assert is_of_kin(ASKED, text, min(at, len(text))) in (True, False)
