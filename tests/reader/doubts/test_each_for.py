"""Amounts that a sentence gives for one after another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.doubts.each_for import is_for_others, of_those_named

TICKETS = "Tickets cost 24 crowns for adults and 11 crowns for children; groups pay 18 crowns each."
MEALS = "You can claim £10 for breakfast (only before 6.30 am), £12 for lunch and £28 for dinner."
MUSEUM = "Open daily. Adults £7.50, concessions £5.50, under-16s free."
BUILT = "The dome was destroyed in 1840 and rebuilt in 1852."
ONE = "The ferry costs £8.50 for a car."


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("How much is a ticket for children?", TICKETS, "24 crowns", True),
        ("How much is a child's ticket?", TICKETS, "11 crowns", False),
        ("How much is a ticket?", TICKETS, "24 crowns", False),
        ("What is the most I can claim for dinner?", MEALS, "£10", True),
        ("What is the most I can claim for dinner?", MEALS, "£28", False),
        ("What can I claim for breakfast?", MEALS, "£12", True),
        ("What do concessions pay?", MUSEUM, "£7.50", True),
        ("What do concessions pay?", MUSEUM, "£5.50", False),
        ("What do adults and concessions pay?", MUSEUM, "£5.50", False),  # both are asked for
        ("Who rebuilt the dome?", BUILT, "1840", False),
        ("How much is a lorry on the ferry?", ONE, "£8.50", False),  # nothing else is told
    ],
)
def test_an_amount_for_others_is_no_answer(question: str, text: str, span: str, other: bool) -> None:
    place = text.index(span), text.index(span) + len(span)
    assert is_for_others(question, text, *place) is other
    assert (believed(question, text, *place) < 0.5) is other


def test_a_span_with_several_amounts_is_cut_to_the_one_asked_for() -> None:
    both = TICKETS.index("24"), TICKETS.index(" for children")
    asked = "How much is a ticket for children?"
    assert TICKETS[slice(*of_those_named(asked, TICKETS, *both))] == "11 crowns"
    assert TICKETS[slice(*trimmed(asked, TICKETS, *both))] == "11 crowns"
    assert of_those_named("How much is a ticket?", TICKETS, *both) == both


@given(st.text(max_size=80), st.text(max_size=120), st.data())
def test_any_text_is_taken_and_a_span_never_grows(question: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = of_those_named(question, text, start, end)
    assert start <= first <= last <= end
    is_for_others(question, text, start, end)
