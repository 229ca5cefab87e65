"""Values of Neo4j's properties as literals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kgqa.kg.typed import XSD
from kgqa.types import Literal

_TIMES = {"Date": "date", "DateTime": "dateTime", "Time": "time", "Duration": "duration"}


def literals_of(value: Any) -> list[Literal]:
    """A property's value as literals: one, or one for each item of a list; none for what is no value (bytes).

    Whole numbers, floats, booleans, dates, times and durations get the datatypes of XML Schema; a point in space
    is its text.

    >>> literals_of(1995), literals_of(["a", True])  # doctest: +NORMALIZE_WHITESPACE
    ([Literal(value='1995', datatype='http://www.w3.org/2001/XMLSchema#integer', lang='')],
     [Literal(value='a', datatype='', lang=''),
      Literal(value='true', datatype='http://www.w3.org/2001/XMLSchema#boolean', lang='')])
    """
    if isinstance(value, list):
        return [literal for item in value for literal in literals_of(item)]
    if isinstance(value, str):
        return [Literal(value)]
    if isinstance(value, bool):
        return [Literal(str(value).lower(), XSD + "boolean")]
    if isinstance(value, int):
        return [Literal(str(value), XSD + "integer")]
    if isinstance(value, float):
        return [Literal(_double(value), XSD + "double")]
    if value is None or isinstance(value, bytes | bytearray):
        return []
    kind = _TIMES.get(type(value).__name__)
    if kind:
        return [Literal(value.iso_format(), XSD + kind)]
    return [Literal(str(value))]


def _double(value: float) -> str:
    return str(value).replace("inf", "INF").replace("nan", "NaN")


def property_of(literals: Sequence[Literal]) -> Any:
    """The value, or the list of values, that :func:`literals_of` reads as these; None where there is none.

    >>> property_of([Literal("b"), Literal("a")]), property_of([Literal("01", XSD + "integer")])
    (['b', 'a'], None)
    """
    if len({literal.datatype for literal in literals}) != 1:
        return None  # a list in Neo4j holds values of one type
    values = [_value(literal) for literal in literals]
    if any(value is None for value in values):
        return None
    return values[0] if len(values) == 1 else values


def _value(literal: Literal) -> Any:
    try:
        value = _READ.get(literal.datatype.removeprefix(XSD), _time)(literal)
    except (ValueError, TypeError, OverflowError):
        return None
    return value if literals_of(value) == [literal] else None


def _integer(literal: Literal) -> int | None:
    value = int(literal.value)
    return value if -(1 << 63) <= value < 1 << 63 else None


def _time(literal: Literal) -> Any:
    import neo4j.time

    names = {datatype: name for name, datatype in _TIMES.items()}
    kind = names.get(literal.datatype.removeprefix(XSD), "")
    return getattr(neo4j.time, kind).from_iso_format(literal.value) if kind else None


_READ: dict[str, Callable[[Literal], Any]] = {
    "": lambda literal: literal.value,
    "integer": _integer,
    "double": lambda literal: float(literal.value),
    "boolean": lambda literal: literal.value == "true",
}


def texts_of(value: Any) -> tuple[str, ...]:
    """A property's value as names: a text, or the texts of a list; other values as they are written."""
    return tuple(literal.value for literal in literals_of(value) if literal.value.strip())
