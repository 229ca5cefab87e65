"""Negated and tag questions as plain ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.claims.plain import plainly


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Isn't Osmark the capital of Veland?", "Is Osmark the capital of Veland?"),
        ("Didn’t Jo Lind found Holt Yard?", "Did Jo Lind found Holt Yard?"),
        ("Osmark is the capital of Veland, right?", "Is Osmark the capital of Veland?"),
        ("The mill was built in 1871, wasn't it?", "Was the mill built in 1871?"),
        ("Jo Lind directed Salt, didn't she?", "Did Jo Lind direct Salt?"),
        ("Jo Lind married Karl Holt in 1948, correct?", "Did Jo Lind marry Karl Holt in 1948?"),
        ("Veland borders Nordmark, doesn't it?", "Does Veland border Nordmark?"),
        ("The mill has 3 wheels, doesn't it?", "Does the mill have 3 wheels?"),
        ("The mill has been sold, hasn't it?", "Has the mill been sold?"),
    ],
)
def test_what_is_asked(question: str, plain: str) -> None:
    assert plainly(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Is Osmark the capital of Veland?",
        "Who isn't from Osmark?",
        "Who is the capital's mayor, right?",
        "Isn't Osmark the town that does not border Veland?",
        "Osmark isn't the capital of Veland, is it?",
        "Jo Lind founded a mill based in Osmark, didn't she?",
        "Right?",
        "",
    ],
)
def test_what_stays_as_it_is(question: str) -> None:
    assert plainly(question) == question


@given(st.text(max_size=60))
def test_any_text_is_looked_at(text: str) -> None:
    for question in (text, f"Isn't {text}?", f"{text}, isn't it?", f"{text}, right?"):
        assert plainly(question) or not question
