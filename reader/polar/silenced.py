"""Verdicts that a text does not give, however sure a network is of them: what it says is narrower, or about something
else than what is asked."""

from __future__ import annotations

import re

_WHOLE = 0.999

_ONLY = re.compile(r"\b(?:only|nothing but|alone)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno longer\b|\bany ?more\b", re.IGNORECASE)
_DENIED = r"\b(?:not|no|never|nobody|no one|nothing|n['’]t|cannot)\b"
_DEGREE = re.compile(
    rf"{_DENIED}(?:\s+\w+){{0,3}}?\s+(very|fully|always|quite|entirely|completely|unanimously|too|due|strict\w*|direct\w*"
    r"|ordinary|mean|seriously|badly|both|founding|late|early|today|yet|young|often|far|alone|more than one|this week"
    r"|at first|at the start)\b",
    re.IGNORECASE,
)
"""What is denied is a degree, a time or a part, and not the whole."""
_SELDOM = re.compile(r"\b(?:is|are|was|were) (?:seldom|rarely|hardly ever)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:partly|partially|nearly|almost|some of|would have|it is a myth)\b", re.IGNORECASE)
_SAVE = re.compile(
    r"\b(?:save|bar|except(?: for| on| in)?|apart from|other than|but not)\s+(?:on |in |for )?(\w+)", re.IGNORECASE
)

_DUTY_ASKED = re.compile(r"\b(?:must|should|have to|has to|needs? to|required|obligatory)\b", re.IGNORECASE)
_DUTY_TOLD = re.compile(
    r"\b(?:must|shall|should|ha(?:ve|s|d) to|need\w*|requir\w*|obligat\w*|compulsory|mandatory|essential|only|always"
    r"|never|without|unless|please|ask(?:s|ed)? (?:you|them|all)|make sure|expect\w*|(?:is|are) to|insist\w*|rule)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:can|may|comes? with|includ\w*|provid\w*|suppl\w*|available|free|lend\w*|lent|offer\w*|at no charge)\b",
    re.IGNORECASE,
)


def silenced(question: str, text: str, covered: float) -> tuple[bool, bool]:
    """Whether a text can give no yes, and no no. ``covered``: the share in [0, 1] of the question's words that it has.

    >>> silenced("Must I wear a helmet?", "A helmet comes with every bicycle.", 0.5)
    (True, False)
    >>> silenced("Was the pool heated?", "The pool is no longer heated.", 1.0)
    (False, True)
    >>> silenced("Is the trail open?", "The trail is not always open.", 1.0)
    (False, True)
    >>> silenced("Is the hall open on Sundays?", "The hall is open every day save Sundays.", 1.0)
    (True, False)
    """
    asked = question.lower()
    only_offered = _OFFERED.search(text) is not None and _DUTY_TOLD.search(text) is None
    no_yes = (
        (_DUTY_ASKED.search(question) is not None and only_offered)
        or any(found[0].lower() not in asked for found in _PART.finditer(text))
        or any(found[1].lower() in re.findall(r"\w+", asked) for found in _SAVE.finditer(text))
    )
    no_no = (
        # "We take cards only" is no "no" to who asks for cards.
        (covered >= _WHOLE and _ONLY.search(text) is not None)
        or (_WAS.match(asked.lstrip()) is not None and _NO_LONGER.search(text) is not None)
        or any(found[1].lower() not in asked for found in _DEGREE.finditer(text))
        or _SELDOM.search(text) is not None
    )
    return no_yes, no_no
