"""Whether two answers say the same in other words."""

from __future__ import annotations

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.language.nations import same_nation
from kgqa.reader.language.quantities import Quantity, date, number
from kgqa.types import Answer

ROUNDED = 0.01
"""Numbers that differ by less than this share of the larger are one number, rounded by one of the sources."""


def agree(one: Answer, other: Answer) -> bool:
    """Whether a value of the one can be what a value of the other means, by any name of an entity.

    A text within the other is the same, said more fully; a year agrees with each of its days.
    """
    return any(_same(a, b) for a in _names(one) for b in _names(other))


def _names(answer: Answer) -> list[str]:
    named = [name for entity in answer.entities for name in (entity.label, *entity.aliases)]
    values = answer.values or (answer.text,)
    return list(dict.fromkeys((*values, *named))) if answer.kind != "number" else list(values)


def _same(one: str, other: str) -> bool:
    # More than four digits are no year.
    days = (None, None) if one.isdigit() and len(one) > 4 else (date(one), date(other))
    if days[0] is not None and days[1] is not None:
        return _meet(days[0], days[1])
    numbers = number(one), number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return _close(numbers[0], numbers[1])
    short, long = sorted((normalize_answer(one), normalize_answer(other)), key=len)
    if not short:
        return not long
    return f" {short} " in f" {long} " or same_nation(one, other) is not False


def _meet(one: Quantity, other: Quantity) -> bool:
    return one.low <= other.high and other.low <= one.high


def _close(one: Quantity, other: Quantity) -> bool:
    # A bare number beside one with a unit is read as of that unit.
    if one.unit and other.unit and one.unit != other.unit:
        return False
    return abs(one.low - other.low) <= ROUNDED * max(abs(one.low), abs(other.low))
