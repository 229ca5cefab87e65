"""Dates of a text, with their normal forms."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_BC, _AD = r"(?:BCE?|B\.C\.(?:E\.)?)", r"(?:AD|CE|A\.D\.|C\.E\.)"
_LEFT, _RIGHT = r"(?<![\w.,/$£€¥#-])", r"(?![\w/]|[.,]\d|-\d)"
_DATE = re.compile(
    rf"{_LEFT}(?:"
    r"(?P<iso>\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\w-])"
    rf"|(?P<d1>{_DAY})(?:\s+(?:of\s+)?|-)(?P<m1>{MONTH})(?:,?\s+|-)(?P<y1>\d{{4}}){_RIGHT}"
    rf"|(?P<m2>{MONTH})\s+(?P<d2>{_DAY}),?\s+(?P<y2>\d{{4}}){_RIGHT}"
    rf"|(?P<m3>{MONTH}),?\s+(?P<y3>\d{{4}}){_RIGHT}"
    r"|(?:(?:the\s+)(?:(?:early|mid|late)[\s-]+)?)?(?P<decade>1\d\d0|20\d0)s\b"
    rf"|(?:(?P<bc1>\d{{1,4}})\s?[–—-]\s?)?(?P<bc>\d{{1,4}})\s?{_BC}(?!\w)"
    rf"|(?P<ad>\d{{1,4}})\s?{_AD}(?!\w)"
    r"|(?:AD|A\.D\.)\s?(?P<ad2>\d{1,4})\b"
    r"|(?P<from>1\d{3}|20\d\d)(?:[–—-](?P<to>\d{4}|\d\d)(?![\w-])|/(?P<to2>\d\d)(?![\w/]))"
    rf"|(?P<year>1\d{{3}}|20\d\d)(?:(?=[–—-]\s)|(?=[–—]\w)|{_RIGHT})"
    r")"
)
_AFTER_DASH = re.compile(rf"(?<=\d[–—])(?P<year>1\d{{3}}|20\d\d){_RIGHT}")
ERA = re.compile(
    rf"(?:\d\s?|(?:century|centuries|millennium)\s)(?P<behind>{_BC}|{_AD})(?!\w)|(?<!\w)(?P<before>AD)\s?\d"
)
"""What counts years from, which is no name: of "Trail, BC" it is one."""
LONGEST_TERM = 50
"""Years from a year to one that is written without its century."""


def dates_in(text: str) -> list[Value]:
    """The dates of ``text`` as :func:`.values.find_values` has them, in order, no two of them overlapping.

    A day that there is none of has the value "": it is no number either. "2003-04" is two years, "2003-02" a month.
    """
    found: list[Value] = []
    for match in _DATE.finditer(text):
        part = match.groupdict()
        span = Span(*match.span())
        if part["iso"]:
            found += _iso(span, part["iso"])
        elif part["decade"]:
            found.append(Value(span, f"{part['decade']}s", ""))
        elif part["bc"]:
            if part["bc1"] and int(part["bc1"]) > int(part["bc"]):
                found.append(Value(Span(*match.span("bc1")), _before_christ(part["bc1"]), "date"))
                span = Span(match.start("bc"), span.end)
            found.append(Value(span, _before_christ(part["bc"]), "date"))
        elif year := part["ad"] or part["ad2"]:
            found.append(Value(span, f"{int(year):04}", "date"))
        elif begin := part["from"]:
            name = "to" if part["to"] else "to2"
            end = full_year(begin, part[name])
            found.append(Value(Span(*match.span("from")), begin, "date"))
            # "1998/02" is a month; "1999/00" is a season.
            is_end = name == "to" or end[:2] == begin[:2] or (end and int(end) == int(begin) + 1)
            if end and is_end and int(begin) < int(end) < 2100:
                found.append(Value(Span(*match.span(name)), end, "date"))
        elif part["year"]:
            found.append(Value(span, part["year"], "date"))
        else:
            day, month, year = next(
                (part.get(f"d{n}"), part[f"m{n}"], part[f"y{n}"]) for n in (1, 2, 3) if part[f"y{n}"]
            )
            date = f"{year}-{_MONTHS[month.rstrip('.').lower()]:02}"
            found.append(_day(span, f"{date}-{int(re.sub(r'[a-z]+', '', day)):02}" if day else date))
    held = [value.span for value in found]
    ranged = [
        Value(Span(*match.span()), match["year"], "date")
        for match in _AFTER_DASH.finditer(text)
        if not overlaps(held, *match.span())
    ]
    return sorted((*found, *ranged), key=lambda value: value.span) if ranged else found


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``start``..``end`` touches one of ``spans``, which are in order and apart."""
    before = bisect_left(spans, (end,)) - 1
    return before >= 0 and spans[before].end > start


def full_year(begin: str, end: str) -> str:
    """The year that a term from ``begin`` ends in, with the century that it is written without; "" where none fits.

    >>> full_year("1990", "94"), full_year("1999", "00"), full_year("1998", "2002"), full_year("1990", "85")
    ('1994', '2000', '2002', '')
    """
    if len(end) == 4:
        return end
    year = int(begin[: 4 - len(end)] + end)
    year += 0 if year > int(begin) else 10 ** len(end)
    return str(year) if year - int(begin) <= LONGEST_TERM else ""


def is_day(year: int, month: int, date: int) -> bool:
    """Whether the calendar has a day: no 31 February."""
    try:
        datetime.date(year, month, date)
    except ValueError:
        return False
    return True


def _iso(span: Span, written: str) -> list[Value]:
    """A day, a month, or a term of years: of "2003-04" the second is a year that follows."""
    year, *rest = written.split("-")
    if len(rest) == 1 and int(rest[0]) > int(year[2:]):
        start = Value(Span(span.start, span.start + 4), year, "date")
        return [start, Value(Span(span.end - 2, span.end), full_year(year, rest[0]), "date")]
    return [_day(span, written)]


def _day(span: Span, written: str) -> Value:
    parts = [int(part) for part in written.split("-")]
    return Value(span, written, "date") if len(parts) < 3 or is_day(*parts) else Value(span, "", "")


def _before_christ(year: str) -> str:
    return f"-{int(year) - 1:04}" if int(year) > 1 else "0000"
