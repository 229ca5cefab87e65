"""Where the sentences of a text lie."""

from __future__ import annotations

import itertools
import re

_END = re.compile(r"(?:(?<=[a-z0-9)\]\"”])|(?<=[A-Za-z][A-Z]))[.!?]\s+(?=[A-Z\"“(])|\n+")
_ABBREVIATED = re.compile(r"\b(?:St|Dr|Mr|Mrs|Ms|Sr|Jr|No|vs|Mt|Co|Inc|Ltd|Corp|approx|ca)$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of a text.

    >>> text = "St. Ann is a fort. It was built in 1880."
    >>> [text[slice(*each)] for each in sentences(text)]
    ['St. Ann is a fort.', 'It was built in 1880.']
    >>> text = "It runs on macOS. J. R. Lind wrote it."
    >>> [text[slice(*each)] for each in sentences(text)]
    ['It runs on macOS.', 'J. R. Lind wrote it.']
    """
    edges = [0]
    for found in _END.finditer(text):
        if not _ABBREVIATED.search(text[edges[-1] : found.start()]):
            edges.append(found.end())
    edges.append(len(text))
    return [(a, a + len(text[a:b].rstrip())) for a, b in itertools.pairwise(edges) if text[a:b].strip()]
