"""A text in words, as the lexical index and the name graph see it: folded, with which of them begin in upper case."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.linker.normalise import fold

_POSSESSIVE = re.compile(r"['’ʼ＇]s(?=\W*$)", re.IGNORECASE)


def cut(text: str) -> tuple[list[str], list[bool]]:
    """The words of a text and whether each begins in upper case (or in a sign that has no case).

    A closing "'s" goes; what a hyphen joins is several words.

    >>> cut("Lindium's discoverer: A. Lind-Ek, 北京")[0]
    ['lindium', 'discoverer', 'a', 'lind', 'ek', '北', '京']
    """
    words: list[str] = []
    upper: list[bool] = []
    for piece in text.split():
        folded, is_upper = _folded(piece)
        words += folded
        upper += [is_upper] * len(folded)
    return words, upper


@lru_cache(maxsize=1 << 18)
def _folded(piece: str) -> tuple[tuple[str, ...], bool]:
    first = next((sign for sign in piece if sign.isalnum()), "")
    return tuple(fold(_POSSESSIVE.sub("", piece)).split()), not first.islower()
