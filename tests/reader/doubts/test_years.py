"""What happened in one year is not told of what happened in another."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.believed import believed
from kgqa.reader.doubts.years import asked_year, is_of_another_year, is_told_year, of_asked_year

CUP = (
    "The 2018 race was won by the Tern Club, in 15 minutes. In 2019 the cup went to Kestrel. It was not held in 2020 "
    "because of a storm. In 2021 the Tern Club won again. Osprey Rowing won the 2022 race, and in 2023 the winner was "
    "Heron. The prize rose from 2,000 crowns in 2018 to 3,500 crowns in 2022. Maria Venn coached the Tern Club from "
    "2015 to 2021. Lise Ottar took office in 2016."
)
NAMES = ("the Tern Club, in", "Kestrel", "the Tern Club won again", "Osprey Rowing", "Heron")


def place(text: str, of: str = CUP) -> tuple[int, int]:
    start = of.index(text)
    return start, start + len(text)


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Who won the cup in 2019?", 2019),
        ("Who won the 2019 race?", 2019),
        ("In which town was the race held in June 1952?", 1952),
        ("Who was the winner for the season 2003?", 2003),
        ("Which club won in the year 1999?", 1999),
        ("Who directed the 1995 film Heat?", None),
        ("When was the mill of 1840 rebuilt?", None),
        ("Who was born in 1901?", None),
        ("What changed between 1990 and 1999?", None),
        ("Who was director before 2004?", None),
        ("How many rooms does Hotel 2000 have?", None),
        ("Who won in 2001 and 2002?", None),
        ("Who is the father of the man who won in 1990?", None),
        ("What nationality is the director of the 2003 comedy Salt?", None),
        ("Which town was the home of the winner of the 1990 race?", None),
        ("For which club did she play in 2004?", 2004),
    ],
)
def test_the_year_that_is_asked_about(question: str, year: int | None) -> None:
    assert asked_year(question) == year


@pytest.mark.parametrize(("year", "right"), list(zip((2018, 2019, 2021, 2022, 2023), NAMES, strict=True)))
def test_a_clause_of_another_year_is_doubted(year: int, right: str) -> None:
    question = f"Who won the cup in {year}?"
    for name in NAMES:
        assert is_of_another_year(question, CUP, *place(name)) is (name != right)
        assert is_told_year(question, CUP, *place(name)) is (name == right)
    assert any(name in CUP[slice(*part)] for part in of_asked_year(question, CUP, [(0, len(CUP))]) for name in [right])


def test_values_of_two_years_in_one_clause_are_told_apart() -> None:
    for year, right, wrong in ((2018, "2,000 crowns", "3,500 crowns"), (2022, "3,500 crowns", "2,000 crowns")):
        question = f"How much was the prize in {year}?"
        assert is_told_year(question, CUP, *place(right)) and is_of_another_year(question, CUP, *place(wrong))
        assert is_of_another_year(question, CUP, *place("2,000 crowns in 2018 to 3,500 crowns")) is (year == 2022)


@pytest.mark.parametrize(
    ("question", "name", "told", "other"),
    [
        ("Who coached the Tern Club in 2019?", "Maria Venn", True, False),
        ("Who coached the Tern Club in 2022?", "Maria Venn", False, True),
        ("Who was president in 2019?", "Lise Ottar", True, False),  # who took office in 2016
        ("Who was president in 2012?", "Lise Ottar", False, True),
        ("Who won the cup in 2020?", "Maria Venn", False, True),  # nothing happened in all of 2015 to 2021
    ],
)
def test_an_office_lasts_and_an_event_does_not(question: str, name: str, told: bool, other: bool) -> None:
    assert is_told_year(question, CUP, *place(name)) is told
    assert is_of_another_year(question, CUP, *place(name)) is other


def test_a_row_of_values_has_a_year_behind_each() -> None:
    text = "The hospital had 310 beds in 1990, 280 beds in 2005 and 260 beds in 2020."
    question = "How many beds did the hospital have in 2005?"
    for value, is_told in (("310", False), ("280", True), ("260", False)):
        assert is_told_year(question, text, *place(value, text)) is is_told
        assert is_of_another_year(question, text, *place(value, text)) is not is_told


def test_the_subject_of_a_clause_that_goes_on_is_no_other_clause() -> None:
    text = "The building was designed in 1885 by Tobias Wren, and was restored in 2009 after a fire."
    assert not is_of_another_year("What was restored in 2009?", text, *place("The building", text))


def test_a_text_without_the_year_is_read_as_a_whole() -> None:
    text = "Tern won in 2018. Abe Falk rowed."
    assert of_asked_year("Who won in 2030?", text, [(0, 17), (18, 33)]) == ((0, 17), (18, 33))
    assert not is_of_another_year("Who rowed in 2018?", text, *place("Abe Falk", text))
    assert believed("Who won the cup in 2030?", text, 0, 4) < 0.2


@given(st.text("In 2019,to fromsince-–1876/0(). \nandABc", max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_any_text_keeps_its_places(text: str, start: int, size: int) -> None:
    start, end = min(start, len(text)), min(start + size, len(text))
    question = "Who won in 2019?"
    parts = of_asked_year(question, text, [(0, len(text))])
    assert all(0 <= low <= high <= len(text) for low, high in parts)
    assert not (is_told_year(question, text, start, end) and is_of_another_year(question, text, start, end))


@pytest.mark.parametrize("text", [" " * 10000, "in 2019, " * 1100, "and " * 2500])
def test_long_runs_take_no_long_time(text: str) -> None:
    before = time.process_time()
    of_asked_year("Who won in 2019?", text, [(0, len(text))])
    assert time.process_time() - before < 2.0
