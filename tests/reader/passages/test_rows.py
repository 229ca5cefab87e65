"""Tables by time: a row says who won in its year, all of them how often; one of something else says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.lists.time_tables import OPEN, time_tables
from kgqa.reader.passages.rows import by_rows, first_of
from kgqa.types import Answer, Evidence, Passage

CUP = """Year | Winner | Runner-up | Boats | Venue
2015 | Ada Kvist | Jon Marr | 31 | Osby
2016 | Ida Brun | Ada Kvist | 28 | Osby
2017 | Ada Kvist | Leo Tand | 35 | Tarn
2018 | Jon Marr[2] | Ida Brun | 40 | Tarn
2019 | Leo Tand | Per Holm | 38 |
2021 | Ida Brun | Jon Marr | 22 | Osby"""
MAYORS = """Term | Mayor | Party
1990-1994 | Olav Stenn | Civic Union
1994–98 | Greta Lund | Green List
1998-2006 | Olav Stenn | Civic Union
2006-present | Nils Aker | Green List"""


def said(question: str, text: str = CUP, title: str = "Halden Cup: Winners") -> str | None:
    passage = Passage("p", "d", title, text)
    answer = by_rows(question, [Evidence(passage, 1.0, "dense", text)], 0.8)
    if answer is not None:
        for place in answer.support:
            assert text[place.start : place.end].strip() == text[place.start : place.end] != ""
    return None if answer is None else answer.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who won the Halden Cup in 2018?", "Jon Marr"),
        ("Who was the winner of the 2016 Halden Cup?", "Ida Brun"),
        ("Who came second in the Halden Cup in 2019?", "Per Holm"),
        ("Who was the runner-up in 2017?", "Leo Tand"),
        ("How many boats took part in 2021?", "22"),
        ("Where was the Halden Cup held in 2017?", "Tarn"),
        ("Where was the Halden Cup held in 2019?", None),
        ("Who was the runner-up to Ada Kvist in 2015?", "Jon Marr"),
        ("Who won the Halden Cup in 2020?", None),
        ("Who won the women's race in 2018?", None),
        ("Who won the Osby Cup in 2018?", None),
        ("Who did not win in 2018?", None),
        ("Did Jon Marr win in 2018?", None),
        ("Who won after 2018?", None),
        ("When did Leo Tand win the Halden Cup?", "2019"),
        ("In which years did Ada Kvist win?", "2015; 2017"),
        ("When did Ada Kvist last win?", "2017"),
        ("When did Per Holm win the Halden Cup?", None),  # he was second
        ("How many times did Ada Kvist win the Halden Cup?", "2"),
        ("How often was Jon Marr the runner-up?", "2"),
        ("Who won the most Halden Cups?", "Ada Kvist; Ida Brun"),
        ("Who won the first Halden Cup?", "Ada Kvist"),
        ("Who is the latest winner of the Halden Cup?", "Ida Brun"),
    ],
)
def test_a_table_of_years(question: str, answer: str | None) -> None:
    assert said(question) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who was mayor in 1996?", "Greta Lund"),
        ("Who was the mayor of Tarn in 2002?", "Olav Stenn"),
        ("Who was mayor of Tarn in 2020?", "Nils Aker"),
        ("Who is the current mayor of Tarn?", "Nils Aker"),
        ("Who was mayor of Osby in 1996?", None),
        ("Who was mayor in 1994?", None),  # one of two
        ("Which party did Nils Aker belong to?", "Green List"),
        ("How often has Olav Stenn been mayor?", "2"),
        ("Who was the first mayor of Tarn?", "Olav Stenn"),
    ],
)
def test_a_table_of_terms(question: str, answer: str | None) -> None:
    assert said(question, MAYORS, "Tarn: Mayors") == answer


CUPS = """Year | Cup | Winner | Runner-up
2017 | Harrow Cup | Delby Town | Osmark FC
2017 | Silver Shield | Osmark FC | Vink Rovers
2018 | Harrow Cup | Osmark FC | Delby Town
2018 | Silver Shield | Vink Rovers | Tarnholm United
2019 | Silver Shield | Osmark FC | Delby Town"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who won the Silver Shield in 2018?", "Vink Rovers"),  # and not who was second
        ("who won the silver shield in 2018", "Vink Rovers"),
        ("Which team won the Harrow Cup in 2018?", "Osmark FC"),
        ("Who was the runner-up of the Silver Shield in 2017?", "Vink Rovers"),
        ("Who won the Silver Shield most often?", "Osmark FC"),
        ("Who won the first Harrow Cup?", "Delby Town"),
        ("When did Osmark FC win the Silver Shield?", "2017; 2019"),
        ("How many times did Osmark FC win the Harrow Cup?", "1"),
        ("Who won in 2018?", None),  # two cups
    ],
)
def test_a_table_of_several_events(question: str, answer: str | None) -> None:
    assert said(question, CUPS, "cups") == answer


def test_columns_from_and_to() -> None:
    text = "Head | From | To\nAda Holt | 12 May 1946 | 1959\nBen Ray | 1959 | "
    (table,) = time_tables(text)
    assert [(row.first, row.last) for row in table.rows] == [(1946, 1959), (1959, OPEN)]
    assert said("Who was head in 1950?", text, "Tarn School") == "Ada Holt"


def test_two_tables_that_differ_say_nothing() -> None:
    men, women = (f"Year | Winner\n2018 | {name}\n2019 | Bo Lind" for name in ("Ada Kvist", "Ben Ray"))
    assert said("Who won in 2018?", f"{men}\n\n{women}", "Halden Cup") is None
    assert said("Who won in 2019?", f"{men}\n\n{women}", "Halden Cup") == "Bo Lind"


def test_years_without_an_event_and_sums() -> None:
    rows = ("1914 | Ada Kvist | 12", "1915 | not held | –", "1916 | not held | ", "1919 | Bo Lind | 9", "Total | | 21")
    text = "\n".join(("Year | Winner | Boats", *rows))
    assert said("Who won in 1915?", text) is None and said("Who won in 1919?", text) == "Bo Lind"
    assert said("How many boats took part in 1915?", text) is None
    assert said("Who won the most Halden Cups?", text) is None


def test_lines_with_other_cells_are_no_such_table() -> None:
    for text in (
        "Year | Winner\nlate 2018 | Ada",
        "Name | Winner\nCup | Ada",
        "Year | Year\n2018 | 2019",
        "2018 | Ada",
        "",
    ):
        assert list(time_tables(text)) == []


@given(
    st.lists(st.tuples(st.integers(1000, 2999), st.sampled_from(["Ada", " Bo ", "", "Cy [1]"])), min_size=1, max_size=9)
)
def test_rows_keep_their_cells(rows: list[tuple[int, str]]) -> None:
    text = "Year | Winner\n" + "\n".join(f"{year} | {name}" for year, name in rows)
    (table,) = time_tables(f"Intro.\n\n{text}\n\nEnd.")
    found = [(row.first, f"Intro.\n\n{text}"[slice(*row.cells[1])]) for row in table.rows]
    assert found == [(year, name.replace("[1]", "").strip()) for year, name in rows]


def test_what_else_was_found_stands_behind_it() -> None:
    row, same, other = (Answer(text, score, "span", ()) for text, score in (("Ada", 0.8), ("ada", 0.9), ("Bo", 0.95)))
    assert [(one.text, one.score) for one in first_of(row, (other, same))] == [("ada", 0.9), ("Bo", 0.4)]
