"""Literals as values: numbers and dates that compare by what they mean, not by how they are written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kgqa.types import Literal

XSD = "http://www.w3.org/2001/XMLSchema#"

_SHORT = {"number": "number", "date": "own date", "string": "string"}
_WHOLE = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:Z|[-+]\d\d:\d\d)?")

_ZONES = datetime.timedelta(hours=14)
"""How far the farthest time zone is from Greenwich."""


def value_of(literal: Literal) -> Any:
    """A literal's value in Python: int, Decimal, float, bool, date, datetime, time, timedelta or str.

    By the datatypes of XML Schema, and kgqa's own "number", "date" (a moment, too) and "string". A year or a month is
    its first day. None where the text does not fit the datatype, or Python has no such value (years beyond 9999,
    months as a duration). A datatype that is not known leaves the text.

    >>> value_of(Literal("01", XSD + "integer")), value_of(Literal("1995-12-15", XSD + "date")), value_of(Literal("x"))
    (1, datetime.date(1995, 12, 15), 'x')
    """
    name = _SHORT.get(literal.datatype, literal.datatype.removeprefix(XSD))
    read = _READERS.get(name)
    if literal.lang or read is None:
        return literal.value
    try:
        return read(literal.value.strip())
    except (ValueError, KeyError, ArithmeticError):
        return None


def _whole(text: str) -> int:
    if not re.fullmatch(r"[-+]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", text):
        raise ValueError(text)
    return Decimal(text)


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"[-+]?[0-9.,]+(?:[eE][-+]?[0-9]+)?", text):
        raise ValueError(text)
    return Decimal(text.replace(",", ""))


def _double(text: str) -> float:
    return float(text.replace("INF", "inf"))


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _date(text: str) -> datetime.date:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    return datetime.date(*(int(part or 1) for part in found.groups()))


def _moment(text: str) -> datetime.datetime:
    if "T" not in text:
        raise ValueError(text)
    return datetime.datetime.fromisoformat(text)


def _own_date(text: str) -> datetime.date:
    return _moment(text) if "T" in text else _date(text)


def _duration(text: str) -> datetime.timedelta:
    from rdflib.xsd_datetime import parse_xsd_duration

    found = parse_xsd_duration(text)
    if not isinstance(found, datetime.timedelta):
        raise ValueError(text)
    return found


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_WHOLE, _whole),
    "decimal": _decimal,
    "number": _number,
    "double": _double,
    "float": _double,
    "boolean": _boolean,
    **dict.fromkeys(("date", "gYear", "gYearMonth"), _date),
    "own date": _own_date,
    "dateTime": _moment,
    "time": datetime.time.fromisoformat,
    **dict.fromkeys(("duration", "dayTimeDuration"), _duration),
}


def compare(one: Literal, other: Literal) -> int | None:
    """-1, 0 or 1 as the first is less, equal or greater; None where the two can't be compared.

    Numbers compare with numbers whatever their types, dates with moments (a date begins at its midnight). Of two
    moments of which one has a time zone the other may be of any: they compare where more than 14 hours lie between
    them (XML Schema 2, 3.2.7.4).

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
        return _by_zones(first, second)


def _by_zones(first: Any, second: Any) -> int | None:
    """-1 or 1 for moments of which one has no time zone, where that can't change the order; else None."""
    if not isinstance(first, datetime.datetime) or not isinstance(second, datetime.datetime):
        return None
    first, second = (each if each.tzinfo else each.replace(tzinfo=datetime.UTC) for each in (first, second))
    try:
        apart = first - second
    except OverflowError:
        return None
    return None if abs(apart) <= _ZONES else -1 if apart < datetime.timedelta() else 1


def _comparable(value: Any) -> Any:
    if isinstance(value, bool) or value != value:
        return None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day)
    return value
