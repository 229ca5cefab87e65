"""Years behind names that are those of an office, and no life."""

from __future__ import annotations

import pytest

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value
from kgqa.extract.syntax.brackets import bracketed


def years(text: str, name: str) -> list[str]:
    values = [
        Value(Span(at, at + 4), text[at : at + 4], "date")
        for at in range(len(text) - 3)
        if text[at : at + 4].isdigit() and text[at - 1 : at] in ("(", "–", "-")
    ]
    return [said.label for said in bracketed(text, text.index(name) + len(name), "person", values, ())]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ada Holt (1871–1940) was a weaver.", ["date of birth", "date of death"]),
        ("Ada Holt (1946–1959)", []),
        ("Ada Holt (1930-1959), Abe Falk (1959-1988) and Cy Dun (1988-1990)", []),
        ("Ada Holt (1830–1899)\nBen Ray (1901–1977)", ["date of birth", "date of death"]),
    ],
)
def test_a_list_of_offices_tells_no_lives(text: str, labels: list[str]) -> None:
    assert years(text, "Ada Holt") == labels


def test_who_was_born_under_another_name_died_all_the_same() -> None:
    text = "Ada Holt (born Ada Lind; 3 May 1950 – 2 June 2010)"
    dates = [
        (text.index(day), day, value) for day, value in (("3 May 1950", "1950-05-03"), ("2 June 2010", "2010-06-02"))
    ]
    values = [Value(Span(at, at + len(day)), value, "date") for at, day, value in dates]
    found = [(said.label, said.value.value) for said in bracketed(text, 8, "person", values, ()) if said.value]
    assert found == [("date of birth", "1950-05-03"), ("date of death", "2010-06-02")]
    unsure = "Ada Holt (born 1450–1455)"
    years = [Value(Span(15, 19), "1450", "date"), Value(Span(20, 24), "1455", "date")]
    assert [said.label for said in bracketed(unsure, 8, "person", years, ())] == ["date of birth"]
