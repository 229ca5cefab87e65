"""Offices told in sentences: who held one in a year."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.lists.terms import in_office
from kgqa.reader.lists.told_terms import holder_in, told_terms
from kgqa.types import Passage

ZOO = (
    "The Fern Zoo was opened in 1938. Count Lodz was director until 1951. From 1951 to 1970 the director was Berta "
    "Holm. Emil Zander directed the zoo from 1970 to 1994. Between 1994 and 2011 Carla Wynn was director. Tibor Haas "
    "was appointed director in 2011; he retired in 2020. Meret Oss has been the director since 2020. Dr Ulf Tamm was "
    "head vet until 2015. In 2015 Dr Pia Sorn became head vet."
)
HELD = {
    1925: None, 1940: "Count Lodz", 1960: "Berta Holm", 1980: "Emil Zander", 2000: "Carla Wynn", 2015: "Tibor Haas",
    2022: "Meret Oss",
}  # fmt: skip


def said(year: int, office: str = "director", text: str = ZOO) -> str | None:
    place = holder_in(Passage("1", "1", "Fern Zoo", text), office, year)
    return None if place is None else text[slice(*place)]


def test_each_year_has_its_holder() -> None:
    assert {year: said(year) for year in HELD} == HELD
    assert (said(2010, "head vet"), said(2018, "head vet")) == ("Dr Ulf Tamm", "Dr Pia Sorn")


@pytest.mark.parametrize(
    ("text", "year", "who"),
    [
        ("Hanna Vree, who served as its first president from 1988 to 1996, was a botanist.", 1990, "Hanna Vree"),
        ("Otto Lamm succeeded her and was president until 2005.", 2000, "Otto Lamm"),
        (
            "A president leads it. Jonas Tidd took office in 2013. Irma Vree has been president since 2019.",
            2016,
            "Jonas Tidd",
        ),
        ("Then Karl Jessop became president, and he held the office until 2022.", 2018, "Karl Jessop"),
        ("Sam Ottley was president from 2010 to 2013. Bo Crow was president from 2012 to 2014.", 2012, None),  # either
        ("The president is elected every four years.", 2012, None),
        ("Ada Holt was mayor from 2001 to 2009.", 2005, None),  # another office
        ("Ada Holt was president until 2003.\n\nThe mayor is Ben Ray. Anja Lund took office in 2004.", 2006, None),
    ],
)
def test_ways_to_say_it(text: str, year: int, who: str | None) -> None:
    assert said(year, "president", text) == who


def test_a_passage_about_something_else_says_nothing() -> None:
    passage = Passage("1", "1", "Fern Zoo", ZOO)
    assert [ZOO[slice(*place)] for place in in_office("Who was director of the Fern Zoo in 1980?", passage)] == [
        "Emil Zander"
    ]
    assert [ZOO[slice(*place)] for place in in_office("Who was the director in 1980?", passage)] == ["Emil Zander"]
    assert in_office("Who was director of the Tarn Museum in 1980?", passage) == []


@given(st.text("A Bda wasdirectorfromto12 .0until9since,;he ", max_size=120))
def test_any_text_has_terms_or_none(text: str) -> None:
    for term in told_terms(Passage("1", "1", "", text), "director"):
        assert 0 <= term.place[0] < term.place[1] <= len(text)


@pytest.mark.parametrize("text", ["Ada Holt " * 1100, "Ada Holt was director " * 450, "of The Aaa " * 900, " " * 10000])
def test_long_runs_of_names_take_no_long_time(text: str) -> None:
    before = time.process_time()
    told_terms(Passage("1", "1", "", f"{text} director"), "director")
    assert time.process_time() - before < 2.0
