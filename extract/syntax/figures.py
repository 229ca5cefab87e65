"""Cells that are times, measures and ranges in no form that is read, and no names for all that."""

from __future__ import annotations

import re

from kgqa.extract.syntax.dates import MONTH
from kgqa.extract.syntax.values import CODES, unit_name

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_NUMBER = r"[-+\u2212~<>≈±]?\d[\d.,'’ \u00a0\u202f\u2009]*"
_MEASURE = re.compile(rf"{_NUMBER}(?:[–—-]\s?{_NUMBER})?(?P<unit>\S+)")
_CLOCK = r"\d{1,2}(?:[:.]\d\d){0,2}(?:\s?[APap]\.?[Mm]\.?)?"
_CLOCKS = re.compile(rf"(?=.*[:.Mm]){_CLOCK}(?:\s?(?:[–—-]|to)\s?{_CLOCK})?(?:\s[A-Z]{{2,4}})?")
_CALENDAR = re.compile(rf"(?=.*\d)(?:\d{{1,4}}(?:st|nd|rd|th)?|{MONTH}|to|and|[–—,/.-]|\s)+")


def is_figure(words: str) -> bool:
    """Whether a cell begins with a digit and is a measure, a clock time, a range or days of a calendar.

    What has a capital behind its number may be a name: "12 Oaks", and "3M", too.

    >>> [is_figure(cell) for cell in ("350 kcal", "5–7 days", "8:30 am", "4 out of 5", "3–5 May", "10–20 GB")]
    [True, True, True, True, True, True]
    >>> [is_figure(cell) for cell in ("12 Oaks", "3M", "9 to 5", "20th Century Fox", "7-Eleven", "1st ward")]
    [False, False, False, False, False, False]
    """
    if not re.match(r"[-+\u2212~<>≈±]?\d", words) or _ORDINAL.match(words):
        return _CALENDAR.fullmatch(words) is not None
    letters = [sign for sign in words if sign.isalpha()]
    if re.fullmatch(r"\d+ to \d+", words):
        return False
    if all(map(str.islower, letters)) or _CLOCKS.fullmatch(words) or _CALENDAR.fullmatch(words):
        return True
    measure = _MEASURE.fullmatch(words)
    return measure is not None and (measure["unit"] in CODES or bool(unit_name(measure["unit"])))
