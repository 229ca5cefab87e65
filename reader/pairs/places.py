"""The countries and states that a text names, by their names and adjectives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.reader.language.nations import known_nation, nation
from kgqa.reader.pairs.states import STATES, UNCLEAR

UNITED_STATES = nation("United States")
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+")
_OF_MORE = frozenset({"north", "south", "central", "latin", "native", "east", "west"})
_NO_NATION = re.compile(r"[ -](?:language|speaking)\b", re.IGNORECASE)
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A country by :func:`kgqa.reader.language.nations.nation`, with the state of it where one is named; offsets in
    the text."""

    country: str
    state: str
    start: int
    end: int


def places(text: str, start: int = 0, end: int | None = None) -> list[Place]:
    """What ``text[start:end]`` names, in order; the longest of two that overlap.

    >>> [(p.country, p.state) for p in places("an American chain in Reno, Nevada, and a Danish one")]
    [('united states', ''), ('united states', 'nevada'), ('denmark', '')]
    """
    words = list(_WORD.finditer(text, start, len(text) if end is None else end))
    found: list[Place] = []
    at = 0
    while at < len(words):
        place, used = _at(text, words, at)
        if place is not None:
            found.append(place)
        at += used
    return found


def _at(text: str, words: Sequence[re.Match[str]], at: int) -> tuple[Place | None, int]:
    if not words[at][0][0].isupper():
        return None, 1
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        first, last = words[at].start(), words[at + count - 1].end()
        said = text[first:last]
        if not words[at + count - 1][0][0].isupper() or "\n" in said:
            continue
        if (state := fold(said)) in STATES:
            country = "" if state in UNCLEAR else UNITED_STATES
            return Place(country, state, first, last), count
        if known_nation(said) and not (said.lower() == "us" and said != "US"):
            before = fold(words[at - 1][0]) if at else ""
            if (before in _OF_MORE and nation(said) == UNITED_STATES) or _NO_NATION.match(text, last):
                return None, count
            return Place(nation(said), "", first, last), count
    return None, 1
