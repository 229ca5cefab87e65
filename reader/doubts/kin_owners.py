"""Whose kin is asked about is not that kin: where the wife of somebody was born is not where he was."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.doubts.kin_direction import KIN, Kin, kin_of
from kgqa.reader.language.nations import is_adjective

OWNER = 0.35
"""What is left of the probability of what a text opens with of one whose kin the question asks about."""

GUESSED = 0.6
"""What is left of a value that its text only supposes."""

NATION_ALONE = 0.55
"""What is left of a nationality where a question asks in which country somebody was born: emigrants have another."""

_TERM = rf"(?<![\w-])(?P<term>{KIN})(?![\w-])"
_ASKED = re.compile(
    rf"(?:(?<!whose )(?:{_TERM}) of (?!wh)|(?<!\w)[\w.-]+['’]s? (?:[a-z]+ ){{0,2}}?{_TERM.replace('term', 'other')})"
)
_OF_ITS = re.compile(rf"\b(?:[Hh]is|[Hh]er)\s+(?:(?!{KIN}\b)[a-z-]+\s+){{0,2}}{_TERM}")
_MARRIED = re.compile(r"\bmarried\b")
_GOES_ON = re.compile(r"(?:He|She|His|Her)\b")
_STOP = re.compile(r"(?<=[a-z0-9)\]]{2})[.!?]\s")
_NO_KIN_ASKED = re.compile(
    r"\s*(?:where|when|(?:in |at |of )?(?:what|which) (?:school|university|college|academy|award|prize|company|city"
    r"|town|place|country|year|date))\b",
    re.IGNORECASE,
)
_IS = re.compile(rf"{_TERM}(?:,|\s+(?:was|is|named|called))\s+(?:(?:the|an?) (?:[A-Z][a-z]+ )?(?:[a-z]+ )?)?$")
_GUESS = re.compile(r"\b(?:may|might|could) (?:[a-z]+ly )?have (?:been )?[a-z]+ (?:[a-z]+ ){0,2}$")
_COUNTRY = re.compile(
    r"\s*(?:in )?(?:what|which) country (?:(?:was|did) .*\b(?:born|die)\b|(?:is|was|has) .*\b(?:birth|death))",
    re.IGNORECASE,
)
_OPENING = 400
"""Characters of a text in which its first sentence ends."""


def kin_asked_about(question: str) -> Kin | None:
    """The kin of whom a question asks something else than who that is.

    >>> kin_asked_about("Where was the wife of Jo Lind born?"), kin_asked_about("Where was Jo Lind's father born?")
    (Kin(kind='spouse', sex='f'), Kin(kind='parent', sex='m'))
    >>> kin_asked_about("Who is the wife of Jo Lind?"), kin_asked_about("Where was the man whose wife is Ida born?")
    (None, None)
    """
    if _NO_KIN_ASKED.match(question) is None:
        return None
    found = _ASKED.search(question)
    return None if found is None else kin_of(found["term"] or found["other"])


def is_of_owner(question: str, text: str, start: int, title: str = "") -> bool:
    """Whether ``start`` lies in a sentence about one who has such kin as the question asks about, and nothing before it
    speaks of any: the first of a text, or one that goes on with "she".

    ``title``: that of the text; parents have parents, too, and only a name that is asked of tells whose page it is.

    >>> text = "Jo Lind, an actor, was born in Ghent. His wife was the singer Ida Berg, who was born in Ostend."
    >>> [is_of_owner("Where was the wife of Jo Lind born?", text, at) for at in (31, 88)]
    [True, False]
    """
    asked = kin_asked_about(question)
    if asked is None or start > _OPENING:
        return False
    name = fold(title.partition(" (")[0])
    is_asked_of = bool(name) and re.search(rf"\b{re.escape(name)}s?\b", fold(question)) is not None
    if not is_asked_of and (asked.kind != "spouse" or not asked.sex):
        return False
    *_, opens = (0, *(stop.end() for stop in _STOP.finditer(text, 0, start)))
    if opens and _GOES_ON.match(text, opens) is None:
        return False
    if _STOP.search(text, start) is None or _ANY.search(text, 0, start) or _MARRIED.search(text, 0, start):
        return False
    told = (kin_of(found["term"]) for found in _OF_ITS.finditer(text, start))
    return any(kin.may_be(asked) for kin in told)


def is_kin_itself(question: str, text: str, start: int) -> bool:
    """Whether a span names the kin of whom a question asks where or what else: "his mother was the soprano Ida Berg".

    >>> text = "Jo Lind was an actor. His mother was the soprano Ida Berg."
    >>> [is_kin_itself(f"{what} Jo Lind's mother attend?", text, 41) for what in ("Which school did", "Who did")]
    [True, False]
    """
    asked = kin_asked_about(question)
    found = None if asked is None else _IS.search(text, max(0, start - 60), start)
    return asked is not None and found is not None and kin_of(found["term"]).may_be(asked)


def is_guessed(text: str, start: int) -> bool:
    """Whether a text only supposes what it says right before ``start``.

    >>> is_guessed("She may have been born in Kiel.", 26), is_guessed("She was born in Kiel in May.", 16)
    (True, False)
    """
    return _GUESS.search(text, max(0, start - 80), start) is not None


def is_nation_alone(question: str, answer: str) -> bool:
    """Whether an answer is a nationality where the country is asked in which somebody was born or died.

    >>> [is_nation_alone("In which country was Jo born?", answer) for answer in ("Danish", "Denmark")]
    [True, False]
    """
    return _COUNTRY.match(question) is not None and is_adjective(answer)


_ANY = re.compile(_TERM)
