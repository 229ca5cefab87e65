"""Literals as values: numbers and dates that compare by what they mean, not by how they are written."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from kgqa.types import Literal

XSD = "http://www.w3.org/2001/XMLSchema#"

_SHORT = {"number": "decimal", "date": "date", "string": "string"}
_YEARS = ("gYear", "gYearMonth")


def value_of(literal: Literal) -> Any:
    """A literal's value in Python: int, Decimal, float, bool, date, datetime, time, timedelta or str.

    By the datatypes of XML Schema, and kgqa's own "number", "date" and "string". A year or a month is its first
    day. None where the text does not fit the datatype, or Python has no such value (years beyond 9999). A
    datatype that is not known leaves the text.

    >>> value_of(Literal("01", XSD + "integer")), value_of(Literal("1995-12-15", XSD + "date")), value_of(Literal("x"))
    (1, datetime.date(1995, 12, 15), 'x')
    """
    if literal.lang or not literal.datatype:
        return literal.value
    name = _SHORT.get(literal.datatype, literal.datatype.removeprefix(XSD))
    if name == "string" or "/" in name or ":" in name:
        return literal.value
    from rdflib.namespace import XSD as RDFLIB_XSD
    from rdflib.term import Literal as RdflibLiteral

    text = literal.value.strip()
    if literal.datatype in _SHORT and name == "date" and text.removeprefix("-").count("-") < 2:
        name = _YEARS[text.removeprefix("-").count("-")]
    if name in _YEARS:
        text, name = text + "-01" * (2 - text.removeprefix("-").count("-")), "date"
    try:
        # Not normalised: what is asked for is the value alone.
        found = RdflibLiteral(text, datatype=RDFLIB_XSD[name], normalize=False)
    except (AttributeError, KeyError):
        return literal.value
    return None if found.ill_typed else found.value


def compare(one: Literal, other: Literal) -> int | None:
    """-1, 0 or 1 as the first is less, equal or greater; None where the two can't be compared.

    Numbers compare with numbers whatever their types, dates with moments (a date begins at its midnight), a
    moment without a time zone only with another such.

    >>> compare(Literal("01", XSD + "integer"), Literal("1.0", XSD + "decimal"))
    0
    >>> compare(Literal("9", "number"), Literal("10", "number")), compare(Literal("9"), Literal("10", "number"))
    (-1, None)
    """
    first, second = _comparable(value_of(one)), _comparable(value_of(other))
    if first is None or second is None or isinstance(first, str) != isinstance(second, str):
        return None
    try:
        if first == second:
            return 0
        return -1 if first < second else 1 if first > second else None
    except TypeError:
        return None


def _comparable(value: Any) -> Any:
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, float):
        return value if value == value else None
    return value if isinstance(value, int | Decimal | str | datetime.datetime | datetime.time | datetime.timedelta) else None
