"""What passages say outright: chronologies, parents, terms of office."""

from __future__ import annotations

import pytest

from kgqa.reader.passages.so_many_words import said_outright
from kgqa.types import Passage

DAYS = "Chronology\n\n1802: The mill opens.\n1887: The railway reaches the town.\n3 May 1923: A fire destroys the mill."
ADA = "Ada Holt was born in Tarn as the daughter of the baker Olaf Holt and the weaver Berit Lund."
MAYORS = "Mayors\n\nAda Holt (1946–1959)\nBen Ray (1959–1971)\nCora Dun (since 1971)"


def said(question: str, title: str, text: str) -> tuple[list[str], list[str]]:
    told, denied = said_outright(question, Passage("1", "1", title, text))
    return [text[slice(*place)] for place in told], [text[slice(*place)] for place in denied]


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When did the railway reach Tarn?", ["1887"]),
        ("When was the mill of Tarn destroyed by a fire?", ["3 May 1923"]),
        ("In what year did the railway reach Lind?", []),
        ("When was the mill sold?", []),
        ("When did it open?", []),
    ],
)
def test_the_line_of_a_chronology(question: str, date: list[str]) -> None:
    assert said(question, "Tarn: Chronology", DAYS)[0] == date


def test_the_mother_is_not_the_father() -> None:
    assert said("Who was the mother of Ada Holt?", "Ada Holt", ADA) == (["Berit Lund"], ["Olaf Holt"])
    assert said("Who is Ada Holt's father?", "Ada Holt", ADA) == (["Olaf Holt"], ["Berit Lund"])
    assert said("Who was the mother of Cora Dun?", "Ada Holt", ADA) == ([], [])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was the mayor of Tarn in 1963?", ["Ben Ray"]),
        ("Who was mayor of Tarn in 2001?", ["Cora Dun"]),
        ("Who was the mayor of Tarn in 1930?", []),
        ("Who was mayor of Tarn after Ada Holt?", ["Ben Ray"]),
        ("Who succeeded Ben Ray as mayor of Tarn?", ["Cora Dun"]),
        ("Who was the mayor of Tarn before Ada Holt?", []),
        ("Who was the first mayor of Tarn?", ["Ada Holt"]),
        ("Who was the first mayor of Lind?", []),
    ],
)
def test_who_held_an_office_when(question: str, name: list[str]) -> None:
    assert said(question, "Tarn: Mayors", MAYORS)[0] == name
