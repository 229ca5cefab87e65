"""Amounts in a running text, each in the unit that it stands in: "3 weeks" are 21 days, 20 gallons are no 20 litres."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.linker.stem import stem
from kgqa.reader.language.money import BEFORE, currency, of_money
from kgqa.reader.language.quantities import unit

_OWN: dict[str, tuple[str, float]] = {}
_KINDS: dict[str, str] = {}
for _kind, _base, _factor, _names in (
    ("time", "s", 86_400.0, "day, days"),
    ("time", "s", 604_800.0, "week, weeks"),
    ("time", "s", 1_209_600.0, "fortnight, fortnights"),
    ("time", "night", 1.0, "night, nights"),
    ("time", "month", 1.0, "month, months"),
    ("time", "month", 12.0, "year, years"),
    ("time", "month", 120.0, "decade, decades"),
    ("time", "month", 1200.0, "century, centuries"),
    ("length", "m", 1852.0, "nautical mile, nautical miles"),
    ("length", "m", 1.8288, "fathom, fathoms"),
    ("area", "m2", 4046.8564224, "acre, acres"),
    ("area", "m2", 0.09290304, "sq ft, sq. ft"),
    ("weight", "kg", 1e-6, "mg, milligram, milligrams"),
    ("weight", "kg", 0.028349523125, "oz, ounce, ounces"),
    ("weight", "kg", 6.35029318, "stone"),
    ("weight", "kg", 2e-4, "carat, carats"),
    ("weight", "ton", 1.0, "ton, tons"),  # short or long
    ("volume", "l", 1.0, "l, litre, litres, liter, liters"),
    ("volume", "l", 1e-3, "ml, millilitre, millilitres, milliliter, milliliters, cm³, cc, cubic centimetres"),
    ("volume", "l", 1e-2, "cl, centilitre, centilitres"),
    ("volume", "l", 100.0, "hl, hectolitre, hectolitres"),
    ("volume", "l", 1e3, "m³, m3, cubic metre, cubic metres, cubic meter, cubic meters"),
    ("volume", "ft³", 1.0, "cubic foot, cubic feet"),
    ("volume", "fl oz", 1.0, "fluid ounce, fluid ounces"),
    ("volume", "gallon", 1.0, "gallon, gallons"),  # of Britain or of America, and so is what follows
    ("volume", "pint", 1.0, "pint, pints"),
    ("volume", "quart", 1.0, "quart, quarts"),
    ("volume", "barrel", 1.0, "barrel, barrels"),
    ("speed", "km/h", 1.0, "km/h, kph, kmh, km per hour, kilometres per hour, kilometers per hour"),
    ("speed", "km/h", 1.609344, "mph, miles per hour, miles an hour"),
    ("speed", "km/h", 3.6, "m/s, metres per second, meters per second"),
    ("speed", "km/h", 1.852, "knot, knots"),
    ("temperature", "°C", 1.0, "°c, celsius, degrees celsius, degrees centigrade"),
    ("temperature", "°F", 1.0, "°f, fahrenheit, degrees fahrenheit"),
    ("temperature", "°", 1.0, "°, degree, degrees"),
    ("temperature", "K", 1.0, "kelvin"),
    ("share", "%", 1.0, "%, percent, per cent"),
    ("power", "W", 1.0, "watt, watts"),
    ("power", "W", 1e3, "kw, kilowatt, kilowatts"),
    ("power", "W", 1e6, "megawatt, megawatts"),
    ("power", "hp", 1.0, "hp, horsepower"),
    ("frequency", "Hz", 1.0, "hz, hertz"),
    ("frequency", "Hz", 1e3, "khz, kilohertz"),
    ("frequency", "Hz", 1e6, "mhz, megahertz"),
    ("frequency", "Hz", 1e9, "ghz, gigahertz"),
    ("data", "kB", 1.0, "kb, kilobyte, kilobytes"),  # thousands of them, or 1024
    ("data", "MB", 1.0, "mb, megabyte, megabytes"),
    ("data", "GB", 1.0, "gb, gigabyte, gigabytes"),
    ("data", "TB", 1.0, "tb, terabyte, terabytes"),
    ("money", "krone", 1.0, "crown, crowns, krone, kroner, krona, kronor, koruna"),
    ("money", "franc", 1.0, "franc, francs"),
    ("money", "mark", 1.0, "mark, marks"),
    ("money", "guilder", 1.0, "guilder, guilders"),
    ("money", "florin", 1.0, "florin, florins"),
    ("money", "rupee", 1.0, "rupee, rupees"),
    ("money", "peso", 1.0, "peso, pesos"),
    ("money", "lira", 1.0, "lira, liras, lire"),
    ("money", "dinar", 1.0, "dinar, dinars"),
    ("money", "shilling", 1.0, "shilling, shillings"),
    ("money", "penny", 1.0, "penny, pennies, pence"),
    ("money", "cent", 1.0, "cent, cents"),
    ("money", "ducat", 1.0, "ducat, ducats"),
    ("money", "thaler", 1.0, "thaler, thalers"),
):
    _OWN.update(dict.fromkeys(_names.split(", "), (_base, _factor)))
    _KINDS[_base] = _kind

_WORDS: dict[str, float] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?:(?P<money>{BEFORE})\s?)?(?P<number>(?:(?<!\S)[-\u2212])?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?"
    rf"|(?:{'|'.join(_WORDS)})\b)(?!\d|[:/,.]\d)(?:\s(?P<scale>{'|'.join(_SCALES)})\b)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\s-]?(?:(?:full|whole|consecutive|long)\s)?(?P<words>[^\W\d_]*[^\s,;:()\[\]–—-]*(?: [^\W\d_]+){0,2})"
)
PER = re.compile(
    r"\s*(?:(?:\b(?:per|each|every)\s|/\s?)(?P<any>[^\W\d_]+)"
    r"|\ban? (?P<time>second|minute|hour|day|night|week|month|season|year|head|person|piece)\b)",
    re.IGNORECASE,
)
"""What an amount is so much for."""
_LETTERS = ("m", "g", "l", "°", "%")
"""Units of one sign that are hardly anything else behind a number."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text. ``bare``: as it is written; ``value``: in ``unit``, which is "" where something is counted;
    ``name``: the unit as written; ``per``: what it is so much for, "" where nothing is said; ``start``, ``end``: where
    it stands, its unit included."""

    bare: float
    value: float
    unit: str
    name: str
    per: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What is measured, "" of what is counted: weeks and months are both time."""
        return _KINDS.get(self.unit) or ("money" if currency(self.unit) else self.unit)


def amounts(text: str) -> list[Amount]:
    """The numbers of a text, each in its unit; of times of day and fractions none.

    >>> [(one.value, one.unit) for one in amounts("It takes 2 hours and costs $5m, or €4 a head, for 30 people.")]
    [(7200.0, 's'), (5000000.0, '$'), (4.0, '€'), (30.0, '')]
    """
    return [_amount(found, text) for found in _NUMBER.finditer(text)]


def _amount(found: re.Match[str], text: str) -> Amount:
    written = found["number"].lower().replace(",", "").replace("\u2212", "-")
    bare = _WORDS.get(written) or float(written)
    bare *= _SCALES[found["scale"].lower()] if found["scale"] else 1.0
    behind = _BEHIND.match(text, found.end())
    words = behind["words"].split(" ") if behind is not None else []
    at = behind.start("words") if behind is not None else found.end()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count]).rstrip(".!?'’\"")
        known = _known(name, found["money"] or "")
        if known is not None:
            base, factor, scale = known
            end = at + len(name)
            return Amount(bare * scale, bare * scale * factor, base, name, _per(text, end), found.start(), end)
    if found["money"]:
        sign = currency(found["money"])
        return Amount(bare, bare, sign, found["money"], _per(text, found.end()), found.start(), found.end())
    counted = at + len(words[0]) if words else found.end()
    return Amount(bare, bare, "", "", _per(text, counted), found.start(), found.end())


def _known(name: str, before: str) -> tuple[str, float, float] | None:
    """The base unit of a name, how many of it one is, and the scale before the name of a currency."""
    if not name or (len(name) == 1 and name not in _LETTERS and not before and not currency(name)):
        return None
    folded = name.lower()
    money = of_money(before, folded)
    if money is not None and " " not in money[0]:
        return money[0], 1.0, money[1]
    if before or folded == "in":
        return None
    own = _OWN.get(folded) or unit(folded)
    return None if own is None else (*own, 1.0)


def _per(text: str, at: int) -> str:
    found = PER.match(text, at)
    return "" if found is None else stem((found["any"] or found["time"]).lower())


def same(one: Amount, other: Amount) -> bool:
    """Whether two amounts are one, in whatever units; an amount of which it is not said what for is one for anything.

    >>> def first(text): return amounts(text)[0]
    >>> same(first("3 weeks"), first("21 days")), same(first("20 gallons"), first("20 litres"))
    (True, False)
    >>> same(first("€5 a day"), first("5 euros")), same(first("€5 a day"), first("5 euros per week"))
    (True, False)
    """
    one, other = as_money(one, other), as_money(other, one)
    if one.unit != other.unit or (one.per and other.per and one.per != other.per):
        return False
    return abs(one.value - other.value) <= 1e-9 * max(abs(one.value), abs(other.value))


def as_money(one: Amount, other: Amount) -> Amount:
    """An amount in pounds as money where the other is."""
    if other.unit == "£" and one.name.lower() in ("pound", "pounds"):
        return Amount(one.bare, one.bare, "£", one.name, one.per, one.start, one.end)
    return one
