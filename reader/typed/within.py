"""Whether a value is within a limit, and what a limit is in the unit of the values that it bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kgqa.reader.asked.limit import Limit
from kgqa.reader.language.money import currency
from kgqa.reader.language.quantities import Quantity, number
from kgqa.reader.typed.measured import Measured

ABOUT = 5
"""How many times smaller or larger than all values of an unknown unit a limit may be that is said in a unit."""


class LeftOpen(Exception):
    """What is asked is left open, for this reason; for the reason "" the question is an ordinary one."""


def within(
    low: NDArray[np.float64], high: NDArray[np.float64], limit: Limit, value: Quantity
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(n,) whether each value from ``low`` to ``high`` is within a limit, and (n,) whether it is not known closely
    enough to say."""
    inside, outside = {
        ">": (low > value.high, high <= value.high),
        "<": (high < value.low, low >= value.low),
        ">=": (low >= value.low, high < value.low),
        "<=": (high <= value.high, low > value.high),
    }[limit.sign]
    return inside, ~(inside | outside)


def is_within(held: Quantity, limit: Limit, value: Quantity) -> bool | None:
    """Whether one value is within a limit; None where it is not known closely enough."""
    inside, is_open = within(np.array([held.low]), np.array([held.high]), limit, value)
    return None if is_open[0] else bool(inside[0])


def in_unit(limit: Limit, measured: Measured) -> tuple[Quantity, float]:
    """What a limit compares with, in the unit of the measured values; a factor where that is a guess.
    Raises LeftOpen."""
    value, (name, size) = limit.value, measured.scale
    if limit.sort == "date":
        return value, 1.0
    units = measured.values.own_units()
    if len(units) > 1:
        raise LeftOpen(f"the values of {measured.label!r} are of unlike units")
    (held,) = units
    if held == value.unit or (held and not value.unit):
        if held and held in ("m", "kg", "s", "m2"):
            if held != value.unit:
                raise LeftOpen(f"{limit.said!r} has no unit, and the values of {measured.label!r} are in {held}")
            return value, 1.0
        return Quantity(value.low, value.high, held), 1.0
    if not value.unit and not held:
        return value, 1.0
    if value.unit and not held:
        if name and name != value.unit:
            raise LeftOpen(f"{measured.label!r} is in another unit than {limit.said!r}")
        if name:
            return Quantity(value.low / size, value.high / size), 1.0
        if currency(value.unit):
            return Quantity(value.low, value.high), 1.0  # bare prices are in the money that is asked for
        # Bare values are in the unit that is said where they are about as large: 112 beside "110 minutes", not
        # beside "2 hours".
        plain, held_values = _as_said(limit), np.abs(measured.values.low)
        if not held_values.min() / ABOUT <= abs(plain) <= held_values.max() * ABOUT:
            raise LeftOpen(f"the unit of {measured.label!r} is not known, to compare with {limit.said!r}")
        return Quantity(plain, plain), 0.9
    raise LeftOpen(f"{limit.said!r} and the values of {measured.label!r} are of unlike units")


def _as_said(limit: Limit) -> float:
    """The number of a limit as it is written, not in its base unit."""
    words = limit.said.split()
    for count in range(len(words), 0, -1):
        found = number(" ".join(words[:count]))
        if found is not None and found.unit not in ("m", "kg", "s", "m2"):
            return found.low
    return limit.value.low
