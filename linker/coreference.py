"""Mentions of one text that mean what another of its mentions names in full: "Rubbia" after "Carlo Rubbia"; "he"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.reading import Reading
from kgqa.linker.short_names import says_little
from kgqa.linker.spans import Candidate
from kgqa.linker.words import FUNCTION, PRONOUNS
from kgqa.types import Link, Mention


@dataclass(frozen=True, slots=True)
class Names:
    """The whole names in a text: (first token, last, words, row); the row is None where the graph lacks the name."""

    held: tuple[tuple[int, int, frozenset[str], int | None], ...]

    @classmethod
    def of(cls, reading: Reading, whole: Sequence[Candidate], unknown: Sequence[tuple[int, int]]) -> Names:
        """Names from candidates that match one in full and from runs of upper case that match none."""
        found: list[tuple[int, int, frozenset[str], int | None]] = [
            (one.first, one.last, _words(reading, one.first, one.last), one.row) for one in whole
        ]
        covered = {n for one in whole for n in range(one.first, one.last)}
        for first, last in unknown:
            # "President Kennedy" and "Later Kennedy" are no names of two words.
            while first < last and (reading.plain[first] or says_little(reading.tokens[first].text)):
                first += 1
            words = _words(reading, first, last)
            if len(words) > 1 and not covered.intersection(range(first, last)):
                found.append((first, last, words, None))
        return cls(tuple(sorted(found, key=lambda name: name[:2])))

    def whole_of(self, reading: Reading, first: int, last: int) -> int | None:
        """The row of the nearest name before tokens [first, last), else after them, that holds all their words."""
        name = self._nearest(reading, first, last)
        return name[1] if name is not None else None

    def is_of_unknown(self, reading: Reading, first: int, last: int) -> bool:
        """Whether the nearest name that holds all their words is one that the graph lacks."""
        name = self._nearest(reading, first, last)
        return name is not None and name[1] is None

    def _nearest(self, reading: Reading, first: int, last: int) -> tuple[int, int | None] | None:
        words = _words(reading, first, last)
        if not words or all(says_little(word) for word in words):
            return None
        fits = [(at, row) for at, end, held, row in self.held if words < held and (end <= first or last <= at)]
        before = [name for name in fits if name[0] < first]
        return before[-1] if before else fits[0] if fits else None


def pronouns(reading: Reading, links: Sequence[Link]) -> list[Link]:
    """A link for each pronoun of one person that follows a person's link: the first of the nearest sentence.

    A person is an entity with such a type, or, where it has no types, one with a name of two to four words, all of
    upper case, none of which says what kind of thing it is ("University").
    """
    people = [link for link in links if _is_person(link)]
    starts = [token.start for token, begins in zip(reading.tokens, reading.begins, strict=True) if begins]
    found: list[Link] = []
    for token in reading.tokens:
        if token.text not in PRONOUNS:
            continue
        for sentence in reversed([start for start in starts if start <= token.start]):
            named = [link for link in people if sentence <= link.mention.start < token.start]
            if named:
                mention = Mention(token.start, token.end, reading.text[token.start : token.end])
                found.append(Link(mention, named[0].entity, named[0].score))
                break
    return found


_PERSONS = frozenset(("person", "human", "people"))


def _is_person(link: Link) -> bool:
    types = {word for name in link.entity.types for word in fold(name).split(" ")}
    if types:
        return bool(types & _PERSONS)
    words = link.entity.label.split()
    return 2 <= len(words) <= 4 and all(
        (word[0].isupper() or fold(word) in FUNCTION) and not says_little(fold(word)) for word in words
    )


def _words(reading: Reading, first: int, last: int) -> frozenset[str]:
    words = [token.text[:-1] if token.possessive else token.text for token in reading.tokens[first:last]]
    return frozenset(word for word in words if word not in FUNCTION)
