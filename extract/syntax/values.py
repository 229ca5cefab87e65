"""Dates, quantities and numbers of a text, with their normal forms."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value
from kgqa.extract.syntax.counting import AMOUNTS, COUNTED, amount_of, counts
from kgqa.extract.syntax.dates import dates_in, is_day, overlaps
from kgqa.extract.syntax.lexicon import MEASURES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BLANK = "[ \u00a0\u202f\u2009]"
_DIGITS = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)|\d{{4,}}|\d{{1,3}}(?!{_BLANK}\d{{3}}(?!\d)))"
    r"(?:\.\d+)?"
)
CODES = {
    "EUR": "euro", "USD": "dollar", "GBP": "pound", "JPY": "yen", "CHF": "Swiss franc", "SEK": "Swedish krona",
    "NOK": "Norwegian krone", "DKK": "Danish krone", "PLN": "zloty", "CZK": "Czech koruna", "INR": "Indian rupee",
    "CNY": "yuan", "€": "euro", "$": "dollar", "£": "pound",
}  # fmt: skip
"""Currencies by what stands behind, or before, a number."""
_CODE = "|".join(map(re.escape, CODES))
_NUMBER = re.compile(
    rf"(?P<money>(?:US|A|C|AU|CA|NZ)?\$|£|€|¥)?(?:(?<=[$£€¥])\s?|(?<![\w.,/#:-]))(?P<sign>[-\u2212])?(?P<digits>{_DIGITS})"
    r"(?![\d:/]|[.,]\d|-\w)(?:\s?(?P<scale>thousand|million|billion|trillion|bn|Bn)\b"
    r"|(?P<short>(?(money)(?:\s?[kKmM]|[bBtT]|\s?[mM]l?n|\s?[tT]n)|\s?(?:[kKmM]|ml?n)))(?![\w&'-])"
    rf"(?(money)|(?=\s(?:{'|'.join(sorted(COUNTED))}|{_CODE})(?!\w))))?"
)
_BIG = re.compile(r"\s?(?P<short>[kKmM])(?!\w)")
_BEHIND = re.compile(rf"\s?(?P<code>{_CODE})(?!\w)")
_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6, "billion": 10**9,
    "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "t": 10**12,
}  # fmt: skip
_MONEY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_NAMES = (
    "kilometre km kilometres kilometer kilometers", "metre m metres meter meters",
    "millimetre mm millimetres millimeters", "centimetre cm centimetres centimeter centimeters", "mile mi miles",
    "foot ft feet", "inch inches", "yard yd yards", "hectare ha hectares", "acre acres", "kilogram kg kilograms",
    "gram g grams", "milligram mg milligrams", "tonne tonnes", "ton tons", "pound lb lbs pounds",
    "litre l L litres liter liters", "millilitre ml mL millilitres milliliters", "kilocalorie kcal kilocalories",
    "kilowatt_hour kWh", "megawatt_hour MWh", "gigawatt_hour GWh", "second s seconds", "minute min mins minutes",
    "hour h hours hr hrs", "day days",
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
    at = {token.idx: token.i for token in doc}
    found = [value for value in dates_in(text) if not _is_count(doc, text, at, value)]
    taken = [value.span for value in found]
    kept = [value for value in found if value.value]
    for match in _NUMBER.finditer(text):
        if not overlaps(taken, *match.span()) and (number := _number(doc, text, at, match)):
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
    >>> [whole_value(cell).value for cell in ("04.03.2021", "2021/03/04", "15 EUR", "2021-05-04 10:30", "$5m")]
    ['2021-03-04', '2021-03-04', '15', '2021-05-04', '5000000']
    """
    lead = _LEAD.match(text)
    first = lead.end() if lead else 0
    last = len(_TRAIL.sub("", text))
    inner = text[first:last]
    span = Span(start + first, start + last)
    if day := _WRITTEN_DAY.fullmatch(inner):
        year, month, date = (int(day[name] or day[f"{name}2"] or day[f"{name}3"]) for name in ("year", "month", "day"))
        return Value(span, f"{year:04}-{month:02}-{date:02}", "date") if is_day(year, month, date) else None
    priced = _PRICED.fullmatch(inner)
    if priced and (price := _NUMBER.fullmatch(f"${priced['first'] or priced['number']}")):
        return Value(span, _written(price), "number", CODES[priced["before"] or priced["behind"]])
    dates = dates_in(inner)
    if len(dates) == 1 and dates[0].span == (0, len(inner)):
        return replace(dates[0], span=span) if dates[0].value else None
    match = _NUMBER.fullmatch(inner)
    unit = None
    if match is None and (match := _NUMBER.match(inner)):
        # "$10" is not all of "$10–$20".
        unit = None if match["money"] else _UNIT.fullmatch(inner, match.end())
        match = match if unit else None
    if match is None or not inner:
        return None
    name = _unit(unit) if unit else _money(match) if match["money"] else ""
    return Value(span, _written(match), "number", name)


_WRITTEN_DAY = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<year2>\d{4})/(?P<month2>\d{1,2})/(?P<day2>\d{1,2})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
    r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
"""Days as tables write them, where it is plain which number is the month ("04/03/2021" is the fourth or the third); of
a moment only the day is kept."""
_PRICE = rf"[-\u2212]?{_DIGITS}(?:\s?[A-Za-z]+)?"
_PRICED = re.compile(
    rf"(?P<before>{'|'.join(code for code in CODES if code.isalpha())})\s*(?P<first>{_PRICE})"
    rf"|(?P<number>{_PRICE})\s*(?P<behind>{_CODE})"
)
_LEAD = re.compile(r"\s*(?:(?:c\.|ca\.|circa|about|approx\.?|~|≈)\s*)?", re.IGNORECASE)
_TRAIL = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\))?\s*$")


def unit_name(text: str) -> str:
    """A unit's name in full and singular, "" where ``text`` is none ("km" is "kilometre")."""
    unit = _UNIT.fullmatch(f" {text}")
    return (
        _unit(unit) if unit else {"in": "inch", "$": "dollar", "US$": "dollar", "£": "pound", "€": "euro"}.get(text, "")
    )


def _is_count(doc: Doc, text: str, at: dict[int, int], value: Value) -> bool:
    """Whether four digits count something ("1200 people") or number it, and are no year."""
    token = at.get(value.span.start)
    if token is None or len(value.value) != 4 or not value.value.isdecimal():
        return False
    unit = _UNIT.match(text, value.span.end)
    is_measure = unit is not None and bool(unit["power"] or unit["percent"])
    return is_measure or bool(_BEHIND.match(text, value.span.end)) or counts(doc, token, _UNITS)


def _number(doc: Doc, text: str, at: dict[int, int], match: re.Match[str]) -> Value | None:
    if _ORDINAL.match(text, match.end()):
        return None
    start, end = match.span()
    written = _written(match)
    if match["money"]:
        # "$5k–10k": no scale that is known.
        return None if text[end : end + 1].isalpha() else Value(Span(start, end), written, "number", _money(match))
    token = at.get(start)
    before = doc[token - 1] if token else None
    last = at.get(end) if end in at else at.get(end + 1)
    is_counted = last is not None and doc[last].tag_ == "NNS" and doc[last].is_lower
    unit = _UNIT.match(text, end)
    if " " in match["digits"] and not _is_one(match["digits"], before, is_counted=is_counted or unit is not None):
        return None
    if code := _BEHIND.match(text, end):
        return Value(Span(start, code.end()), written, "number", CODES[code["code"]])
    if (big := _BIG.match(text, end)) and token is not None and amount_of(doc, token) in AMOUNTS:
        # "A population of 3.2m" is no length.
        return Value(Span(start, big.end()), _written(match, _SCALES[big["short"].lower()]), "number")
    if unit and text[end : unit.end()] == "K":
        return None  # "10K" is long as often as it is warm
    if unit:
        return Value(Span(start, unit.end()), written, "number", _unit(unit))
    if text[end : end + 1].isalpha() or (before is not None and before.pos_ == "PROPN" and before.idx < start):
        return None
    if is_counted and last is not None:
        return Value(Span(start, doc[last].idx + len(doc[last])), written, "number", doc[last].lemma_.lower())
    return Value(Span(start, end), written, "number")


def _is_one(digits: str, before: Token | None, *, is_counted: bool) -> bool:
    """Whether digits with blanks in are one number: "12 000", not the two of "on day 3 200 came"."""
    groups = digits.split(" ")
    if before is not None and before.tag_ == "NN" and before.lemma_.lower() not in MEASURES:
        return False
    return is_counted or len(groups[0]) < 3 or groups[-1] == "000"


def _money(match: re.Match[str]) -> str:
    return _MONEY[match["money"][-1]]


def _written(match: re.Match[str], scale: int = 1) -> str:
    """The digits of a match of ``_NUMBER`` without separators, times its scale, or this."""
    found = (match["scale"] or match["short"] or "").strip().lower()
    number = Decimal(re.sub(rf",|{_BLANK}", "", match["digits"])) * _SCALES.get(found, scale)
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
