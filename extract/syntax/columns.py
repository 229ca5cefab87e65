"""A column of a table: how its cells are to be read, which one cell alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value
from kgqa.extract.syntax.counting import AMOUNTS, COUNTED
from kgqa.extract.syntax.lexicon import MEASURES, word_set
from kgqa.extract.syntax.values import whole_value

_CODE = re.compile(r"0\d+")
_DECIMAL_COMMA = re.compile(
    r"(?P<before>[-+\u2212]?(?:[$£€]\s?)?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?(?P<unit>\s?[^\d,.\s]\S{0,7})?"
)
_MONTH = re.compile(r"\d\d(?P<year>\d\d)-(?P<month>0[1-9]|1[0-2])")
_BIG = re.compile(r"(?P<number>[^A-Za-z]*\d)\s?(?P<scale>[kKmM])")
_SCALES = {"k": "thousand", "m": "million"}
_BRACKET = re.compile(r"[(\[].*?[)\]]")
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")

_COUNTED = (
    COUNTED
    | AMOUNTS
    | MEASURES.keys()
    | word_set("""
gdp sales income salary wage earnings cost costs value worth assets attendance subscriptions views votes price prices
gross visits inhabitants employees headcount seats crew staff weight
""")
)
"""Words that a header of amounts begins or ends with."""
_LONG = word_set("length height width depth distance elevation altitude diameter span range area")
"""Measures in metres."""
_NUMBERED = word_set("phone telephone tel mobile cell fax desk extension ext code zip postcode pin account")
"""Words of a header of numbers that number something: blanks in them stay."""
_TIMED = word_set("""
year years date dates when since until till start begin began birth death founding foundation formation opening closing
construction completion release publication launch introduction season inception debut premiere discovery
invention term tenure reign period era vintage
""")
_DONE = word_set("born built made begun cast sunk died laid drawn")
_UNTIMED = word_set("sold seated employed attended scored weighed invested raised earned paid produced printed speed")
"""Words with the ending of what was done, of which a number says how much."""
_LISTED = word_set("titles championships wins appearances games olympics medals awards")
"""Plurals beside which years stand as often as numbers."""
_PER_YEAR = re.compile(r"\b(?:per|a|an|each|every|last|this|of the) (?:year|season)\b|\bto date\b")


@dataclass(frozen=True, slots=True)
class Column:
    """``is_mixed``: numbers keep their unit in their words, since others of the column have another; ``has_commas``:
    see :func:`has_decimal_commas`; ``has_years``: four digits are a year; ``has_months``: "2003-04" is April;
    ``is_big``: "m" is a million; ``is_figures``: "5M" names nothing; ``is_numbering``: "22 12 34" is no number."""

    is_mixed: bool = False
    has_commas: bool = False
    has_years: bool = True
    has_months: bool = False
    is_big: bool = False
    is_figures: bool = False
    is_numbering: bool = False

    @classmethod
    def of(cls, header: str, unit: str, cells: Sequence[str]) -> Column:
        """By the header, the unit in its brackets, and the cells."""
        cells = [cell.strip() for cell in cells if cell.strip()]
        months = [found for cell in cells if (found := _MONTH.fullmatch(cell))]
        words = _words(header)
        big = {cell for cell in cells if _BIG.fullmatch(cell)}
        made = cls(
            has_commas=has_decimal_commas(cells),
            has_months=len(months) == len(cells) and any(int(each["month"]) <= int(each["year"]) for each in months),
            is_big=bool(words) and not _LONG & set(words) and bool(_COUNTED & {words[0], words[-1]}),
            is_figures=len(big) > 1 and sum(cell in big for cell in cells) * 2 > len(cells),
            is_numbering=bool(_NUMBERED & set(words)),
        )
        values = [value for cell in cells if (value := made.value(cell)) is not None]
        made = replace(made, has_years=_has_years(header, unit, values))
        units = {value.unit for cell in cells if (value := made.value(cell)) and value.datatype == "number"}
        return replace(made, is_mixed=len(units) > 1)

    def value(self, words: str, start: int = 0) -> Value | None:
        """The value that a cell is; None where it is none."""
        if _CODE.fullmatch(words) or (self.is_numbering and re.search(r"\d\s\d", words)):
            return None
        written = _with_point(words) if self.has_commas else words
        if self.is_big and (big := _BIG.fullmatch(written)):
            written = f"{big['number']} {_SCALES[big['scale'].lower()]}"
        value = whole_value(written, start)
        if value is None:
            is_month = self.has_months and _MONTH.fullmatch(words)
            return Value(Span(start, start + len(words)), words, "date") if is_month else None
        if value.datatype == "date" and not self.has_years and value.value.isdecimal():
            return replace(value, value=str(int(value.value)), datatype="number")
        return value

    def is_amount(self, words: str) -> bool:
        """Whether "5M" is one of a column of such, and none of the names "3M"."""
        return self.is_figures and _BIG.fullmatch(words) is not None


def has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether the numbers of a column have a comma before their decimals: all fit, and some would not otherwise.

    >>> has_decimal_commas(["212,5", "1.098,45 km", "77"]), has_decimal_commas(["1,200", "900", "3,450"])
    (True, False)
    """
    numbers = [cell.strip() for cell in cells if any(map(str.isdigit, cell))]
    found = [_DECIMAL_COMMA.fullmatch(cell) for cell in numbers]
    return all(found) and any(each and each["decimals"] and len(each["decimals"]) != 3 for each in found)


def _with_point(words: str) -> str:
    found = _DECIMAL_COMMA.fullmatch(words.strip())
    if found is None:
        return words
    decimals = f".{found['decimals']}" if found["decimals"] else ""
    return f"{found['before']}{found['whole'].replace('.', '')}{decimals}{found['unit'] or ''}"


def _words(header: str) -> list[str]:
    """The words of a header, small, without what is in brackets: "birthYear (AD)" has "birth" and "year"."""
    return [word.lower() for word in _WORD.findall(_BRACKET.sub("", header))]


def _has_years(header: str, unit: str, values: Iterable[Value]) -> bool:
    """Whether four digits are years: not under a unit or an amount, nor beside other numbers unless a header says so.

    >>> [_has_years(header, "", [whole_value("1450"), whole_value("950")]) for header in ("Founded", "Boats")]
    [True, False]
    """
    words = _words(_PER_YEAR.sub("", header))
    ends = {words[0], words[-1]} if words else set()
    if (unit and unit != "year") or _NUMBERED & set(words) or (_COUNTED & ends and "since" not in words):
        return False
    if _TIMED & set(words) or words in (["from"], ["to"]) or any(map(_is_done, ends)):
        return True
    if unit or any(value.datatype == "number" for value in values):
        return False
    return not words or words[-1] in _LISTED or not words[-1].endswith("s") or words[-1].endswith(("ss", "us", "is"))


def _is_done(word: str) -> bool:
    return word in _DONE or (len(word) > 4 and word.endswith("ed") and word[-3] != "e" and word not in _UNTIMED)
