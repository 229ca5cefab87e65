"""What a text tells of the past alone: "Ghent was the capital until 1900" says nothing of what the capital is."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.claims.names import named_in
from kgqa.reader.language.events import sentence

_ASKED_NOW = re.compile(r"(?:who|what|where|when|how \w+|which) (?:is|are)\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r"[,;:()–—]|\b(?:and|but|although|though|while|whereas|which|who|that|where|when)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\b(?:is|are|has been|have been|has|have|remains?|stays?|serves?|still|today|now|currently|since)\b", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:until|till|former|formerly|previously|previous|erstwhile|used to|had been|once)\b", re.IGNORECASE
)
_NOT_UNTIL = re.compile(r"\bnot\b.*\b(?:until|till)\b", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:was|were)\s+(?:(?:also|first|then|later|once|[a-z]+ly) )*(?P<next>[^\W\d_]+|\d)", re.IGNORECASE
)
_DONE = re.compile(
    r"(?:\w+(?:ed|wn|ung)|not|never|made|built|born|held|set|led|won|told|sold|found|given|taken|written|chosen|begun|cut|put"
    r"|laid|kept|left|sent|known|driven|woven|spoken|hit|cast)$",
    re.IGNORECASE,
)
"""Behind "was" what somebody did, of which what it made may be there still: "was written by"."""
_LASTING = re.compile(
    r"\b(?:first|author|writer|poet|novelist|playwright|screenwriter|director|composer|songwriter|lyricist|creator|founder"
    r"|co-founder|inventor|discoverer|designer|architect|builder|maker|painter|sculptor|producer|publisher|winner|victor"
    r"|father|mother|parents?|son|daughter|child|brother|sister|sibling|uncle|aunt|nephew|niece|cousin|grand\w+"
    r"|descendant|ancestor|birthplace|place|date|year|cause|origin|namesake|killer|murderer)\b|\bfrom\s*\?*$",
    re.IGNORECASE,
)
"""What one is for good, of whom a text may tell in the past."""


def is_bygone(question: str, text: str, start: int, end: int) -> bool:
    """Whether an open question is for what is, and the clause that tells of it, around ``text[start:end]`` or in
    its sentence, for what was.

    >>> asked = "What is the capital of Veland?"
    >>> texts = ("Ghent was the capital.", "Ghent, the former capital, is old.", "Ghent, the capital, was burnt.")
    >>> [is_bygone(asked, text, 0, 5) for text in texts]
    [True, True, False]
    """
    if _ASKED_NOW.match(question) is None or _LASTING.search(question) is not None:
        return False
    first, last = sentence(text, start, end)
    asked = {stem(word) for word in fold(question).split() if word not in FUNCTION}
    asked -= {stem(word) for word in named_in(question)}
    edges = [first, *(at for found in _CLAUSES.finditer(text, first, last) for at in found.span()), last]
    clauses = list(zip(edges[::2], edges[1::2], strict=True))
    telling = [
        text[slice(*clause)]
        for clause in clauses
        if asked & {stem(word) for word in fold(text[slice(*clause)]).split()}
    ]
    own = [text[begin:stop] for begin, stop in clauses if begin < end and start < stop]
    return any(map(_is_past, telling or own))


def _is_past(clause: str) -> bool:
    if _NOW.search(clause) is not None or _NOT_UNTIL.search(clause) is not None:
        return False
    was = _WAS.search(clause)
    return _UNTIL.search(clause) is not None or (was is not None and _DONE.match(was["next"]) is None)
