"""Which questions a reader was trained on, as hashes: enough to tell a leak, too little to read them back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kgqa.errors import ModelError
from kgqa.reader.checkpoint import SHIPPED

FILE = "questions.bin"
WIDTH = 5
"""Bytes of a hash: among a hundred thousand questions one in ten million is taken for known by chance."""


_GLYPH = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION SELECTOR", "COMBINING ENCLOSING")


def question_key(text: str) -> bytes:
    """The hash of a question's words, whatever their case, punctuation and spacing.

    Combining marks are part of a word, as the vowel signs of Hindi are, joined to their letter or not.

    >>> question_key("Who directed Heat?") == question_key("who directed  [heat]")
    True
    >>> question_key("कि") == question_key("का")
    False
    """
    if any(map(_is_mark, text)):
        text = unicodedata.normalize("NFC", text)
    # Without a mark the words are as they always were, so that files of hashes written before still tell.
    words = " ".join(_words(text.casefold()) if any(map(_is_mark, text)) else re.findall(r"\w+", text.casefold()))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=WIDTH).digest()


def _is_mark(char: str) -> bool:
    """Whether it belongs to the letter before it; what only chooses a glyph, as for an emoji, does not."""
    return unicodedata.category(char).startswith("M") and not unicodedata.name(char, "").startswith(_GLYPH)


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char == "_" or _is_mark(char) else " " for char in text).split()


class TrainedOn:
    """A set of questions, by hash."""

    def __init__(self, keys: frozenset[bytes]) -> None:
        self._keys = keys

    @classmethod
    def of(cls, questions: Iterable[str]) -> TrainedOn:
        """The set of these questions."""
        return cls(frozenset(map(question_key, questions)))

    @classmethod
    def load(cls, name: str | Path) -> TrainedOn | None:
        """That of a shipped reader or checkpoint folder; None where it does not say."""
        shipped = SHIPPED / str(name) / FILE
        file = shipped if shipped.exists() else Path(name) / FILE
        if not file.is_file():
            return None
        raw = file.read_bytes()
        if len(raw) % WIDTH:
            raise ModelError(f"{file}: holds hashes of {WIDTH} bytes each, found {len(raw)} bytes")
        return cls(frozenset(raw[at : at + WIDTH] for at in range(0, len(raw), WIDTH)))

    def with_those_of(self, names: Iterable[str | Path]) -> TrainedOn | None:
        """These and those of all the named readers; None where one of them does not say: the set would lack some."""
        known = self
        for name in names:
            more = TrainedOn.load(name)
            if more is None:
                return None
            known |= more
        return known

    def save(self, folder: Path) -> None:
        """Writes the sorted hashes."""
        (folder / FILE).write_bytes(b"".join(sorted(self._keys)))

    def __or__(self, other: TrainedOn) -> TrainedOn:
        return TrainedOn(self._keys | other._keys)

    def __contains__(self, question: object) -> bool:
        return isinstance(question, str) and question_key(question) in self._keys

    def __len__(self) -> int:
        return len(self._keys)
