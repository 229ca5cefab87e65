"""Where the name of a school or a prize ends: with its place, or what it is for, where the words before name none."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION, KINDS

_COMMON = KINDS | frozenset(
    re.findall(
        r"\w+",
        "royal imperial federal central public private film films cinema television media drama dramatic music musical"
        " performing fine applied visual technical technology polytechnic higher secondary grammar military naval staff"
        " medical law business economics engineering agricultural design architecture conservatory conservatoire"
        " graduate teachers training state",
    )
)
"""Words for schools of any place: "Academy of Performing Arts" is one of many."""

LONGEST = 200
"""Characters of a name that are looked at: a text may be anything."""

_PLACE = re.compile(
    r"(?:, | (?:in|of|at) (?:the )?)[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){0,2}"
    r"(?!,? (?:and|or) [A-Z]|, [A-Z]|[\w'’-])"
)
_FOR = re.compile(r" (?:for|of) (?:the )?(?:Best|Outstanding|Excellence|Distinguished|Most)(?: [^\W\d_a-z][\w'’-]*)+")


def body_end(text: str, start: int, end: int) -> int:
    """Where the name ``text[start:end]`` that was read in part ends.

    >>> texts = "at the Film Academy in Veland, and", "a Lind Prize for Best Film in 1990", "at Lind College in Veland"
    >>> [text[start : body_end(text, start, end)] for text, start, end in zip(texts, (7, 2, 3), (19, 12, 15))]
    ['Film Academy in Veland', 'Lind Prize for Best Film', 'Lind College']
    """
    told = _FOR.match(text, end)
    if told is not None:
        return told.end()
    words = fold(text[start : min(end, start + LONGEST)]).split()
    if len(words) > 1 and all(word in _COMMON or word in FUNCTION for word in words):
        place = _PLACE.match(text, end)
        return end if place is None or not _COMMON.isdisjoint(fold(place[0]).split()) else place.end()
    return end
