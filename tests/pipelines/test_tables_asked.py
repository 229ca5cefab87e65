"""Tables as documents, built and asked end to end: rows of things, of years, of terms."""

from __future__ import annotations

import pytest

from kgqa import KGQA, KnowledgeBase

HOTELS = """Name,City,Stars,Rooms,Pool
Harbour Inn,Delby,3,40,yes
Grand Osby,Osby,5,210,yes
Mill House,Delby,4,22,no
Tarn Lodge,Tarn,2,15,no
Total,,,287,
"""
PRODUCTS = """Product;Weight;Colour;Maker
Oat Bar;900 g;brown;Holm Works
Fig Roll;2 kg;brown;Brandt Bakery
Rye Loaf;500 g;black;Holm Works
"""
CUP = """# Halden Cup

The Halden Cup is a yearly sailing race on Lake Halden. It was first sailed in 1961.

## Winners

| Year | Winner | Runner-up | Boats |
|------|--------|-----------|-------|
| 2015 | Ada Kvist | Jon Marr | 31 |
| 2016 | Ida Brun | Ada Kvist | 28 |
| 2017 | Ada Kvist | Leo Tand | 35 |
| 2018 | Jon Marr | Ida Brun | 40 |
"""
STAFF = """Name,Department,Salary,Started
Ada Holt,Engineering,5200,2018
Ben Ray,Sales,4100,2021
Cy Falk,Engineering,6100,2015
Di Mohn,Finance,4800,2022
"""
MAYORS = """Term,Mayor,Party
1990-1994,Olav Stenn,Civic Union
1994-1998,Greta Lund,Green List
1998-2006,Olav Stenn,Civic Union
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> KGQA:
    folder = tmp_path_factory.mktemp("tables")
    for name, text in (
        ("hotels.csv", HOTELS),
        ("products.csv", PRODUCTS),
        ("cup.md", CUP),
        ("mayors.csv", MAYORS),
        ("staff.csv", STAFF),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return KnowledgeBase.build(folder / "tables.kb", [folder]).ask()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many rooms does the Grand Osby have?", "210"),
        ("Which hotel has the most rooms?", "Grand Osby"),
        ("Which hotels are in Delby?", "Harbour Inn; Mill House"),
        ("Where is the Tarn Lodge?", "Tarn"),
        ("Does the Harbour Inn have a pool?", "yes"),
        ("Does the Mill House have a pool?", "no"),
        ("Which hotels have a pool?", "Grand Osby; Harbour Inn"),
        ("Is the Oat Bar heavier than the Fig Roll?", "no"),
        ("Which product is the heaviest?", "Fig Roll"),
        ("Which products are made by Holm Works?", "Oat Bar; Rye Loaf"),
        ("Which black products are made by Holm Works?", "Rye Loaf"),
        ("Which black products are made by Brandt Bakery?", None),
        ("Who won the Halden Cup in 2018?", "Jon Marr"),
        ("Who was the runner-up in the Halden Cup in 2017?", "Leo Tand"),
        ("How many boats took part in the Halden Cup in 2016?", "28"),
        ("When did Jon Marr win the Halden Cup?", "2018"),
        ("How many times did Ada Kvist win the Halden Cup?", "2"),
        ("Who won the Halden Cup in 2014?", None),
        ("Who started after 2020?", "Ben Ray; Di Mohn"),
        ("Who was mayor in 1996?", "Greta Lund"),
        ("Which party did Greta Lund belong to?", "Green List"),
    ],
)
def test_what_a_table_says(tables: KGQA, question: str, answer: str | None) -> None:
    assert tables(question).answer == answer
