"""Spans doubted for what their text does not say, and for what they are."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.antecedents import is_of_another_subject
from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.doubts.deeds import is_of_another_deed
from kgqa.reader.doubts.unsaid import is_unsaid
from kgqa.reader.paths.asked_value import fits_question


def left(question: str, text: str, span: str) -> float:
    start = text.index(span)
    return believed(question, text, start, start + len(span))


TEXT = "Ada Holt was born in Tarn in 1871. In 1901 she won the Holm Medal. On 19 April she broke her leg."


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("When did Ada Holt die?", "19 April"),
        ("Who was the mayor of Tarn?", "Ada Holt"),
        ("When did Ada Holt win the Lind Prize?", "1901"),
        ("Who discovered holtite?", "Ada Holt"),
    ],
)
def test_a_text_without_a_word_of_it_is_doubted(question: str, span: str) -> None:
    assert left(question, TEXT, span) < 0.5


@pytest.mark.parametrize(
    ("question", "text", "span"),
    [
        ("When did Ada Holt die?", "Ada Holt (1871 – 1940) was a weaver.", "1940"),
        ("When did Ada Holt die?", "Ada Holt( 3 May 1871 9 June 1940) was a weaver.", "9 June 1940"),
        (
            "When did Ada Holt die?",
            "Ada Holt( 3 May 1871, Zell( now Tarn) – 9 June 1940, Dorn) was a weaver.",
            "9 June 1940",
        ),
        ("When did Ada Holt die?", "She was killed in an avalanche in 1940.", "1940"),
        ("Who was the mayor of Tarn?", "From 1950 Ada Holt led the town.", "Ada Holt"),
        ("When did Ada Holt win the Holm Medal?", TEXT, "1901"),
        ("Who discovered holtite?", "The mineral holtite was discovered by Ada Holt.", "Ada Holt"),
        ("Who were the mayors of Lind?", "The mayors of Lind were Ada Holt and Ben Ray.", "Ada Holt"),
    ],
)
def test_a_text_that_says_it_is_not(question: str, text: str, span: str) -> None:
    assert left(question, text, span) == 1.0


def test_the_office_of_another_town() -> None:
    assert left("Who were the mayors of Tarn?", "The mayors of Lind were Ada Holt and Ben Ray.", "Ada Holt") < 0.5


def test_the_producer_did_not_direct() -> None:
    text = "Salt is a film. It was produced by Ada Holt."
    start = text.index("Ada Holt")
    for question, other in (("Who directed Salt?", True), ("Who produced Salt?", False), ("Who made Salt?", False)):
        assert is_of_another_deed(question, text, start, start + 8) == other, question


def test_what_was_done_to_something_the_text_never_names() -> None:
    text = "Salt is a 1991 film that was directed by Ada Holt."
    start = text.index("Ada Holt")
    for film, other in (("Iron Road", True), ("Salt", False)):
        assert is_of_another_subject(f"Who directed {film}?", text, start, start + 8, done=True) == other, film


def test_of_what_sort_a_value_is() -> None:
    assert not fits_question("When did Ada win the prize?", "Holm Medal")
    assert fits_question("When did Ada win the prize?", "during the Second World War")
    assert not fits_question("How much does the lamp weigh?", "310 crowns")
    assert fits_question("How much does the lamp weigh?", "2.4 kg")
    assert not fits_question("How much does the lamp cost?", "2.4 kg")
    assert fits_question("How much does the lamp cost?", "5 pounds")


def test_a_name_without_its_role() -> None:
    text = "The mail was carried by the fisherman Abe Falk. It was painted by the Lind Brothers."
    for question, span, wanted in (
        ("Who carried the mail?", "the fisherman Abe Falk", "Abe Falk"),
        ("Who painted it?", "the Lind Brothers", "the Lind Brothers"),
    ):
        start = text.index(span)
        assert text[slice(*trimmed(question, text, start, start + len(span)))] == wanted


def test_years_of_an_office_are_no_life() -> None:
    text = "The mayors were Ada Holt (1930-1959), Ben Ray (1959-1991) and Cy Dun (1991-1993)."
    for question, span in (("When was Ben Ray born?", "1959-1991"), ("When did Cy Dun die?", "1993")):
        assert left(question, text, span) < 0.5
    assert left("When was Ben Ray born?", "Ben Ray (1901-1991) was a smith.", "1901") == 1.0


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("Which metal has the highest melting point?", True),
        ("Which metal has the most uses?", False),
        ("Which metal has the longest springs?", False),
        ("What is the metal with the lowest density?", True),
        ("Which metal is the heaviest?", False),
    ],
)
def test_the_most_of_what_a_text_does_not_name(question: str, unsaid: bool) -> None:
    text = "Tarnium is a grey metal. Uses of tarnium: in lamps. The longest springs are of it."
    assert is_unsaid(question, text, 0, 7) is unsaid
