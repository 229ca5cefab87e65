"""The brackets behind a name in the first sentence of an article: "(3 May 1901, Ghent – 9 June 1977, Ostend)"."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.reader.language.quantities import DATES

_LIFE = re.compile(
    r"(?<=[\w.\"”’')])\s?\(\s?(?P<born>[^()–—;]*?\b\d{3,4}\b[^()–—;]*?)(?:\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{4}\b))"
    r"(?P<died>[^()–—]*?\b\d{3,4}\b[^()]*)\)"
)
_NOT_A_NAME = re.compile(r"[.!?]\s+[A-Z][a-z]+ (?:[a-z]+ )|[;:\n]|\b(?:is|was|are|were|in|for|from|to|at|with|by)\b")
_LONGEST_NAME = 120
"""Characters before the bracket: further on it holds the years of something else."""

_WHEN = re.compile(r"\b(?:when|what (?:year|date|day)|which year|(?:date|year|day) of)\b", re.IGNORECASE)
_BORN, _DIED = re.compile(r"\b(?:born|birth)\b"), re.compile(r"\b(?:die[sd]?|death)\b")


@lru_cache(maxsize=256)
def halves(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The stretch of the brackets that tells of birth, and the one that tells of death; None where a text does not open
    with a name and such brackets."""
    found = _LIFE.search(text, 0, _LONGEST_NAME + 160)
    if found is None or found.start() > _LONGEST_NAME or _NOT_A_NAME.search(text, 0, found.start("born")):
        return None
    return found.span("born"), found.span("died")


def half_of(text: str, at: int) -> str:
    """Whether the character ``at`` stands in the half of the brackets that tells of birth ("born") or of death
    ("died"); "" for any other place.

    >>> text = "Jo Lind (3 May 1901, Ghent – 9 June 1977, Ostend) was a painter."
    >>> half_of(text, text.index("Ghent")), half_of(text, text.index("Ostend")), half_of(text, text.index("painter"))
    ('born', 'died', '')
    """
    both = halves(text)
    if both is None:
        return ""
    (born, to), (died, end) = both
    return "born" if born <= at < to else "died" if died <= at < end else ""


def dated(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span in the brackets, for a question after the day of birth or death, as the date of the half that is asked
    for; any other span as it is.

    >>> text = "Jo Lind (3 May 1901, Ghent – 9 June 1977, Ostend) was a painter."
    >>> text[slice(*dated("When did Jo Lind die?", text, 9, 19))], text[slice(*dated("Where did Jo die?", text, 9, 19))]
    ('9 June 1977', '3 May 1901')
    """
    both = halves(text)
    is_born, is_died = (pattern.search(question) is not None for pattern in (_BORN, _DIED))
    if both is None or is_born == is_died or not _WHEN.search(question) or not half_of(text, start):
        return start, end
    if end > both[1][1]:
        return start, end
    found = DATES.search(text, *both[0 if is_born else 1])
    return found.span() if found else (start, end)
