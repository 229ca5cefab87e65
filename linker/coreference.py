"""Mentions of one text that mean what another of its mentions names in full: "Rubbia" after "Carlo Rubbia"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.reading import Reading
from kgqa.linker.short_names import says_little
from kgqa.linker.spans import Candidate
from kgqa.linker.words import FUNCTION


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
        """The row of the nearest name before tokens [first, last), else in a later sentence, that holds their words."""
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
        if before:
            return before[-1]
        # Who is named in full later on in the same sentence, or is not known, may be of the same family only.
        later = [name for name in fits if name[1] is not None and any(reading.begins[last : name[0] + 1])]
        return later[0] if later else None


def _words(reading: Reading, first: int, last: int) -> frozenset[str]:
    words = [token.text[:-1] if token.possessive else token.text for token in reading.tokens[first:last]]
    return frozenset(word for word in words if word not in FUNCTION)
