"""Amounts in a running text, and which of them are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.measures import amounts, same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 20-gallon tank", [(20, "gallon")]),
        ("It holds 20 litres.", [(20, "l")]),
        ("three full days", [(259_200, "s")]),
        ("It costs US$5 million, or €4.5m.", [(5e6, "$"), (4.5e6, "€")]),
        ("100 km per hour", [(100, "km/h")]),
        ("20 °C and 20 degrees Fahrenheit", [(20, "°C"), (20, "°F")]),
        ("1,200 people came at 12:30 in 1990", [(1200, ""), (1990, "")]),
        ("5 in the morning", [(5, "")]),
    ],
)
def test_a_number_stands_in_its_unit(text: str, found: list[tuple[float, str]]) -> None:
    assert [(one.value, one.unit) for one in amounts(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("24 months", "2 years", True),
        ("3 weeks", "21 days", True),
        ("3 weeks", "3 days", False),
        ("1 month", "30 days", False),
        ("20 gallons", "20 litres", False),
        ("$5", "€5", False),
        ("5 pounds", "£5", True),
        ("5 pounds", "5 kg", False),
        ("5 euros a day", "€5 per week", False),
        ("1 litre", "1000 ml", True),
        ("400 people", "400 inhabitants", True),
    ],
)
def test_amounts_are_one_in_units_that_are_so_many_of_each_other(one: str, other: str, are: bool) -> None:
    assert same(amounts(one)[0], amounts(other)[0]) is are


@given(st.text(max_size=60))
def test_any_text_has_amounts_where_they_stand(text: str) -> None:
    for one in amounts(text):
        assert 0 <= one.start < one.end <= len(text)
