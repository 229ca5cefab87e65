"""Which passage names which: the link between text and text.

A name is what a passage is about: its title, what its text opens with, another name for it that the graph knows. Each
is looked for in the texts of all passages. All of it is flat arrays that are read in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.linker.hashing import Stretches, hash_strings
from kgqa.linker.words import FUNCTION, ORDINARY
from kgqa.retriever.words import cut

Rows = NDArray[Any]
Cut = tuple[list[str], list[bool]]

LONGEST = 12
"""Words of a name that is looked for."""

_AT_A_TIME = 4096
"""Passages that are searched together, to bound the memory that takes."""


@dataclass(frozen=True, slots=True)
class Lists:
    """n lists of numbers in two arrays: list i is ``values[begins[i]:begins[i + 1]]``."""

    begins: Rows
    values: Rows

    @classmethod
    def build(cls, owners: Rows, values: Rows, n: int) -> Lists:
        """Lists of ``values`` by their ``owners`` (0 to n - 1), each in the order given."""
        order = np.argsort(owners, kind="stable")
        begins = np.concatenate(([0], np.cumsum(np.bincount(owners, minlength=n)))).astype(np.int64)
        return cls(begins, values[order].astype(np.int32))

    def __getitem__(self, i: int) -> Rows:
        return self.values[self.begins[i] : self.begins[i + 1]]


@dataclass(frozen=True, slots=True)
class NameGraph:
    """``hashes``: (m,) sorted hashes of the names. ``about``: name to the passages it is the title or the opening of;
    ``own``: the way back. ``mentions``: passage to the names in its text, in order, each once, and ``places`` beside
    them, the number of the word where it stands first; ``holders``: the way back."""

    hashes: Rows
    about: Lists
    own: Lists
    mentions: Lists
    places: Rows
    holders: Lists

    @classmethod
    def build(cls, own_names: Sequence[Sequence[str]], texts: Sequence[Cut]) -> NameGraph:
        """From the names of each passage and the words of its text."""
        forms: dict[str, int] = {}
        lower: set[str] = set()
        pairs: list[tuple[int, int]] = []

        def add(name: str) -> int | None:
            words, upper = cut(name)
            if not _is_name(words):
                return None
            form = " ".join(words)
            if not upper[0]:
                lower.add(form)
            return forms.setdefault(form, len(forms))

        for row, names in enumerate(own_names):
            numbers = (add(form) for name in names for form in _with_and_without_article(name))
            pairs += [(number, row) for number in dict.fromkeys(numbers) if number is not None]
        hashes, place_of = np.unique(hash_strings(list(forms)), return_inverse=True)
        loose = np.zeros(len(hashes), bool)
        loose[[place_of[forms[form]] for form in lower]] = True
        n = len(texts)
        about = np.array(pairs, np.int64).reshape(-1, 2)
        about = np.unique(np.stack([place_of[about[:, 0]], about[:, 1]], axis=1), axis=0)
        parts = [
            _search(texts[at : at + _AT_A_TIME], hashes, loose, forms) + np.array([at, 0, 0])
            for at in range(0, n, _AT_A_TIME)
        ]
        found = np.concatenate(parts) if parts else np.zeros((0, 3), np.int64)
        itself = np.isin(found[:, 1] * n + found[:, 0], about[:, 0] * n + about[:, 1])
        rows, names, places = _first_of_each(found[~itself]).T
        return cls(
            hashes,
            Lists.build(about[:, 0], about[:, 1], len(hashes)),
            Lists.build(about[:, 1], about[:, 0], n),
            Lists.build(rows, names, n),
            places.astype(np.int32),
            Lists.build(names, rows, len(hashes)),
        )

    def arrays(self) -> dict[str, Rows]:
        """The graph as arrays for a knowledge base file."""
        found = {"names.hashes": self.hashes, "names.places": self.places}
        for name in ("about", "own", "mentions", "holders"):
            lists: Lists = getattr(self, name)
            found |= {f"names.{name}.begins": lists.begins, f"names.{name}.values": lists.values}
        return found

    @classmethod
    def load(cls, arrays: Any) -> NameGraph:
        """The graph that :meth:`arrays` gave."""
        about, own, mentions, holders = (
            Lists(arrays[f"names.{name}.begins"], arrays[f"names.{name}.values"])
            for name in ("about", "own", "mentions", "holders")
        )
        return cls(arrays["names.hashes"], about, own, mentions, arrays["names.places"], holders)

    def spans(self, words: Sequence[str], upper: Sequence[bool]) -> list[tuple[int, int, int]]:
        """(first word, one past the last, number) of the names in a question, in order; of two that overlap the longer.

        Where a question has upper case at all, a name has some; where it has none, a name is no ordinary word.
        """
        n = len(words)
        cased = any(upper[1:]) and not all(upper)
        windows = [(i, j) for i in range(n) for j in range(i + 1, min(n, i + LONGEST) + 1)]
        numbers = self._find([" ".join(words[i:j]) for i, j in windows])
        kept: list[tuple[int, int, int]] = []
        hits = [(i, j, int(m)) for (i, j), m in zip(windows, numbers, strict=True) if m >= 0]
        for i, j, number in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
            plain = not any(upper[i:j]) if cased else words[i] in ORDINARY and j == i + 1
            if plain:
                continue
            if all(j <= first or last <= i for first, last, _ in kept):
                kept.append((i, j, number))
        return sorted(kept)

    def number(self, form: str) -> int | None:
        """The number of a name, as :func:`kgqa.retriever.words.cut` and joined by blanks; None for no name."""
        (number,) = self._find([form]).tolist()
        return None if number < 0 else int(number)

    def named_in(self, row: int) -> list[tuple[int, int]]:
        """(name, place) of the names in a passage's text, in order."""
        at = slice(int(self.mentions.begins[row]), int(self.mentions.begins[row + 1]))
        return list(zip(self.mentions.values[at].tolist(), self.places[at].tolist(), strict=True))

    def _find(self, forms: list[str]) -> NDArray[np.int64]:
        if not forms or not len(self.hashes):
            return np.full(len(forms), -1, np.int64)
        return _places(self.hashes, hash_strings(forms))


def _with_and_without_article(name: str) -> tuple[str, ...]:
    article, _, rest = name.partition(" ")
    return (name, rest) if article in ("The", "A", "An") and rest[:1].isupper() else (name,)


def _is_name(words: list[str]) -> bool:
    """Whether a name can be looked for: not too long, more than a letter, more than function words."""
    return 0 < len(words) <= LONGEST and sum(map(len, words)) > 1 and not set(words) <= FUNCTION


def _places(hashes: Rows, keys: Rows) -> NDArray[np.int64]:
    """Where each key stands in sorted ``hashes``, or -1."""
    if not len(hashes):
        return np.full(len(keys), -1, np.int64)
    at = np.minimum(np.searchsorted(hashes, keys), len(hashes) - 1)
    return np.where(hashes[at] == keys, at, -1).astype(np.int64)


def _search(texts: Sequence[Cut], hashes: Rows, loose: Rows, forms: Iterable[str]) -> NDArray[np.int64]:
    """(row, name, place) of the names in some texts, the longest first where they overlap, (k, 3)."""
    words = [word for text, _ in texts for word in text]
    upper = np.array([flag for _, flags in texts for flag in flags], bool)
    sizes = np.array([len(text) for text, _ in texts], np.int64)
    owners = np.repeat(np.arange(len(texts)), sizes)
    lengths = np.array([len(word) for word in words], np.int64)
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    stretches = Stretches.of(" ".join(words))
    openers = _openers(forms)
    opens = np.array([openers.get(word, 0) for word in words], np.int64)
    taken = np.zeros(len(words), bool)
    found: list[NDArray[np.int64]] = []
    for n in range(min(LONGEST, int(opens.max(initial=0))), 0, -1):
        first = np.flatnonzero(opens[: len(words) - n + 1] >= n)
        first = first[owners[first] == owners[first + n - 1]]
        number = _places(hashes, stretches.hash(starts[first], ends[first + n - 1]))
        good = number >= 0
        good[good] = upper[first[good]] | loose[number[good]]
        first, number = first[good], number[good]
        before = np.concatenate(([0], np.cumsum(taken)))
        free = before[first + n] == before[first]
        kept = list(_apart(first[free].tolist(), n))
        at = np.array(kept, np.int64)
        taken[(at[:, None] + np.arange(n)).ravel()] = True
        number = number[np.searchsorted(first, at)]
        found.append(np.stack([owners[at], number, at], axis=1))
    hits = np.concatenate(found) if found else np.zeros((0, 3), np.int64)
    hits[:, 2] -= (np.cumsum(sizes) - sizes)[hits[:, 0]]
    return hits


def _openers(forms: Iterable[str]) -> dict[str, int]:
    """The first word of each name, and how many words the longest name has that it opens."""
    longest: dict[str, int] = {}
    for form in forms:
        first = form.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), form.count(" ") + 1)
    return longest


def _apart(starts: list[int], n: int) -> Iterator[int]:
    """Those of the sorted ``starts`` whose stretches of ``n`` do not overlap, the first of two."""
    end = -1
    for start in starts:
        if start >= end:
            end = start + n
            yield start


def _first_of_each(found: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first place of each (row, name), in order of row and place."""
    ordered = found[np.lexsort((found[:, 2], found[:, 1], found[:, 0]))]
    new = np.ones(len(ordered), bool)
    new[1:] = (ordered[1:, :2] != ordered[:-1, :2]).any(axis=1)
    kept = ordered[new]
    return kept[np.lexsort((kept[:, 2], kept[:, 0]))]
