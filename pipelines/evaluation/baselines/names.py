"""Names that stand in a text, letter for letter: what can be linked without any model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgqa.linker.normalise import fold, is_own_token, tokenise
from kgqa.linker.words import FUNCTION

LONGEST_NAME = 200
"""Characters of a name that is looked for."""

MOST_TOKENS = 24
"""Folded tokens of a name that is looked for in any letter case."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: half-open character offsets and the rows that bear it, sorted."""

    start: int
    end: int
    rows: tuple[int, ...]


class NameTable:
    """Finds names by exact text, then whatever their case, accents and punctuation.

    A name that is nothing but function words ("It", "Who") is left out: it stands in every other question.
    """

    def __init__(self, names: Iterable[tuple[str, int]], *, folded: bool = True) -> None:
        self._exact: dict[str, list[int]] = {}
        self._folded: dict[str, list[int]] = {}
        self._longest = self._most = 0
        for name, row in names:
            form = fold(name[:LONGEST_NAME])
            if len(name) > LONGEST_NAME or not set(form.split()) - FUNCTION:
                continue
            _add(self._exact, name, row)
            self._longest = max(self._longest, len(name))
            if folded:
                _add(self._folded, form, row)
                self._most = min(MOST_TOKENS, max(self._most, form.count(" ") + 1))

    def find(self, text: str) -> list[Named]:
        """The names in ``text``, the longest first, ties by place; no two overlap.

        Names as written come before names in other letters, whatever their length.
        """
        kept: list[Named] = []
        for found in (self._written(text), self._spoken(text)):
            for named in sorted(found, key=lambda n: (n.start - n.end, n.start)):
                if all(named.end <= other.start or other.end <= named.start for other in kept):
                    kept.append(named)
        return kept

    def _written(self, text: str) -> Iterator[Named]:
        edges = _edges(text)
        for i, start in enumerate(edges):
            for end in edges[i + 1 :]:
                if end - start > self._longest:
                    break
                rows = self._exact.get(text[start:end])
                if rows is not None:
                    yield Named(start, end, tuple(rows))

    def _spoken(self, text: str) -> Iterator[Named]:
        if not self._folded:
            return
        tokens = tokenise(text)
        for first in range(len(tokens)):
            form = ""
            for token in tokens[first : first + self._most]:
                form = f"{form} {token.text}" if form else token.text
                ends = {form: token.end}
                if token.possessive:
                    ends[form[:-1]] = token.possessive
                for spoken, end in ends.items():
                    if spoken in self._folded:
                        yield Named(tokens[first].start, end, tuple(self._folded[spoken]))


def _add(table: dict[str, list[int]], name: str, row: int) -> None:
    rows = table.setdefault(name, [])
    if row not in rows[-1:]:
        rows.append(row)


def _edges(text: str) -> list[int]:
    """Where a word may begin or end: not between two letters of one word. Signs of a script without blanks
    are words of their own."""
    return [
        at for at in range(len(text) + 1) if at in (0, len(text)) or not (_joins(text[at - 1]) and _joins(text[at]))
    ]


def _joins(sign: str) -> bool:
    return (sign.isalnum() or sign == "_") and not is_own_token(sign)
