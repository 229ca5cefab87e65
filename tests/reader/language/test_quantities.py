"""Dates and numbers read from text, and what can be said of their order."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.reader.language.quantities import Quantity, date, hull, number, written_unit

days = st.dates(min_value=datetime.date(1, 1, 1))
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def written(day: datetime.date, form: int) -> str:
    month = MONTHS[day.month - 1]
    return (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]}. {day.year}",
        day.isoformat(),
        f"{day.isoformat()}T00:00:00Z",
    )[form]


@settings(deadline=None)
@given(days, st.integers(0, 4), st.integers(0, 4))
def test_one_day_in_any_form_is_one_value(day: datetime.date, one: int, other: int) -> None:
    value = date(written(day, one))
    assert value is not None and value == date(written(day, other))
    assert value.low == value.high


@settings(deadline=None)
@given(days, days, st.integers(0, 4), st.integers(0, 4))
def test_days_are_ordered_as_the_calendar_does(a: datetime.date, b: datetime.date, one: int, other: int) -> None:
    first, second = date(written(a, one)), date(written(b, other))
    assert first is not None and second is not None
    assert first.before(second) == (None if a == b else a < b)
    assert second.low - first.low == (b - a).days


@settings(deadline=None)
@given(days)
def test_a_year_or_month_holds_its_days(day: datetime.date) -> None:
    whole = date(written(day, 0))
    assert whole is not None
    for text in (str(day.year), f"{MONTHS[day.month - 1]} {day.year}", f"{day.year:04}-{day.month:02}"):
        part = date(text)
        assert part is not None and part.low <= whole.low <= part.high
        assert part.before(whole) is None and whole.before(part) is None


@settings(deadline=None)
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_years_before_christ_run_backwards(a: int, b: int) -> None:
    first, second = date(f"{a} BC"), date(f"{b} BCE")
    assert first is not None and second is not None
    assert first.before(second) == (None if a == b else a > b)
    after = date("AD 1")
    assert after is not None and first.before(after) is True


@pytest.mark.parametrize(
    "text",
    ["", "soon", "30 February 2019", "2019-13-01", "12/05/1987", "1987 film", "May", "12 o'clock"],
)
def test_no_date(text: str) -> None:
    assert date(text) is None


def test_decades_and_centuries_are_as_wide_as_they_are() -> None:
    decade, century = date("the 1980s"), date("19th century")
    assert decade is not None and century is not None
    assert decade.before(date("14 May 1985") or decade) is None
    assert century.before(decade) is True
    assert date("1900s") == Quantity(date("1900").low, date("1999").high, "day")


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_a_number_with_or_without_commas(n: int) -> None:
    assert number(f"{n:,}") == number(str(n)) == Quantity(float(n), float(n))


@settings(deadline=None)
@given(st.floats(1, 1e6, allow_nan=False).map(lambda x: round(x, 3)))
def test_lengths_compare_across_units(x: float) -> None:
    short, long = number(f"{x:.3f} m"), number(f"{x + 1:.3f} km")
    assert short is not None and long is not None and short.before(long) is True


def test_what_is_of_two_units_is_in_no_order() -> None:
    length, mass, bare = number("3 km"), number("2 kg"), number("7")
    assert length is not None and mass is not None and bare is not None
    assert length.before(mass) is None and mass.before(bare) is None
    assert hull([length, mass]) is None and hull([]) is None
    assert hull([number("2 km") or length, length]) == Quantity(2000, 3000, "m")


@pytest.mark.parametrize("text", ["", "many", "1,5", "12-15", "Apollo 11", "1.2.3"])
def test_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("same", [("$60M", "60 million dollars", "USD 60,000,000", "US$60m"), ("€55 mn", "55 M€")])
def test_one_sum_of_money_in_any_form_is_one_value(same: tuple[str, ...]) -> None:
    assert len({number(text) for text in same}) == 1 and number(same[0]) is not None


def test_sums_in_two_currencies_are_in_no_order() -> None:
    dollars, euros, pounds, more = number("$60M"), number("€55M"), number("10 pounds sterling"), number("$900K")
    assert dollars is not None and euros is not None and pounds is not None and more is not None
    assert dollars.before(euros) is None and hull([dollars, euros]) is None
    assert dollars.before(more) is False and pounds.unit == "£"


def test_what_is_no_money_has_no_short_scale() -> None:
    assert number("5 m") == Quantity(5, 5, "m") and number("5 k") == Quantity(5, 5, "k")
    assert number("10 pounds") == number("10 lb")


@pytest.mark.parametrize(
    ("text", "unit"), [("2 mm", ("mm", 0.001)), ("-$5", ("$", 1.0)), ("7", ("", 1.0)), ("5 Crowns", ("Crowns", 1.0))]
)
def test_the_unit_is_known_as_it_is_written(text: str, unit: tuple[str, float]) -> None:
    assert written_unit(text) == unit
