"""Where somebody was born and died, as brackets behind a name say it: "(3 May 1901, Ghent – 9 June 1977, Ostend)"."""

from __future__ import annotations

import re

from kgqa.reader.language.life_dates import halves
from kgqa.reader.language.quantities import DATES

_BORN = re.compile(r"(?<=[\w.\"”’')])\s?\((?P<half>\s?(?:born|b\.):?\s[^()–—;]{4,80})\)")
"""Brackets of one who is alive."""

_LONGEST_NAME = 120
"""Characters before the brackets: further on they are of something else."""

_PLACE = re.compile(r"(?:,| in| at)?\s+(?:(?:in|at)\s+)?(?P<place>[^\W\d_a-z][^\d()\[\];:\"?]{2,60}?)[\s,.]*$")
_BEFORE = re.compile(r"[\s(]*(?P<place>[^\W\d_a-z](?:(?!born\b)[^\d()\[\];:\"?]){2,60}?),\s*")


def place_of(text: str, label: str) -> tuple[int, int] | None:
    """Offsets of the "place of birth" or "place of death" (``label``) in the brackets behind the name that a text opens
    with; None where they say none, or for another label.

    >>> text = "Jo Lind (3 May 1901, Ghent – 9 June 1977 in Ostend) was a painter."
    >>> [text[slice(*place_of(text, f"place of {what}"))] for what in ("birth", "death")]
    ['Ghent', 'Ostend']
    """
    if label not in ("place of birth", "place of death"):
        return None
    both = halves(text)
    if both is not None:
        start, end = both[label == "place of death"]
    elif label == "place of birth" and (alive := _BORN.search(text, 0, _LONGEST_NAME + 90)) is not None:
        start, end = alive.span("half")
    else:
        return None
    dates = list(DATES.finditer(text, start, end))
    if not dates:
        return None
    found = _PLACE.match(text[:end], dates[-1].end()) or _BEFORE.fullmatch(text, start, dates[0].start())
    return None if found is None else found.span("place")
