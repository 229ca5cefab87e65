"""What the opening of a page says that its thing is: "X is an American literary magazine", "a genus of ferns"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.reader.language.sentences import sentences
from kgqa.reader.pairs.words import words_of

_COPULA = re.compile(
    r"\b(?:is|are|was|were)\s+(?:(?:also|currently|originally|formerly|now|best known as|considered)\s+)?"
    r"(?:(?:one|any|some|each) of (?:the |[a-z]+ )?|(?:an?|the)\s+|(?=[a-z]))"
)
_ENDS = re.compile(
    r"[;:.](?:\s|$)|,? ?\b(?:of|in|by|from|for|on|at|that|which|who|whose|where|when|with|to|as|than|during|between"
    r"|since|near|native|best|known|born|based|located|situated|but|is|was|were|are|has|had|about|under"
    r"|originally|founded|formed|published|directed|written|produced|created|released|developed|starring|set|made"
    r"|and (?:is|was|has|had|he|she|it|the|also|former(?:ly)?\b)"
    r"|[a-z]+ing (?=(?:the|an?|its|his|her|their|in|on|of|at|to|for|with|as|from)\b|[A-Z\d]))\b"
)
_CLASSIFIERS = (
    "genus|genera|breed|breeds|type|types|kind|kinds|species|form|variety|class|chain|brand|series|cultivar|member"
    "|family|group|order|piece|work"
)
_OF = re.compile(
    rf"\b(?:{_CLASSIFIERS}) of (?:the )?(?:(?:about|over|around|some|approximately|up to)? ?[\d,–-]+ )?", re.I
)
_PARTS = re.compile(r",? and |, |/| & ")
_COUNTED = re.compile(r"(?:\w+ ){0,3}species of (?=[a-z])")
_BRACKETS = re.compile(r"\([^()]*\)|[()\"“”]")
"""What is in brackets; a bracket that is not closed by itself, and quotes."""

_SPAN = 400


@dataclass(frozen=True, slots=True)
class Definition:
    """What a thing is said to be: ``text[start:end]``, and the offsets of each of the ``kinds`` named there."""

    start: int
    end: int
    kinds: tuple[tuple[int, int], ...]


def definition(text: str) -> Definition | None:
    """What the first sentence of a page says that its thing is; None where it says no such thing.

    >>> text = "Veldia (VEL-dee-a) is a genus of flowering plants in the family Veldiaceae."
    >>> found = definition(text)
    >>> text[found.start : found.end], [text[slice(*kind)] for kind in found.kinds]
    ('genus of flowering plants', ['genus', 'flowering plants'])
    """
    every = sentences(text)
    if not every:
        return None
    last = min(every[0][1], _SPAN)
    # What brackets hold is no part of it, and keeps its place.
    bare = _BRACKETS.sub(lambda found: " " * len(found[0]), text[:last])
    copula = _COPULA.search(bare)
    if copula is None:
        return None
    start = copula.end()
    kinds: list[tuple[int, int]] = []
    end = _part(bare, start, last, kinds)
    while (more := _OF.search(bare, start, min(last, end + 24))) is not None and more.end() > end:
        at = more.end()
        if (counted := _COUNTED.match(bare, at)) is not None:
            at = counted.end()
        new = _part(bare, at, last, kinds)
        if new <= at:
            break
        start, end = at, new
    if not kinds:
        return None
    return Definition(copula.end(), end, tuple(kinds))


def heads(text: str, found: Definition) -> frozenset[str]:
    """The roots of the last words of the kinds: what the thing is, without what it is like."""
    return frozenset(own[-1].root for kind in found.kinds if (own := words_of(text, *kind)))


def _part(bare: str, start: int, last: int, kinds: list[tuple[int, int]]) -> int:
    stop = _ENDS.search(bare, start, last)
    end = stop.start() if stop is not None else last
    at = start
    for gap in [*_PARTS.finditer(bare, start, end), None]:
        to = end if gap is None else gap.start()
        first = at + len(bare[at:to]) - len(bare[at:to].lstrip())
        to = first + len(bare[first:to].rstrip(" ,.;"))
        if first < to and bare[first].isalnum():
            kinds.append((first, to))
        if gap is not None:
            at = gap.end()
    return end
