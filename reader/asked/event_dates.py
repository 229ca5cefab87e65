"""Of which event a date is: a wedding in 1948 is not told by whoever was born in 1948."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.operations import VERBS, family

_EVENT = re.compile(
    r"\b(?P<verb>marry|marri(?:es|ed)|wed(?:s|ded)?|divorc\w+|mov(?:e|ed|es)|settled?|emigrat\w+|immigrat\w+|join\w*"
    r"|leaves?|left|quit|resign\w*|retir\w+|wins?|won|receiv\w+|award(?:ed)?|nominat\w+|meets?|met|visit\w*|travel\w*"
    r"|attend\w*|study|studied|studies|graduat\w+|enrol\w*|teach|taught|buy|bought|acquir\w+|purchas\w+|sells?|sold"
    r"|elect(?:ed)?|appoint\w*|hired?|arrest\w*|convict\w*|conquer\w*|captur\w+|invad\w*|adopt\w*|succeed\w*|defeat\w*"
    r"|beat)\b"
)
"""What people and bodies do, of which no date of their own or of another tells."""

_FOUND = re.compile(
    r"^(?:(?:who|what|which) (?:[a-z]+ ){0,3}?)?did §\d+ (?:and §\d+ )?"
    r"(?:found|establish|create|set up|build|launch|open)\b"
)
_OWN = ("birth", "death", "founding", "release")
_LIFE = {
    "birth": re.compile(r"\b(?:born|birth\w*|child|children|sons?|daughters?|grand\w+|baby|babies|twins)\b"),
    "death": re.compile(r"\b(?:died?|dies|dead|deaths?|deceased|killed|executed|murdered|perish\w*|passed away)\b"),
}
_TIME = re.compile(
    r"\b(?:in|on|since|before|after|during|until|till|by|from|between|around) (?:the )?(?:early |late |year )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:\d{1,2} )?)?"
    r"\d{3,4}s?\b(?! [a-z]*(?:met|people|inhabitants|km|kg|miles))"
)


def is_of_other_event(words: str, label: str) -> bool:
    """Whether a question asks when one thing happened, and a relation says when another did. ``words``: those of the
    question, without its names.

    >>> is_of_other_event("when did it marry", "date of birth"), is_of_other_event("when did it marry", "wedding date")
    (True, False)
    >>> is_of_other_event("who won it after it was founded in 1950", "inception")
    False
    """
    own, words = family(label), words.lower()
    if own not in _OWN or (found := _EVENT.search(words)) is None:
        return False
    said = any(own in families and re.search(rf"\b(?:{pattern})\b", words) for pattern, families in VERBS)
    return not said and stem(found["verb"]) not in {stem(word) for word in fold(label).split()}


def is_of_life(words: str, label: str) -> bool | None:
    """Whether a question asks for what a relation says, where that is when somebody was born or died; None where the
    relation says something else.

    >>> is_of_life("which children of §0", "date of birth"), is_of_life("who led §0", "date of death")
    (True, False)
    >>> is_of_life("who led §0", "start of term")
    """
    told = _LIFE.get(family(label))
    return None if told is None else told.search(words.lower()) is not None


def tells_when(words: str, label: str) -> bool:
    """Whether a relation to dates may say when that happened which a question has a time of."""
    return is_of_life(words, label) is not False and not is_of_other_event(words, label)


def is_event(words: str) -> bool:
    """Whether a question is about what people and bodies do once at a time.

    >>> is_event("who joined §0 in 1948"), is_event("who is in §0")
    (True, False)
    """
    return _EVENT.search(words) is not None


def founds(words: str) -> bool:
    """Whether a masked question asks what somebody founded or built: its time is that of the founding.

    >>> founds("which company did §0 found"), founds("which company did §0 buy")
    (True, False)
    """
    return _FOUND.match(words) is not None


def has_time(words: str) -> bool:
    """Whether words say when.

    >>> has_time("did §0 marry §1 in 1948"), has_time("did §0 write 1984")
    (True, False)
    """
    return _TIME.search(words) is not None
