"""Whether a claimed value is the one that was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.claims.values import meets
from kgqa.types import Answer, Entity

WHO, WHAT, WHERE = "Who is the mayor of Veland?", "What is the capital of Veland?", "Where was Jo Lind born?"


@pytest.mark.parametrize(
    ("asks", "claim", "found", "met"),
    [
        (WHAT, "Tarn", "Tarn", True),
        (WHAT, "tarn", "the Tarn", True),
        (WHAT, "Tarn", "the town of Tarn", True),
        (WHAT, "New Tarn", "Tarn", None),
        (WHAT, "Tarn", "Port Tarn", None),
        (WHAT, "Tarn", "the University of Tarn", None),
        (WHAT, "Tarn", "Osmark", False),
        (WHERE, "Tarn", "a house in Tarn", True),
        (WHERE, "Tarn", "Tarn, Veland", True),
        (WHERE, "Veland", "Tarn, Veland", True),
        ("Who is it owned by?", "Tarn", "the Tarn Ferry Company", None),
        ("Who is it owned by?", "Tarn", "the bank of Tarn", None),
        (WHO, "Lind", "Jo Lind", True),
        (WHO, "Jo", "Jo Lind", True),
        (WHO, "Dr. Jo Lind", "Jo Lind", True),
        (WHO, "Jo Lind", "the former captain Jo Lind", True),
        (WHO, "Jo Lind", "the sisters Ada Lind and Jo Lind", True),
        (WHO, "Ada Lind", "Jo Lind", None),
        (WHO, "Ada Holt", "Jo Lind", False),
        ("What is the number?", "64,000", "64000", True),
        ("What is the number?", "64,500", "64,000", None),
        ("What is the number?", "80,000", "64,000", False),
        ("When was it?", "1921", "3 June 1921", True),
        ("When was it?", "June 3, 1921", "3 June 1921", True),
        ("When was it?", "3 June 1921", "1921", None),
        ("When was it?", "3 June 1921", "4 June 1921", False),
    ],
)
def test_what_was_found_is_claimed_or_not_or_may_be(asks: str, claim: str, found: str, met: bool | None) -> None:
    assert meets(claim, Answer(found, 1.0, "span"), asks=asks) is met


def test_a_surname_is_that_of_whom_the_text_has_in_full() -> None:
    found = Answer("Lind", 1.0, "span")
    assert meets("Jo Lind", found, asks=WHO, told="Jo Lind sings. Lind is the mayor.") is True
    assert meets("Jo Lind", found, asks=WHO, told="Lind is the mayor.") is None


def test_an_entity_is_met_by_each_of_its_names() -> None:
    found = Answer("Tarn", 1.0, "entity", (), (Entity("t", "Tarn", ("Tarnby",)),), ("Tarn",))
    assert meets("Tarnby", found, asks=WHAT) is True


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_texts_are_compared(claim: str, found: str) -> None:
    assert meets(claim, Answer(found, 1.0, "span"), asks=WHO) in (True, False, None)


def test_sums_of_two_currencies_are_neither_one_nor_refuted() -> None:
    assert meets("EUR 5", Answer("$5", 1.0, "number"), asks="What is the price?") is None
