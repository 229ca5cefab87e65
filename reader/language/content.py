"""What a text says besides its function words."""

from __future__ import annotations

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION


def content_stems(text: str) -> frozenset[str]:
    """The stems of all words that are no function words.

    >>> sorted(content_stems("those depends_on of the ferries"))
    ['depend', 'ferr']
    """
    return frozenset(stem(word) for word in fold(text.replace("_", " ")).split() if word not in FUNCTION)
