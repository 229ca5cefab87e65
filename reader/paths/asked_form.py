"""What an answer must look like, by the question's words: a time of day, a number to call, and never a pronoun or what
only asks."""

from __future__ import annotations

import re

_PRONOUN = re.compile(
    r"(?:i|me|we|us|you|he|him|she|her|it|they|them|this|that|these|those|who|which|what|my|our|your|his|its|their"
    r"|(?:my|our|your|him|her|it|them)sel(?:f|ves)|when|where|why"
    r"|how(?: (?:long|much|many|often|far|old|big|tall|deep))?)",
    re.IGNORECASE,
)
_WHO = re.compile(r"\s*who(?:m|se)?\b", re.IGNORECASE)
_WHAT_TIME = re.compile(r"\s*(?:(?:at|from|until|by) )?(?:what|which) time\b(?! of (?:the )?year)", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d[.:h]\d\d|\b\d{1,4} ?(?:[ap]\.?m\b|o['’]?clock|h\b|hours\b)|\b(?:noon|midday|midnight|dawn|dusk|sunrise|sunset"
    r"|o['’]clock|half past|quarter (?:to|past))\b|^\D{0,12}\d{1,2}$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{4}\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\s*(?:what|which) (?:illness|disease|sickness)\b|\bwhat .*\b(?:die|died|dying|suffer\w*) (?:of|from)\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"\b(?:(?:tele)?phone|mobile|fax|helpline|hotline) numbers?\b|\bnumber\b.*\b(?:ring|call|phone|dial)\b",
    re.IGNORECASE,
)
_LEAST_DIGITS = 3
"""Digits of a number that is called: of emergency numbers."""


def has_asked_form(question: str, text: str) -> bool:
    """Whether ``text`` can be the answer, for what it looks like.

    >>> asked = "What time does the school day start?"
    >>> [has_asked_form(asked, text) for text in ("8.45", "half past eight", "12 March", "nine")]
    [True, True, False, True]
    >>> asked = "What is the phone number of the campsite?"
    >>> [has_asked_form(asked, text) for text in ("01632 960144", "64", "999", "Heron Mere")]
    [True, False, True, False]
    >>> has_asked_form("What did she die of?", "4 May 1923"), has_asked_form("How long will it take?", "how long")
    (False, False)
    >>> has_asked_form("Who wrote Tallymoss?", "I"), has_asked_form("Which vitamin is it?", "B")
    (False, True)
    """
    told = text.strip()
    is_name = told.isupper() and (len(told) > 1 or not _WHO.match(question))  # "US", and the numeral I
    if _PRONOUN.fullmatch(told) and not is_name:
        return False
    if _WHAT_TIME.match(question) and _DAY.search(told) and not _CLOCK.search(told):
        return False
    if _OF_WHAT.search(question) and _DAY.search(told):
        return False
    return not _TELEPHONE.search(question) or sum(map(str.isdigit, told)) >= _LEAST_DIGITS
