"""How many of something a text says: "about 15 species", "68-story", "from 70 to 165 species"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.reader.language.quantities import Quantity
from kgqa.reader.pairs.words import root

_ONES = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_ONES, 2)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_WORD = "|".join((*_ONES, *_TENS))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(_TENS)})[ -](?:one|{'|'.join(_ONES[:8])})|{_WORD})"
_SAID = re.compile(
    rf"(?:\b(?P<about>about|around|approximately|some|roughly|circa|nearly|almost)\s+"
    rf"|\b(?P<least>over|more than|at least)\s+|\b(?P<most>up to|fewer than|less than|under|at most)\s+)?"
    rf"(?<![\w.,–-])(?P<low>{_NUMBER})(?:\s*(?:–|—|-|to|and|or)\s*(?P<high>{_NUMBER}))?(?=[\s-])",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\s-]([a-z]+)\b", re.IGNORECASE)
_BEFORE_NOUN = 4
"""Words behind a number of which one is the noun that is counted: "11 accepted species"."""

_STOPS = frozenset({"of", "in", "and", "or", "to", "from", "by", "with", "for", "is", "are", "was", "were"})
_ALSO = {"floor": ("story", "storey"), "story": ("floor", "storey"), "inhabitant": ("people", "resident")}
_ENSEMBLES = {"duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6, "septet": 7, "octet": 8}
_ENSEMBLE = re.compile(rf"\b(?:{'|'.join(_ENSEMBLES)})\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:(?:is|was|are|were) (?:currently |originally )?(?:composed|made up|comprised) of|consist(?:s|ed|ing)? of"
    r"|comprises|comprising) (?P<all>[^.;]+?)(?=[.;]|$)"
)
_ITEM = re.compile(r",? and |, ")
_NAME = re.compile(r"[A-Z][\w'’.-]+ (?:\S+ )*?[A-Z]")
_ABOUT, _MORE = 0.1, 0.5
"""How far off a number may be that is said to be about so, and how much above it is one that is said to be more."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the offsets of the words that say it."""

    number: Quantity
    start: int
    end: int


def count_of(noun: str, text: str) -> Count | None:
    """How many of ``noun`` a text says, the first time that it does; None where it does not.

    >>> count_of("species", "Veldia is a genus of about 20 accepted species of ferns.").number
    Quantity(low=18.0, high=22.0, unit='')
    >>> count_of("floors", "It is a seventy-seven story tower.").number.low
    77.0
    """
    wanted = {
        root(noun),
        *(root(other) for base, others in _ALSO.items() if root(base) == root(noun) for other in others),
    }
    for found in _SAID.finditer(text):
        at = found.end()
        for _ in range(_BEFORE_NOUN):
            word = _NEXT.match(text, at)
            if word is None or word[1].lower() in _STOPS:
                break
            at = word.end()
            if root(word[1]) in wanted:
                return Count(_quantity(found), found.start(), at)
    return _of_people(text) if root("members") in wanted else None


def _of_people(text: str) -> Count | None:
    """How many are in a group by what it is called, a trio, or by who are listed as its members."""
    if (found := _ENSEMBLE.search(text)) is not None:
        number = float(_ENSEMBLES[found[0].lower()])
        return Count(Quantity(number, number), *found.span())
    found = _LISTED.search(text)
    if found is None or not (items := [item for item in _ITEM.split(found["all"]) if item.strip()]):
        return None
    if len(items) < 2 or not all(_NAME.search(item) for item in items):
        return None
    return Count(Quantity(len(items), len(items)), found.start("all"), found.end("all"))


def _quantity(found: re.Match[str]) -> Quantity:
    low = _number(found["low"])
    high = _number(found["high"]) if found["high"] else low
    low, high = min(low, high), max(low, high)
    if found["about"]:
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    elif found["least"]:
        high *= 1 + _MORE
    elif found["most"]:
        low *= 1 - _MORE
    return Quantity(round(low, 6), round(high, 6))


def _number(said: str) -> float:
    said = said.lower().replace(",", "")
    if said.isdigit():
        return float(said)
    return float(sum(_NUMBERS.get(part, 1) for part in re.split(r"[ -]", said)))
