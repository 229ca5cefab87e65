"""The other side of a contrast: what was "before the removal" is no answer to what was after it."""

from __future__ import annotations

import re

from kgqa.reader.language.events import sentence

OTHER_SIDE = 0.25
"""What is left of a span's probability where its clause tells of the other side."""

_SIDES = {
    "before": re.compile(r"\b(?:before(?:hand)?|prior to|previously|until then|at first|originally)\b", re.IGNORECASE),
    "after": re.compile(r"\b(?:after(?:wards?)?|since then|following|thereafter|later)\b", re.IGNORECASE),
}
_AT_BEGIN = re.compile(r"^\W*(?P<word>before|prior to|after|afterwards?|following|previously)\b", re.IGNORECASE)
_CLAUSES = re.compile(r";|, (?:and|but|while|whereas) |\bbut\b|\bwhile\b|\bwhereas\b")
_ASKED = re.compile(r"\b(?P<word>before|after|prior to|following)\b (?:the |it|this|that|its )", re.IGNORECASE)


def is_on_other_side(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause of ``text[start:end]`` tells what was before, where what was after is asked for, or the other
    way round.

    >>> text = "Before the removal, 31% of nests succeeded; afterwards this rose to 68%."
    >>> [is_on_other_side("What share succeeded after the removal?", text, at, at + 3) for at in (20, 68)]
    [True, False]
    """
    asked = [
        side for side, words in _SIDES.items() if (found := _ASKED.search(question)) and words.match(found["word"])
    ]
    if len(asked) != 1:
        return False
    first, last = sentence(text, start, end)
    edges = [first, *(first + found.end() for found in _CLAUSES.finditer(text[first:last])), last]
    begin = max(edge for edge in edges if edge <= start)
    until = min(edge for edge in edges if edge >= min(end, last))
    told = {side for side, words in _SIDES.items() if words.search(text[begin:until])}
    begun = _AT_BEGIN.match(text[begin:until])
    if begun is not None:
        told = {side for side, words in _SIDES.items() if words.match(begun["word"])}
    return bool(told) and asked[0] not in told
