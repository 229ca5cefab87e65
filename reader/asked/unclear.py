"""What the words of a question leave open: what they say of today, and what a "not" leaves of the best or of both."""

from __future__ import annotations

import re

from kgqa.reader.asked.superlative import BEST
from kgqa.reader.language.operations import VERBS
from kgqa.reader.language.yes_or_no import asks_yes_or_no

_SAID = "|".join(f"(?:{pattern})" for pattern, _ in VERBS)
_MANY = (
    r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|few|several|couple of)"
)
_UNIT = r"(?:days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_YEARS = rf"{_MANY}(?: (?:hundred|thousand|million))? {_UNIT}"
_AGO = rf"{_YEARS} ago\b"
_OF_SET = r"^(?:how many|list|name|show|which|what (?!is\b|was\b|are\b|were\b|did\b|does\b|do\b|happened\b)[a-z]+) "
_FROM_TODAY = re.compile(
    rf"\b(?:more than|less than|fewer than|longer than|over|under|at least|at most|up to|within) "
    rf"{_YEARS} (?:ago|after|before|later|earlier)\b|\b{_YEARS} (?:after|before) \d"
    rf"|\b(?:in|within|during|over|for) (?:the )?(?:last|past|next|coming|previous|recent) "
    rf"(?:{_MANY} )?{_UNIT}\b(?! (?:of|before|after|that|when)\b| in (?:office|power)\b)"
    rf"|\bnewer than {_MANY} {_UNIT}\b"
    rf"|{_OF_SET}.*\b{_AGO}"
    rf"|{_OF_SET}.*\b(?:{_SAID}) (?:last|this|next) (?:week|month|year|decade|century)\b"
)
_OF_NO_SET = re.compile(r"(?:when|why|where|how(?! many))\b")
_NOT = r"(?:\b(?:not|never|neither|nor)|n't)"
_NOT_BEST = re.compile(
    rf"{_NOT} (?:(?!(?:and|but|that|which|who|whose|while|where)\b)[a-z]+ ){{0,3}}?(?:{BEST})\b(?! than\b)"
)
NOT_BEST = "what is not the largest, or not the first, may be any other"
_NOT_BOTH = re.compile(
    rf"{_NOT} (?:[a-z]+ ){{0,3}}?both\b|\bor\b.* not (?:all|either) (?:of them|two|three)\b"
    r"|\b(?:exactly|only|just) one of\b.* (?:or|and) "
)


def unclear(text: str) -> str:
    """Why a question leaves open what it asks, by its words; "" where they do not. ``text``: masked, in small letters.

    >>> unclear("which films by §0 were released at least 25 years ago"), unclear("who led §0 five years ago")
    ('how long ago something was is not worked out', '')
    >>> unclear("which city of §0 is not the largest"), unclear("which films of §0 were not released before 1990")
    ('what is not the largest, or not the first, may be any other', '')
    """
    if _OF_NO_SET.match(text):
        return ""
    if _FROM_TODAY.search(text):
        return "how long ago something was is not worked out"
    if asks_yes_or_no(text):
        return ""
    if _NOT_BOTH.search(text):
        return "which of both is meant is not worked out"
    if _NOT_BEST.search(text):
        return NOT_BEST
    return ""
