"""Words of questions and of texts made comparable: "genera" and "genus", "restaurants" and "restaurant"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.operations import singular

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROOTS = {
    "genera": "genus", "genuses": "genus", "us": "us", "species": "species", "series": "series", "people": "person",
    "men": "man", "women": "woman", "children": "child", "wolves": "wolf", "leaves": "leaf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its root, and its offsets in the text; ``upper``: whether it begins in upper case."""

    root: str
    start: int
    end: int
    upper: bool


def root(word: str) -> str:
    """What forms of a word have in common.

    >>> root("genera") == root("genuses") == root("genus"), root("Breeds") == root("breed")
    (True, True)
    """
    folded = fold(word.removesuffix("'s").removesuffix("’s"))
    return _ROOTS.get(folded) or (folded if folded in _ROOTS.values() else stem(singular(folded)))


def roots(words: str) -> frozenset[str]:
    """The roots of some words, written as one string."""
    return frozenset(root(word) for word in words.split())


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; what a hyphen joins is several."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(root(m[0]), m.start(), m.end(), m[0][0].isupper()) for m in found]
