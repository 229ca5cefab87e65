"""Dates and numbers as intervals: a value is compared only as far as it is written.

"1987" may be any day of that year, so it is neither before nor after "14 January 1987".
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.reader.language.money import BEFORE, of_money

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{1,6})"
_ERA = r"\s*(?P<era>b\.?\s?c\.?(?:\s?e\.?)?|a\.?d\.?|c\.?e\.?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}{_ERA}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}{_ERA}",
        rf"{_MONTH},?\s+{_YEAR}{_ERA}",
        rf"(?:a\.?d\.?\s*)?{_YEAR}{_ERA}",
    )
)
_NAMED = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
DATES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_NAMED},? \d{{3,4}}|\b{_NAMED} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{3,4}}"
    rf"|\b{_NAMED},? \d{{3,4}}|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{4}}\b",
    re.IGNORECASE,
)
"""Dates in a running text, from the day to the year."""
_ISO = re.compile(r"(?P<year>[-+]?\d{4,6})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?:T.*|Z|[-+]\d{2}:\d{2})?")
_SIGNED = re.compile(r"[-+]\d{4,6}")
_SPAN = re.compile(r"(?:the\s+)?(\d{3,4})s|(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\s+century", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?:(?P<sign>[-+\u2212]?)(?P<money>{BEFORE}))?\s*"
    r"(?P<digits>[-+\u2212]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?)"
    r"\s*(?P<scale>thousand|million|billion|trillion)?\s*(?P<unit>(?:[a-z°%$€£¥₹₩₽][a-z°%/. $€£¥₹₩₽]*[²³23]?)?)",
    re.IGNORECASE,
)
_SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_UNITS: dict[str, tuple[str, float]] = {}
for _names, _base, _factor in (
    ("m metre metres meter meters", "m", 1.0),
    ("km kilometre kilometres kilometer kilometers", "m", 1e3),
    ("cm centimetre centimetres centimeter centimeters", "m", 0.01),
    ("mm millimetre millimetres millimeter millimeters", "m", 1e-3),
    ("mi mile miles", "m", 1609.344),
    ("ft foot feet", "m", 0.3048),
    ("in inch inches", "m", 0.0254),
    ("yd yard yards", "m", 0.9144),
    ("g gram grams", "kg", 1e-3),
    ("kg kilogram kilograms", "kg", 1.0),
    ("t tonne tonnes", "kg", 1e3),
    ("lb lbs pound pounds", "kg", 0.45359237),
    ("s sec second seconds", "s", 1.0),
    ("min mins minute minutes", "s", 60.0),
    ("h hr hrs hour hours", "s", 3600.0),
    ("m² m2", "m2", 1.0),
    ("km² km2", "m2", 1e6),
    ("ha hectare hectares", "m2", 1e4),
):
    _UNITS.update(dict.fromkeys(_names.split(), (_base, _factor)))
    _UNITS.update(dict.fromkeys((f"square {name}" for name in _names.split()), (f"{_base}2", _factor**2)))
_UNITS.update(dict.fromkeys(("sq km", "km^2", "sq. km"), ("m2", 1e6)))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value known to lie in ``low..high``: days (a date; astronomical years, so 1 BC is year 0) or a number in
    ``unit``. Values of two units cannot be compared."""

    low: float
    high: float
    unit: str = ""

    def before(self, other: Quantity) -> bool | None:
        """Whether this is the earlier or smaller one; None where equal, overlapping or of another unit.

        >>> date("1987").before(date("8 March 1988")), date("1987").before(date("14 January 1987"))
        (True, None)
        """
        if self.unit != other.unit:
            return None
        if self.high < other.low:
            return True
        return False if other.high < self.low else None

    def since(self, begin: Quantity) -> Quantity:
        """How long it is from ``begin`` to this."""
        return Quantity(self.low - begin.high, self.high - begin.low, self.unit)


def hull(values: Sequence[Quantity]) -> Quantity | None:
    """The interval that holds all of them: what is known where sources differ. None for none, or two units."""
    if len({value.unit for value in values}) != 1:
        return None
    return Quantity(min(v.low for v in values), max(v.high for v in values), values[0].unit)


def date(text: str) -> Quantity | None:
    """The days that a written date may mean, as an interval; None where the whole text is no date.

    >>> date("March 8, 1975") == date("1975-03-08") == date("8th March 1975"), date("on Monday")
    (True, None)
    """
    text = " ".join(text.split())
    if span := _SPAN.fullmatch(text):
        first = int(span[1]) if span[1] else 100 * int(span[2]) - 99
        # "The 1900s" are ten years to some and a hundred to others.
        last = first + (9 if span[1] and first % 100 else 99)
        return Quantity(_day(first, 1, 1), _day(last, 12, 31), "day")
    if _SIGNED.fullmatch(text):
        return _interval(int(text), 0, 0)
    for form in (_ISO, *_FORMS):
        if found := form.fullmatch(text):
            parts = found.groupdict()
            year, month, day = int(parts["year"]), parts.get("month") or "0", int(parts.get("day") or 0)
            number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
            era = re.sub(r"\W", "", parts.get("era") or "").lower()
            return _interval(1 - year if era.startswith("b") else year, number, day)
    return None


def number(text: str) -> Quantity | None:
    """A number with its unit, in the base unit where that is known; None where the whole text is none.

    >>> number("1.2 million") == number("1,200,000"), number("2 km") == number("2,000 m"), number("12 o'clock")
    (True, True, None)
    >>> number("$60M") == number("60 million US dollars"), number("5 M").unit, number("£7m").unit
    (True, 'm', '£')
    """
    read = _read(text)
    if read is None:
        return None
    value, _, unit, factor = read
    return Quantity(value * factor, value * factor, unit)


def written_unit(text: str) -> tuple[str, float] | None:
    """The unit that a number is written in, and how many of the base unit one is; None where the text is no number.

    >>> written_unit("2 mm"), written_unit("$60M"), written_unit("7")
    (('mm', 0.001), ('$', 1.0), ('', 1.0))
    """
    read = _read(text)
    return None if read is None else (read[1], read[3])


def _read(text: str) -> tuple[float, str, str, float] | None:
    """The value as it is written, its unit as written, the base unit, and how many of that one is."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    value = float(re.sub(r"[,\u00a0\u202f ]", "", found["digits"]).replace("\u2212", "-"))
    value *= _SCALES[(found["scale"] or "").lower()] * (-1.0 if found["sign"] in ("-", "\u2212") else 1.0)
    written = " ".join((found["unit"] or "").split())
    money = of_money(found["money"] or "", written.lower())
    if money is not None:
        return value * money[1], money[0], money[0], 1.0
    unit, factor = _UNITS.get(written.lower().rstrip("."), (written.lower(), 1.0))
    return value, written, unit, factor


_MEASURED = re.compile(
    r"(?<![\w.,])[-+\u2212]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?:\.\d+)?[\s-]?"
    rf"(?P<unit>{'|'.join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))})(?![\w²³])",
    re.IGNORECASE,
)


def measured(text: str, start: int, end: int, base: str) -> tuple[int, int] | None:
    """Where ``text[start:end]`` first gives a number in a unit of which ``base`` is the base; None where it does not.

    >>> text = "a 44-story, 733 foot (223 m) tower on 2 ha"
    >>> text[slice(*measured(text, 0, len(text), "m"))], text[slice(*measured(text, 0, len(text), "m2"))]
    ('733 foot', '2 ha')
    """
    for found in _MEASURED.finditer(text, start, end):
        known = unit(found["unit"])
        if known is not None and known[0] == base:
            return found.span()
    return None


def unit(text: str) -> tuple[str, float] | None:
    """The base unit of a unit and how many of it one is; None where it is not known.

    >>> unit("km²"), unit("people")
    (('m2', 1000000.0), None)
    """
    return _UNITS.get(" ".join(text.lower().split()).rstrip("."))


def iso(day: float) -> str:
    """A day (:class:`Quantity`) as ISO 8601 has it; "" for years that Python does not know.

    >>> iso(date("5 May 2001").low)
    '2001-05-05'
    """
    try:
        return datetime.date.fromordinal(int(day) + _ORDINAL).isoformat()
    except (ValueError, OverflowError):
        return ""


def _interval(year: int, month: int, day: int) -> Quantity | None:
    if month > 12 or day > (_length(year, month) if month else 0):
        return None
    low = _day(year, month or 1, day or 1)
    last = month or 12
    return Quantity(low, _day(year, last, day or _length(year, last)), "day")


def _length(year: int, month: int) -> int:
    return calendar.monthrange(2000 + year % 400, month)[1]  # the calendar repeats itself; ``calendar`` ends at 9999


def _day(year: int, month: int, day: int) -> int:
    """Days of the proleptic Gregorian calendar, counted from 1 March of year 0; ``datetime`` knows no year 0."""
    if month <= 2:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 1


_ORDINAL = datetime.date(2000, 1, 1).toordinal() - _day(2000, 1, 1)
