"""Tables with a column for each year: a cell by its row and year, the row or the year that has most."""

from __future__ import annotations

import pytest

from kgqa.reader.passages.year_columns import by_year_columns
from kgqa.types import Evidence, Passage

SALES = """Sales by region
Region | 2019 | 2020 | 2021 (forecast)
North | 120 | 1,140 | 155
South | 95 | 90 | –
East Kell | 60 | 75 | 70[1]
Total | 275 | 1,305 | 225"""


def said(question: str, text: str = SALES, title: str = "Halden Mills") -> str | None:
    answer = by_year_columns(question, [Evidence(Passage("p", "d", title, text), text, 1.0, "dense")], 0.8)
    for place in () if answer is None else answer.support:
        assert answer is not None and text[place.start : place.end] == answer.text
    return None if answer is None else answer.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What were the sales of North in 2020?", "1,140"),
        ("How much did Halden Mills sell in East Kell in 2019?", "60"),
        ("how many units were sold in the south in 2020?", "90"),
        ("What were total sales in 2019?", "275"),
        ("Which region had the highest sales in 2020?", "North"),
        ("Which region sold most in 2019?", "North"),
        ("Where did Halden Mills sell the least in 2019?", "East Kell"),
        ("What was the highest sales figure in 2019?", "120"),
        ("Which region sold more in 2021, North or East Kell?", "North"),
        ("When were the sales of East Kell lowest?", "2019"),
    ],
)
def test_a_cell_is_found_by_its_row_and_its_year(question: str, answer: str) -> None:
    assert said(question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "What were the sales of South in 2021?",  # not known
        "What was the highest sales figure in 2021?",  # South's may be higher
        "Which region sold more in 2021, North or South?",
        "What were the sales of North before 2020?",
        "What were the sales of North since 2019?",
        "What were the sales of North until 2020?",
        "What were the sales of North in 2018?",
        "What were the sales of West in 2020?",
        "What were the costs of North in 2020?",
        "What were the sales of the North office in 2020?",
        "What were the sales in 2020?",
        "When did North sell 120?",
        "In which year did North sell goods?",
        "How much more did North sell in 2020 than in 2019?",
        "Which region did not sell most in 2020?",
        "Who was the manager of North in 2020?",
        "Did North sell most in 2020?",
        "Which regions sold more than South in 2020?",
    ],
)
def test_what_the_table_does_not_say_is_left_alone(question: str) -> None:
    assert said(question) is None


def test_a_row_that_sums_up_is_none_of_the_rest() -> None:
    text = "Exports\nCountry | 2019 | 2020\nTarvia | 5 | 1\nOstria | 6 | n/a\nAll countries | 11 | 3"
    assert said("Which country had the most exports in 2019?", text) == "Ostria"
    assert said("What were the exports of Ostria in 2020?", text) is None


def test_cells_that_cannot_be_compared_have_no_largest() -> None:
    mixed = "Sales\nRegion | 2019 | 2020\nNorth | 12 t | 3 kg\nSouth | 9 kg | many"
    assert said("Which region had the highest sales in 2019?", mixed) is None
    assert said("Which region had the highest sales in 2020?", mixed) is None
    alike = "Sales\nRegion | 2019 | 2020\nNorth | 5 | 1\nSouth | 5 | 2"
    assert said("Which region had the highest sales in 2019?", alike) is None


def test_two_rows_of_one_name_and_two_tables_that_differ_say_nothing() -> None:
    twice = "Sales\nRegion | 2019 | 2020\nNorth | 5 | 1\nNorth | 6 | 2"
    assert said("What were the sales of North in 2019?", twice) is None
    other = "Sales\nRegion | 2019 | 2020\nNorth | 5 | 1"
    assert said("What were the sales of North in 2020?", other) == "1"
    assert said("What were the sales of North in 2020?", f"{SALES}\n\n{other}") is None


def test_sums_of_two_currencies_have_no_largest() -> None:
    mixed = "Revenue\nRegion | 2019 | 2020\nNorth | $120 | $140\nSouth | €125 | 150\nEast | £90 | 130"
    assert said("Which region had the highest revenue in 2019?", mixed) is None
    assert said("Which region had the highest revenue in 2020?", mixed) == "South"
    assert said("What was the revenue of South in 2019?", mixed) == "€125"
