"""Dates and numbers of many nodes at once: what is plainly written is read as arrays, the rest one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal as Choice

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.reader.language.quantities import Quantity, date, number

Sort = Choice["date", "number"]

UNREAD = -1
"""The unit of what is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantities:
    """Many values: ``low``, ``high`` (n,) as those of a :class:`Quantity`, ``unit`` (n,) numbers of ``units``, or
    :data:`UNREAD` where there is no value."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    unit: NDArray[np.int64]
    units: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, place: int) -> Quantity:
        return Quantity(float(self.low[place]), float(self.high[place]), self.units[self.unit[place]])

    def take(self, places: NDArray[np.int64]) -> Quantities:
        """Those in some places."""
        return Quantities(self.low[places], self.high[places], self.unit[places], self.units)

    def per(self, size: float) -> Quantities:
        """The same in a unit that is ``size`` times as large."""
        return Quantities(self.low / size, self.high / size, self.unit, self.units)

    def own_units(self) -> set[str]:
        """The units that are met."""
        return {unit for at, unit in enumerate(self.units) if (self.unit == at).any()}


def parsed(text: str, sort: Sort) -> Quantity | None:
    """What the name of a node says as a date or as a number; None where it says none."""
    text = text.strip()
    if sort == "number":
        return number(text)
    return date(text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text)


def read_values(rows: NDArray[np.int64], sort: Sort, graph: Graph) -> Quantities:
    """The values of the nodes in ``rows`` (n,), by their names."""
    texts = graph.names(rows)
    low, high, unit = np.zeros(len(texts)), np.zeros(len(texts)), np.full(len(texts), UNREAD)
    units = {"" if sort == "number" else "day": 0}
    if sort == "number":
        plain = [at for at, text in enumerate(texts) if text.isdigit() and text.isascii()]
        low[plain] = high[plain] = [float(texts[at]) for at in plain]
        unit[plain] = 0
    else:
        _read_days(texts, low, high, unit)
    for at in np.flatnonzero(unit == UNREAD).tolist():
        value = parsed(texts[at], sort)
        if value is not None:
            low[at], high[at], unit[at] = value.low, value.high, units.setdefault(value.unit, len(units))
    return Quantities(low, high, unit, tuple(units))


def _read_days(
    texts: Sequence[str], low: NDArray[np.float64], high: NDArray[np.float64], unit: NDArray[np.int64]
) -> None:
    """Fills in what is written as ISO 8601 has days, and years of four digits."""
    years = [at for at, text in enumerate(texts) if len(text) == 4 and text.isdigit() and text.isascii()]
    if years:
        number = np.array([int(texts[at]) for at in years])
        low[years], high[years], unit[years] = _day(number, 1, 1), _day(number, 12, 31), 0
    days = np.array([at for at, text in enumerate(texts) if text[4:5] == "-" == text[7:8] and text[:10].isascii()], int)
    if not days.size:
        return
    signs = np.array([texts[at][:10] for at in days.tolist()], "U10").view(np.uint32).reshape(-1, 10).astype(int) - 48
    digits = signs[:, [0, 1, 2, 3, 5, 6, 8, 9]]
    year, month, day = (
        signs[:, begin:end] @ (10 ** np.arange(end - begin)[::-1]) for begin, end in ((0, 4), (5, 7), (8, 10))
    )
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    is_sound = ((digits >= 0) & (digits <= 9)).all(axis=1) & (month >= 1) & (month <= 12) & (day >= 1)
    lengths = _LENGTHS[np.clip(month, 0, 12)] + ((month == 2) & is_leap)
    kept = np.flatnonzero(is_sound & (day <= lengths))
    at = days[kept]
    low[at] = high[at] = _day(year[kept], month[kept], day[kept])
    unit[at] = 0


_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def _day(year: NDArray[np.int64], month: NDArray[np.int64] | int, day: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """Days as :func:`kgqa.reader.language.quantities.date` counts them."""
    early = np.asarray(month) <= 2
    year, month = year - early, month + 12 * early
    found: NDArray[np.int64] = (
        365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 1
    )
    return found
