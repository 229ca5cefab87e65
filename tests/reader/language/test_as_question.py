"""What is typed as into a search box, as a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.as_question import as_question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("who built the mill", "who built the mill?"),
        ("electric ferry when", "electric ferry when?"),
        ("is the mill open", "is the mill open?"),
        ("list the mills", "list the mills?"),
        ("price of the mill", "What is the price of the mill?"),
        ("the price of the mill ", "What is the price of the mill?"),
        ("Who built it? ", "Who built it? "),
        ("Tell me who built it.", "Tell me who built it."),
        ("wer baute die Mühle", "wer baute die Mühle?"),
        ("wie alt ist der Turm", "wie alt ist der Turm?"),
        ("precio del molino en España", "precio del molino en España?"),
        ("谁建造了它", "谁建造了它"),
        ("кто построил", "кто построил"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_a_question_of_what_is_typed(typed: str, asked: str) -> None:
    assert as_question(typed) == asked


@given(st.text(max_size=60))
def test_once_is_enough_and_nothing_is_lost(text: str) -> None:
    asked = as_question(text)
    assert as_question(asked) == asked and text.strip() in asked
