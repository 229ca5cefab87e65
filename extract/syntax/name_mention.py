"""A name in a text."""

from __future__ import annotations

from typing import NamedTuple


class NameMention(NamedTuple):
    """A name in a text, ``text[start:end]``, and its type in lower-case words, "" where unknown."""

    start: int
    end: int
    text: str
    type: str
