"""What is listed beside the thing a question is about: of "borders with Varland, Dorrin and Ulm" none borders that."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.lists.enumeration import enumerated

BESIDE = 0.3
"""What is left of the probability of what stands in one list with what the question names."""

_LIKE = re.compile(
    r"\b(?:brothers?|sisters?|siblings?|twins?|other|others|also|else|along|together|fellow|rivals?)\b", re.I
)
"""What a question asks for that are listed with one another."""


def is_listed_with(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands in a list with a thing that a question for several things names.

    >>> text = "It borders Varland, Dorrin and Ulm."
    >>> is_listed_with("Which countries border Varland?", text, 20, 26)
    True
    >>> is_listed_with("Which countries border Kestria?", text, 20, 26)
    False
    """
    several = asks_for_several(question)
    if several is None or _LIKE.search(question):
        return False
    asked = f" {fold(question[several.lead :])} "
    return any(
        text[low:high][:1].isupper() and f" {fold(text[low:high])} " in asked
        for low, high in enumerated(text, start, end)
    )
