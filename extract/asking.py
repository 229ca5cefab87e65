"""Sentences that ask: what they name together, they do not say."""

from __future__ import annotations

import re

_END = re.compile(r"\?[?!\"”’»)\]*_]*\s*\Z")


def asks(sentence: str) -> bool:
    """Whether a sentence is a question.

    >>> asks("Was Ada Lind born in Velmora?"), asks('"Who?" asked Ada Lind.'), asks("(Did she?) ")
    (True, False, True)
    """
    return bool(_END.search(sentence))
