"""Where a text names what a graph calls by its own name: the argument spans that training needs.

Names of graphs are no words of the text: "Albany,_Georgia" may be "Albany" there, "62.0" be "62", "1994-06-14" be
"June 14th, 1994". Each name is tried in ways that are more and more free, and the first that is found counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kgqa.extract.relations.dates import dates_in, numbers_in

MAX_WORDS = 14
"""Words of the longest span that is an argument."""

_LEAST_LIKE = 0.62
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_SAME = (
    frozenset({"unitedstates", "us", "usa", "america", "unitedstatesofamerica", "american", "americans"}),
    frozenset({"unitedkingdom", "uk", "greatbritain", "britain", "british"}),
)


class Word(NamedTuple):
    """A word of a text at half-open character offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """The spans of words (first, past the last) that name something, all of one wording; ``how`` they were found."""

    spans: tuple[tuple[int, int], ...]
    how: str


class Aligner:
    """One text, cut into words, to find names in."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words = text, words
        keys = [key_of(word.text) for word in words]
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for first in range(len(words)):
            if not keys[first]:
                continue
            joined = ""
            for last in range(first, min(len(words), first + MAX_WORDS)):
                if keys[last]:
                    joined += keys[last]
                self._spans.setdefault(joined, []).append((first, last + 1))
        self._dates = [(date, self._cover(date.start, date.end)) for date in dates_in(text)]
        self._numbers = [(value, self._cover(start, end)) for start, end, value in numbers_in(text)]

    def find(self, name: str) -> Aligned | None:
        """Where the text names ``name``; None where it does not."""
        clean = name.replace("_", " ").strip().strip('"').strip()
        for way in (self._date, self._number, self._exact, self._shorter, self._short, self._like, self._surname):
            spans = way(clean)
            if spans:
                return Aligned(tuple(sorted(spans)), way.__name__[1:])
        return None

    def _date(self, name: str) -> list[tuple[int, int]]:
        found = dates_in(name)
        if not found:
            return []
        wanted = found[0]
        exact = [span for date, span in self._dates if date[2:] == wanted[2:]]
        same = exact or [span for date, span in self._dates if date.iso == wanted.iso[: len(date.iso)]]
        if not same and (wanted.day, wanted.month) == (1, 1):
            return self._best(self._spans.get(str(wanted.year), []))
        return same

    def _number(self, name: str) -> list[tuple[int, int]]:
        found = numbers_in(_BRACKET.sub("", name))
        if len(found) != 1 or found[0][1] - found[0][0] != len(_BRACKET.sub("", name)):
            return []
        return [span for value, span in self._numbers if value == found[0][2]]

    def _exact(self, name: str) -> list[tuple[int, int]]:
        spans = self._spans.get(key_of(name), [])
        # With the full stop or bracket that it ends with, where it does.
        wanted = name.replace(" ", "").lower()
        return [span for span in spans if self._words(span).replace(" ", "").lower() == wanted] or self._best(spans)

    def _shorter(self, name: str) -> list[tuple[int, int]]:
        return next((spans for each in variants(name) if (spans := self._best(self._spans.get(key_of(each), [])))), [])

    def _short(self, name: str) -> list[tuple[int, int]]:
        key = key_of(name)
        for names in _SAME:
            if key in names:
                for other in sorted(names, key=len, reverse=True):
                    if other in self._spans:
                        return self._best(self._spans[other])
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) > 1:
            spans = self._best(self._spans.get(initials.lower(), []))
            return [span for span in spans if self._words(span).replace(".", "").replace(" ", "").isupper()]
        return []

    def _like(self, name: str) -> list[tuple[int, int]]:
        best, found = _LEAST_LIKE, ""
        names = [key for each in (name, *variants(name)) if len(key := key_of(each)) > 3]
        for key in self._spans:
            if len(key) < 4 or key.isdigit():
                continue
            for each in names:
                value = likeness(each, key)
                if value > best:
                    best, found = value, key
        return self._best(self._spans.get(found, []))

    def _surname(self, name: str) -> list[tuple[int, int]]:
        *before, last = name.split() or [""]
        if not before or len(key_of(last)) < 4:
            return []
        return [span for span in self._best(self._spans.get(key_of(last), [])) if self._words(span)[:1].isupper()]

    def _best(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans without those that end in punctuation."""
        return [span for span in spans if key_of(self.words[span[1] - 1].text)]

    def _words(self, span: tuple[int, int]) -> str:
        return self.text[self.words[span[0]].start : self.words[span[1] - 1].end]

    def _cover(self, start: int, end: int) -> tuple[int, int]:
        inside = [at for at, word in enumerate(self.words) if word.start < end and word.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 1)


def variants(name: str) -> Iterator[str]:
    """Shorter forms of a name: without bracket, without what follows a comma, without "language" or "people"."""
    bare = _BRACKET.sub("", name)
    yield bare
    head, comma, _ = bare.partition(",")
    if comma:
        yield head
    for ending in (" language", " people", " cuisine"):
        if bare.lower().endswith(ending):
            yield bare[: -len(ending)]


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> str:
    """Letters and digits alone, without accents, in lower case.

    >>> key_of("Arròs_negre, A.F.C.")
    'arrosnegreafc'
    """
    folded = unicodedata.normalize("NFKD", text).lower()
    return "".join(sign for sign in folded if sign.isalnum())


def likeness(one: str, other: str) -> float:
    """Dice coefficient of the letter trigrams of two keys, or the share of a common beginning of 4 and more.

    >>> likeness("turkey", "turkish") > 0.5, likeness("oslo", "bergen")
    (True, 0.0)
    """
    first, second = _trigrams(one), _trigrams(other)
    dice = 2 * len(first & second) / (len(first) + len(second))
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return max(dice, common / max(len(one), len(other)) if common >= 4 else 0.0)


@lru_cache(maxsize=1 << 16)
def _trigrams(key: str) -> frozenset[str]:
    padded = f"^{key}$"
    return frozenset(padded[at : at + 3] for at in range(max(1, len(padded) - 2)))
