"""Fields of records, checked and left as they are: an offset into a text that was stripped would be wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kgqa.data.layouts import hint_first
from kgqa.data.records import HasId, unique
from kgqa.errors import InputError

Kind = TypeVar("Kind", str, int, "list[Any]", "dict[str, Any]")
Made = TypeVar("Made", bound=HasId)

_KINDS = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}
_HALVES = re.compile("[\ud800-\udfff]")


def field(where: str, record: Any, name: str, kind: type[Kind]) -> Kind:
    """``record[name]``, which has to be of this kind. Raises InputError where it is not."""
    value = record.get(name) if isinstance(record, Mapping) else None
    # To Python true is the number 1; to a data set it is not.
    if not isinstance(value, kind) or isinstance(value, bool):
        raise InputError(f"{where}: {_KINDS[kind]} is needed under {name!r}, found {value!r:.80}")
    if isinstance(value, str):
        text(where, name, value)
    return value


def text(where: str, name: str, value: Any) -> str:
    """A value as a text. Raises InputError where it is none, or holds half of a surrogate pair."""
    if not isinstance(value, str):
        raise InputError(f"{where}: a text is needed under {name!r}, found {value!r:.80}")
    if not value.isascii() and _HALVES.search(value):
        raise InputError(f"{where}: the text under {name!r} holds half of a surrogate pair: {value!a:.80}")
    return value


def texts(where: str, record: Any, name: str) -> tuple[str, ...]:
    """``record[name]``, a list of texts."""
    return tuple(text(where, name, value) for value in field(where, record, name, list))


def key(where: str, record: Any, name: str = "id") -> str:
    """``record[name]`` as an id: a text that is not empty, or a whole number."""
    value = record.get(name) if isinstance(record, Mapping) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not text(where, name, value):
        raise InputError(f"{where}: the text under {name!r} must not be empty")
    return str(value)


def number(where: str, record: Mapping[str, Any], name: str) -> float | None:
    """``record[name]``, a number that is neither infinite nor NaN; None where there is none or it is null."""
    value = record.get(name)
    return None if value is None else finite(where, name, value)


def finite(where: str, name: str, value: Any) -> float:
    """A value as a number that is neither infinite nor NaN."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    except OverflowError:  # JSON may hold a whole number beyond every float
        pass
    raise InputError(f"{where}: a finite number is needed under {name!r}, found {value!r:.80}")


def span(where: str, value: Any) -> tuple[int, int]:
    """A ``[start, end]`` of half-open offsets with something between them."""
    start, end = value if isinstance(value, list) and len(value) == 2 else (None, None)
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise InputError(f"{where}: a span is [start, end] with 0 <= start < end, not {value!r:.80}")
    return start, end


def made(path: Path, rows: Iterable[tuple[str, Any]], make: Callable[[str, Any], Made]) -> Iterator[Made]:
    """What ``make(place, record)`` makes of each row. Raises InputError where an id comes twice.

    Where the first row is bad, the error ends with what the file looks like.
    """
    seen: dict[str, str] = {}
    for place, value in hint_first(path, ((place, make(place, record)) for place, record in rows)):
        unique(value.id, place, seen)
        yield value
