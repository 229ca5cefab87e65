"""Dates, quantities and numbers of a text, with their normal forms."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_LEFT, _RIGHT = r"(?<![\w.,/$£€¥#-])", r"(?![\w/]|[.,]\d|-\d)"
_DATE = re.compile(
    rf"{_LEFT}(?:"
    r"(?P<iso>\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\w-])"
    rf"|(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH}),?\s+(?P<y1>\d{{4}}){_RIGHT}"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY}),?\s+(?P<y2>\d{{4}}){_RIGHT}"
    rf"|(?P<m3>{_MONTH}),?\s+(?P<y3>\d{{4}}){_RIGHT}"
    r"|(?:(?:the\s+)(?:(?:early|mid|late)[\s-]+)?)?(?P<decade>1\d\d0|20\d0)s\b"
    r"|(?P<bc>\d{1,4})\s?(?:BCE?|B\.C\.)(?!\w)"
    r"|(?P<ad>\d{1,4})\s?(?:AD|CE|A\.D\.)(?!\w)"
    r"|(?:AD|A\.D\.)\s?(?P<ad2>\d{1,4})\b"
    r"|(?P<from>1\d{3}|20\d\d)(?:[–—-](?P<to>\d{4}|\d\d)(?![\w-])|/(?P<to2>\d\d)(?![\w/]))"
    rf"|(?P<year>1\d{{3}}|20\d\d)(?:(?=[–—-]\s)|(?=[–—]\w)|{_RIGHT})"
    r")"
)
_AFTER_DASH = re.compile(rf"(?<=\d[–—])(?P<year>1\d{{3}}|20\d\d){_RIGHT}")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<money>(?:US|A|C|AU|CA|NZ)?\$|£|€|¥)?(?:(?<=[$£€¥])\s?|(?<![\w.,/#:-]))(?P<sign>[-\u2212])?(?P<digits>{_DIGITS})"
    r"(?![\d:/]|[.,]\d|-\w)(?:\s?(?P<scale>thousand|million|billion|trillion)\b)?"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONEY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_NAMES = (
    "kilometre km kilometres kilometer kilometers", "metre m metres meter meters",
    "millimetre mm millimetres millimeters", "centimetre cm centimetres centimeter centimeters", "mile mi miles",
    "foot ft feet", "inch inches", "yard yd yards", "hectare ha hectares", "acre acres", "kilogram kg kilograms",
    "gram g grams", "milligram mg milligrams", "tonne tonnes", "ton tons", "pound lb lbs pounds",
    "litre litres liter liters", "second s seconds", "minute min mins minutes", "hour h hours hr hrs", "day days",
    "week weeks", "month months", "year years", "percent %", "dollar dollars", "euro euros", "yen",
    "degree ° degrees", "degree_Celsius °C", "degree_Fahrenheit °F", "kelvin K", "hertz Hz", "kilohertz kHz",
    "megahertz MHz", "gigahertz GHz", "watt W watts", "kilowatt kW", "megawatt MW", "gigawatt GW", "volt V volts",
    "ampere A", "byte bytes", "kilobyte kB KB", "megabyte MB", "gigabyte GB", "terabyte TB", "bit bits", "people",
    "inhabitant inhabitants", "person persons", "resident residents", "square_kilometre km2 km²",
    "square_metre m2 m²", "cubic_metre m3 m³",
)  # fmt: skip
_UNITS = {form: names.split()[0].replace("_", " ") for names in _NAMES for form in names.split() if "_" not in form}
_PLAIN = "|".join(re.escape(form) for form in sorted(_UNITS, key=lambda form: (-len(form), form)))
_UNIT = re.compile(
    rf"[\s-]?(?:(?P<percent>per\s?cent)\b|(?:(?P<power>square|cubic|sq\.?)\s+)?(?P<unit>{_PLAIN})(?![\w²³])"
    r"|(?P<inch>in)(?=\s*(?:[.,;:)]|$|(?:long|wide|high|tall|deep)\b)))"
    r"(?:(?:/|\s+per\s+)(?P<per>(?:(?:square|cubic)\s+)?[a-z]+[²³23]?)(?!\w))?"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b")


def find_values(doc: Doc) -> tuple[Value, ...]:
    """The dates and quantities of ``doc``, in order, no two of them overlapping.

    A date's value is ISO 8601 as far as it is written ("1994-05-12", "1994-05", "1994"; years before Christ by
    astronomers' count, "-0043"), a decade's its first year with an "s" and no datatype ("1990s"). A range is two
    dates. A number's value has no separators and its scale multiplied in ("4500000"); its unit is one of
    measure in full and singular, a currency, or the noun counted. A number that is part of a name ("Unit 12") or
    that only numbers something is none, nor are ordinals.
    """
    text = doc.text
    found = _dates(text)
    taken = [value.span for value in found]
    at = {token.idx: token.i for token in doc}
    kept: list[Value] = []
    for value in found:
        if len(value.value) == 4 and _counts(doc, at, value.span):
            taken.remove(value.span)
        else:
            kept.append(value)
    for match in _NUMBER.finditer(text):
        is_taken = any(span.start < match.end() and match.start() < span.end for span in taken)
        if not is_taken and (number := _number(doc, text, at, match)):
            kept.append(number)
    kept.sort(key=lambda value: value.span)
    result: list[Value] = []
    for value in kept:
        if not result or result[-1].span.end <= value.span.start:
            result.append(value)
    return tuple(result)


def whole_value(text: str, start: int = 0) -> Value | None:
    """The value that all of ``text`` is, but for blanks, a note in brackets behind it, and "c." or "~" before it.

    Its span counts from ``start``. None where it is none. Reads no parse: for cells of tables.

    >>> whole_value("4,500 m"), whole_value("Oslo")
    (Value(span=Span(start=0, end=7), value='4500', datatype='number', unit='metre'), None)
    >>> [whole_value(cell).value for cell in ("04.03.2021", "2021/03/04", "15 EUR")]
    ['2021-03-04', '2021-03-04', '15']
    """
    lead = _LEAD.match(text)
    first = lead.end() if lead else 0
    last = len(_TRAIL.sub("", text))
    inner = text[first:last]
    span = Span(start + first, start + last)
    if day := _WRITTEN_DAY.fullmatch(inner):
        year, month, date = (int(day[name] or day[f"{name}2"]) for name in ("year", "month", "day"))
        return Value(span, f"{year:04}-{month:02}-{date:02}", "date") if _is_day(year, month, date) else None
    priced = _PRICED.fullmatch(inner)
    code = priced and (priced["before"] or priced["behind"])
    if priced and code and (price := _NUMBER.fullmatch(priced["number"])):
        return Value(span, _written(price), "number", _CODES[code])
    dates = _dates(inner)
    if len(dates) == 1 and dates[0].span == (0, len(inner)):
        return replace(dates[0], span=span)
    match = _NUMBER.fullmatch(inner)
    unit = None
    if match is None and (match := _NUMBER.match(inner)) and not match["money"]:
        unit = _UNIT.fullmatch(inner, match.end())
        match = match if unit else None
    if match is None or not inner:
        return None
    name = _unit(unit) if unit else _MONEY[match["money"][-1]] if match["money"] else ""
    return Value(span, _written(match), "number", name)


_WRITTEN_DAY = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<year2>\d{4})/(?P<month2>\d{1,2})/(?P<day2>\d{1,2})"
)
"""Days as tables write them, where it is plain which number is the month: "04/03/2021" is the fourth or the third."""
_CODES = {"EUR": "euro", "USD": "dollar", "GBP": "pound", "JPY": "yen", "€": "euro", "$": "dollar", "£": "pound"}
_PRICED = re.compile(
    r"(?:(?P<before>EUR|USD|GBP|JPY)\s*(?=\d))?(?P<number>[^A-Z€$£]*?\d)(?:\s*(?P<behind>EUR|USD|GBP|JPY|[€$£]))?"
)
_LEAD = re.compile(r"\s*(?:(?:c\.|ca\.|circa|about|approx\.?|~|≈)\s*)?", re.IGNORECASE)
_TRAIL = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\))?\s*$")


def unit_name(text: str) -> str:
    """A unit's name in full and singular, "" where ``text`` is none ("km" is "kilometre")."""
    unit = _UNIT.fullmatch(f" {text}")
    return (
        _unit(unit) if unit else {"in": "inch", "$": "dollar", "US$": "dollar", "£": "pound", "€": "euro"}.get(text, "")
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _dates(text: str) -> list[Value]:
    found: list[Value] = []
    for match in _DATE.finditer(text):
        part = match.groupdict()
        span = Span(*match.span())
        if part["iso"]:
            found.append(Value(span, part["iso"], "date"))
        elif part["decade"]:
            found.append(Value(span, f"{part['decade']}s", ""))
        elif part["bc"]:
            found.append(Value(span, f"-{int(part['bc']) - 1:04}" if int(part["bc"]) > 1 else "0000", "date"))
        elif year := part["ad"] or part["ad2"]:
            found.append(Value(span, f"{int(year):04}", "date"))
        elif begin := part["from"]:
            name = "to" if part["to"] else "to2"
            end = part[name]
            end = begin[:2] + end if len(end) == 2 else end
            found.append(Value(Span(*match.span("from")), begin, "date"))
            if int(begin) < int(end) < 2100:
                found.append(Value(Span(*match.span(name)), end, "date"))
        elif part["year"]:
            found.append(Value(span, part["year"], "date"))
        else:
            day, month, year = next(
                (part.get(f"d{n}"), part[f"m{n}"], part[f"y{n}"]) for n in (1, 2, 3) if part[f"y{n}"]
            )
            number = _MONTHS[month.rstrip(".").lower()]
            date = f"{year}-{number:02}"
            found.append(Value(span, f"{date}-{int(re.sub(r'[a-z]+', '', day)):02}" if day else date, "date"))
    held = {value.span for value in found}
    for match in _AFTER_DASH.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in held):
            found.append(Value(Span(*match.span()), match["year"], "date"))
    return found


def _counts(doc: Doc, at: dict[int, int], span: Span) -> bool:
    """Whether four digits count something ("1200 people") or number it, and are no year."""
    token = at.get(span.start)
    if token is None:
        return False
    after = doc[token + 1] if token + 1 < len(doc) else None
    if after is not None and after.idx == span.end + 1 and (after.tag_ == "NNS" or after.text in _UNITS):
        return True
    return token > 0 and doc[token - 1].text in ("No.", "no.", "#", "about", "over", "nearly", "than")


def _number(doc: Doc, text: str, at: dict[int, int], match: re.Match[str]) -> Value | None:
    if _ORDINAL.match(text, match.end()):
        return None
    start, end = match.span()
    written = _written(match)
    if match["money"]:
        return Value(Span(start, end), written, "number", _MONEY[match["money"][-1]])
    if unit := _UNIT.match(text, end):
        return Value(Span(start, unit.end()), written, "number", _unit(unit))
    token = at.get(start)
    if token is not None and token > 0 and doc[token - 1].pos_ == "PROPN" and doc[token - 1].idx < start:
        return None
    last = at.get(end) if end in at else at.get(end + 1)
    if last is not None and doc[last].tag_ == "NNS" and doc[last].is_lower:
        return Value(Span(start, doc[last].idx + len(doc[last])), written, "number", doc[last].lemma_.lower())
    return Value(Span(start, end), written, "number")


def _written(match: re.Match[str]) -> str:
    """The digits of a match of ``_NUMBER`` without separators, times its scale."""
    number = Decimal(match["digits"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    written = format(number.normalize() if number else Decimal(0), "f")
    return f"-{written}" if match["sign"] and number else written


def _unit(unit: re.Match[str]) -> str:
    """The name of a match of ``_UNIT``."""
    if unit["percent"]:
        name = "percent"
    elif unit["inch"]:
        name = "inch"
    else:
        name = _UNITS[unit["unit"]]
        if unit["power"]:
            name = f"{'square' if unit['power'].startswith('sq') else 'cubic'} {name}"
    if per := unit["per"]:
        *power, base = per.split()
        name = " ".join((name, "per", *power, _UNITS.get(base, base)))
    return name
