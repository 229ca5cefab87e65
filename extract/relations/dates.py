"""Dates and numbers as English texts write them, with the value they stand for."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS = (
    (re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])"), "ymd"),
    (re.compile(rf"\b({_MONTH})\.? (?:the )?{_DAY},? (?:of )?(\d{{4}})\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b{_DAY} (?:of )?({_MONTH})\.?,? (?:of )?(\d{{4}})\b", re.IGNORECASE), "dmy"),
    (re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?![\d/])"), "numbers"),
    (re.compile(rf"\b({_MONTH})\.?,? (\d{{4}})\b", re.IGNORECASE), "my"),
)
_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|(?<![\w.])-?\d+(?:\.\d+)?(?!\w)")


class DateAt(NamedTuple):
    """A date at half-open character offsets; ``month`` or ``day`` is 0 where the text does not say it."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The date as "1994-05-02", "1994-05" or "1994"."""
        return f"{self.year:04d}" + "".join(f"-{part:02d}" for part in (self.month, self.day) if part)

    @property
    def spoken(self) -> str:
        """The date as "02 May 1994"; the first day of what is not said, as Wikidata's labels have it."""
        return f"{self.day or 1:02d} {MONTHS[(self.month or 1) - 1]} {self.year}"


def dates_in(text: str) -> list[DateAt]:
    """Dates of a text with at least a month, in order, none inside another.

    >>> [date.iso for date in dates_in("From May 2nd, 1994 to 31.12.1996, and in June 2001")]
    ['1994-05-02', '1996-12-31', '2001-06']
    """
    found: list[DateAt] = []
    for pattern, order in _PATTERNS:
        for match in pattern.finditer(text):
            date = _date(match, order)
            if date is not None and all(date.end <= other.start or date.start >= other.end for other in found):
                found.append(date)
    return sorted(found)


def numbers_in(text: str) -> list[tuple[int, int, float]]:
    """Numbers of a text as (start, end, value), thousands parted by commas read as one.

    >>> numbers_in("27,400 of 62.5")
    [(0, 6, 27400.0), (10, 14, 62.5)]
    """
    return [(match.start(), match.end(), float(match[0].replace(",", ""))) for match in _NUMBER.finditer(text)]


def _date(match: re.Match[str], order: str) -> DateAt | None:
    parts = match.groups()
    if order == "ymd":
        year, month, day = map(int, parts)
    elif order == "mdy":
        year, month, day = int(parts[2]), _month(parts[0]), int(parts[1])
    elif order == "dmy":
        year, month, day = int(parts[2]), _month(parts[1]), int(parts[0])
    elif order == "my":
        year, month, day = int(parts[1]), _month(parts[0]), 0
    else:
        day, month, year = map(int, parts)
        if month > 12:
            day, month = month, day
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    return DateAt(match.start(), match.end(), year, month, day)


def _month(word: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(word[:3].lower()) + 1
