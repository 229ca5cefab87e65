"""Whether a text has a word of a name, in whatever form: "Tarn's", "Velanders", "the EU"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgqa.linker.normalise import fold

_STEM, _ENDING = 4, 3
"""Least letters of a word that others are formed of, and most that such a form has more."""


def names_any(name: Iterable[str], text: str) -> bool:
    """Whether a text has one of the folded words of a name, or their first letters as an abbreviation.

    >>> [names_any(["east", "tarn", "league"], text) for text in ("Tarn's", "It joined the ETL.", "Lind's")]
    [True, True, False]
    """
    own = list(name)
    words = [word for word in own if len(word) > 2] or own
    short = "".join(word[0] for word in words).upper()
    if len(short) > 1 and re.search(rf"\b{re.escape(short)}s?\b", text):
        return True
    said = set(fold(text).split())
    return any(is_form(word, other) for word in words for other in said)


def is_form(word: str, other: str) -> bool:
    """Whether one of two folded words is the other, or formed of it: of a genitive the sign is folded away.

    >>> is_form("veland", "velanders"), is_form("tarn", "tarns"), is_form("sundlake", "sundline")
    (True, True, False)
    """
    short, long = sorted((word, other), key=len)
    if not long.startswith(short):
        return False
    ending = long[len(short) :]
    return ending in ("", "s") or (len(short) >= _STEM and len(ending) <= _ENDING)
