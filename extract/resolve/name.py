"""A name taken apart for comparison: its words folded, without title, article, bracket, legal form and generation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kgqa.extract.resolve.wordlists import GENERATIONS, LEGAL_FORMS, ORDINALS, PARTICLES, PERSON_TITLES
from kgqa.linker.normalise import fold

PERSON = frozenset({"person", "per", "people", "human", "fictional character", "character"})
"""Types of people: their names have a surname, given names and initials."""
VALUES = frozenset({"time", "date", "num", "number", "quantity", "ordinal", "cardinal", "money", "percent"})
"""Types of values: they are the same only where they are written the same."""

_BRACKET = re.compile(r"\s*[(（\[]\s*([^()（）\[\]]*?)\s*[)）\]]")
_LAST_BRACKET = re.compile(r"\s*[(（\[]\s*([^()（）\[\]]*?)\s*[)）\]]\s*$")
_NICKNAME = re.compile(r"(?<!\w)[\"“”«»]\s*([^\"“”«»]{2,30}?)\s*[\"“”«»](?!\w)|(?<!\w)['‘]\s*(\w{2,30})\s*['’](?!\w)")
_COMMA = re.compile(r"\s*[,，]\s*")
_ACRONYM = re.compile(r"^(?:[A-Z0-9&](?:[-–. /]{0,2})){2,9}$")
_BEHIND_NUMBER = re.compile(r"(?<=[\d)）\]])\s*[(（\[]")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_CLOSED = re.compile(r"(?<!\d) | (?!\d)")
_ROMAN = re.compile(r"^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name. All but ``text`` are folded.

    ``whole`` are all its words; ``words`` those that are left without article, title, nickname, bracket, legal form
    and generation ("jr", "2" for "II"); of a person "Last, First" is turned around. ``place`` is what follows the
    comma of "Springfield, Ohio", of a person the rank ("Odo, Duke of Elbonia"). ``letters`` are those of an acronym,
    "" where it looks like none. ``key`` are all its words as one, that names alike but for signs share.
    """

    text: str
    whole: tuple[str, ...]
    words: tuple[str, ...]
    article: bool = False
    title: str = ""
    nickname: str = ""
    qualifier: str = ""
    place: str = ""
    legal: str = ""
    generation: str = ""
    letters: str = ""
    key: str = ""

    @property
    def joined(self) -> str:
        """The words without blanks, so that "Spider-Man" and "Spiderman" meet."""
        return joined(self.words)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers, numerals and ordinals, as digits where they are known: names differ where these do."""
        return tuple(filter(None, map(number, self.words)))


def joined(words: Iterable[str]) -> str:
    """Words without the blanks between them, but for those between numbers.

    >>> joined(["spider", "man", "2"]), joined(["1", "10"]) == joined(["11", "0"])
    ('spiderman2', False)
    """
    return _CLOSED.sub("", " ".join(words))


def is_person(type: str) -> bool:
    """Whether a type is of people."""
    return type.casefold() in PERSON


@lru_cache(maxsize=1 << 17)
def take_apart(text: str, person: bool) -> Name:
    """The parts of a name; ``person`` says that it is a person's."""
    # "12,000" is one number.
    written = rest = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text.strip())
    qualifier = nickname = place = ""
    if found := _LAST_BRACKET.search(rest):
        qualifier, rest = fold(found[1]), rest[: found.start()]
    if person:
        if found := _NICKNAME.search(rest):
            nickname, rest = fold(found[1] or found[2]), rest[: found.start()] + " " + rest[found.end() :]
        elif found := _BRACKET.search(rest):
            nickname, rest = fold(found[1]), rest[: found.start()] + " " + rest[found.end() :]
    parts = [part for part in _COMMA.split(rest) if part]
    if len(parts) > 1 and (person or len(parts) == 2):
        rest, place = _about_comma(parts, person)
    words = _folded(rest)
    article = title = legal = generation = ""
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        article, words = words[0], words[1:]
    if person:
        words, generation = _generation(words)
        # "Duchess of Elbonia" has no other name.
        while len(words) > 1 and words[0] in PERSON_TITLES and words[1] != "of":
            title, words = f"{title} {words[0]}".strip(), words[1:]
    else:
        words, legal = _legal(words)
    letters = ""
    plain = text.strip()
    if _ACRONYM.match(plain) or (plain[-1:] == "s" and len(plain) > 3 and _ACRONYM.match(plain[:-1])):
        letters = "".join(sign for sign in plain.rstrip("s").lower() if sign.isalnum())
    elif plain.isupper() and 2 <= len(plain) <= 9 and " " not in plain:
        letters = fold(plain).replace(" ", "")
    return Name(
        text,
        _folded(written),
        words,
        bool(article),
        title,
        nickname,
        qualifier,
        place,
        legal,
        generation,
        letters,
        # "Section 3(a)" is not "Section 3a".
        "(".join(joined(_folded(part)) for part in _BEHIND_NUMBER.split(written)),
    )


def number(word: str) -> str:
    """A number, a Roman numeral or an ordinal as digits; other words with a digit as they are; "" for the rest."""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if word in ORDINALS:
        return ORDINALS[word]
    if _ROMAN.match(word) and word not in ("i", "x", "v"):
        return str(_value(word))
    return word if any(sign.isdecimal() for sign in word) else ""


def _folded(text: str) -> tuple[str, ...]:
    # Signs for sounds ("Qurʾān") are no letters.
    return tuple(fold("".join(sign for sign in text if unicodedata.category(sign) != "Lm")).split())


def _about_comma(parts: list[str], person: bool) -> tuple[str, str]:
    """A name with its comma resolved, and the place that follows it."""
    last = _folded(parts[-1])
    tail = ""
    if last and (last[0] in GENERATIONS or " ".join(last) in LEGAL_FORMS):
        parts, tail = parts[:-1], " " + parts[-1]
    if len(parts) == 1:
        return parts[0] + tail, ""
    second = _folded(parts[1])
    if person and second[:1] and (second[0] in PERSON_TITLES or "of" in second):
        return parts[0] + tail, fold(" ".join(parts[1:]))
    if person:
        return f"{' '.join(parts[1:])} {parts[0]}{tail}", ""
    if len(parts) > 2 or not parts[1][:1].isupper() or set(second) & {"and", "or"}:
        return ", ".join(parts) + tail, ""
    return parts[0] + tail, fold(parts[1])


def _generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if len(words) > 1:
        last = words[-1]
        if last in GENERATIONS:
            return words[:-1], GENERATIONS[last]
        if _ROMAN.match(last) and (last not in ("x", "v") or (last == "v" and len(words) > 2)):
            return words[:-1], str(_value(last))
    # "George V of Elbonia", "Juan Carlos I of Elbonia".
    for place in range(1, len(words) - 1):
        if _ROMAN.match(words[place]) and words[place + 1] in PARTICLES | {"of"}:
            return words[:place] + words[place + 1 :], str(_value(words[place]))
    return words, ""


def _value(roman: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in roman]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _legal(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    found: list[str] = []
    more = True
    while more:
        more = False
        for length in (3, 2, 1):
            tail = " ".join(words[-length:])
            if len(words) > length and tail in LEGAL_FORMS:
                found.append(LEGAL_FORMS[tail])
                words, more = words[:-length], True
                break
    # "Bank and Co": the "and" belongs to the form.
    if found and len(words) > 1 and words[-1] in ("and", "und", "et"):
        words = words[:-1]
    return words, " ".join(sorted(found))
