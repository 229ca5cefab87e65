"""Kin is told from one end of a relation to the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.kin_direction import asked_kin, is_turned

PELL = "Wanda Pell was a botanist, the daughter of Igor Pell, a physician, and his wife Anna Pell. "
MORE = "Her son Max Pell married Ida Rohn. Her brother Otto Pell was the father of Lea Pell."
TEXT = PELL + MORE


def turned(question: str, value: str, text: str = TEXT) -> bool:
    start = text.index(value)
    return is_turned(asked_kin(question), question, text, start, start + len(value))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who is the child of Wanda Pell?", "Igor Pell"),
        ("Who was Wanda Pell's daughter?", "Igor Pell"),
        ("Who is the spouse of Wanda Pell?", "Igor Pell"),
        ("Who is the father of Wanda Pell?", "Max Pell"),
        ("Who is the brother of Wanda Pell?", "Max Pell"),
        ("Who is the son of Wanda Pell?", "Otto Pell"),
        ("Who is the father of Otto Pell?", "Lea Pell"),
        ("Whose daughter is Wanda Pell?", "Max Pell"),
    ],
)
def test_other_kin_is_told(question: str, value: str) -> None:
    assert turned(question, value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who is the father of Wanda Pell?", "Igor Pell"),
        ("Who is Wanda Pell's parent?", "Igor Pell"),
        ("Whose daughter is Wanda Pell?", "Igor Pell"),
        ("Who is the daughter of Igor Pell?", "Wanda Pell"),
        ("Who is the child of Wanda Pell?", "Max Pell"),
        ("Who is the wife of Max Pell?", "Ida Rohn"),
        ("Who is the daughter of Otto Pell?", "Lea Pell"),
        ("Where was the child of Wanda Pell born?", "Igor Pell"),
        ("Who knew Wanda Pell?", "Igor Pell"),
    ],
)
def test_the_kin_asked_for_is_told_or_none(question: str, value: str) -> None:
    assert not turned(question, value)


def test_words_after_a_name_tell_too() -> None:
    text = "Igor Pell, father of Wanda Pell, lived in Turin."
    assert turned("Who is the child of Wanda Pell?", "Igor Pell", text)
    assert not turned("Who is the father of Wanda Pell?", "Igor Pell", text)
    text = "They had two daughters, Ada and Ida."
    assert not turned("Who is the sister of Ida?", "Ada", text)


@given(question=st.text(max_size=60), text=st.text(max_size=120), at=st.integers(0, 120))
def test_any_text_is_looked_at(question: str, text: str, at: int) -> None:
    at = min(at, len(text))
    assert is_turned(asked_kin(question), question, text, at, len(text)) in (True, False)


@pytest.mark.parametrize("said", ["son and successor", "eldest son and chosen heir", "son"])
def test_an_heir_is_a_child_too(said: str) -> None:
    text = f"Per was the {said} of King Olaf."
    at = text.index("King")
    for question, turned in (("Who is the father of Per?", False), ("Who is the son of Per?", True)):
        assert is_turned(asked_kin(question), question, text, at, at + 9) is turned
