"""Amounts that a sentence gives for one after another: of "24 euros for adults and 11 euros for children" or "adults
£7.50, under-16s free" the one that a question asks for is its own."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.events import sentence
from kgqa.reader.language.operations import singular

FOR_OTHERS = 0.2
"""What is left of an amount's probability that its sentence gives for others than the question names."""

_UNIT = (
    r"(?:euros?|crowns?|pounds?|dollars?|francs?|pence|cents|kroner|kr|eur|usd|gbp|p|%|percent|per cent|minutes?|hours?"
    r"|days?|weeks?|months?|years?|points?|kg|km|metres?|miles?)"
)
_AMOUNT = rf"(?:free|[$€£¥]\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?(?:\s?{_UNIT}\b)?)"
_EACH = r"(?: (?:each|a head|per person|a person|a night|a day|a year|a month|an hour))?"
_NOUN = r"[^\W\d_][\w-]*(?: (?!and\b|or\b|but\b|if\b|when\b)[^\W\d_][\w-]*){0,2}"
_BEHIND = re.compile(
    rf"(?<![\w.,])(?P<amount>{_AMOUNT}){_EACH} (?:for|to) (?:the |an? |each |every )?(?P<noun>{_NOUN})", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?P<noun>(?:[^\W\d_][\w-]*)(?: [^\W\d_][\w-]*)?):? (?:at |cost |pay |are |is )?(?P<amount>{_AMOUNT}){_EACH}"
    r"(?=,|;|\.(?:\s|$)| and | but |$)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1\d{3}|20\d\d")
_NEAR = 30
"""Characters between two amounts, what is in brackets apart, up to which they are told one after another."""

Given = tuple[int, int, frozenset[str]]
"""The half-open place of an amount, and keys of what it is for."""


def is_for_others(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is an amount for others than the one, of those that its sentence tells in turn, that
    a question names.

    >>> text = "A visit costs 24 euros for adults and 11 euros for children."
    >>> [is_for_others("What do children pay?", text, *at) for at in ((14, 22), (38, 46))]
    [True, False]
    >>> is_for_others("What does a visit cost?", text, 14, 22)
    False
    """
    meant = _meant(question, text, start, end)
    return meant is not None and not (meant[0] < end and start < meant[1])


def of_those_named(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span that holds several of such amounts as the one that is asked for.

    >>> text = "A visit costs 24 euros for adults and 11 euros for children."
    >>> text[slice(*of_those_named("What do children pay?", text, 14, 46))]
    '11 euros'
    """
    meant = _meant(question, text, start, end)
    holds = meant is not None and start <= meant[0] and meant[1] <= end
    several = sum(start <= one[0] and one[1] <= end for one in _given(text, *sentence(text, start, end))) > 1
    return (meant[0], meant[1]) if meant is not None and holds and several else (start, end)


def _meant(question: str, text: str, start: int, end: int) -> Given | None:
    """The one amount for what a question names, of several that the span's sentence tells in turn where the span is,
    or holds, one of them."""
    given = _given(text, *sentence(text, start, end))
    if not any(one[0] < end and start < one[1] for one in given):
        return None
    asked = _keys(question)
    named = [one for one in given if one[2] & asked]
    best = max((len(one[2] & asked) for one in named), default=0)
    named = [one for one in named if len(one[2] & asked) == best]
    return named[0] if len(named) == 1 and len(given) > 1 else None


@lru_cache(maxsize=256)
def _given(text: str, first: int, last: int) -> tuple[Given, ...]:
    for pattern in (_BEHIND, _BEFORE):
        found = [
            (match.start("amount"), match.end("amount"), _keys(match["noun"]))
            for match in pattern.finditer(text, first, last)
            if not _YEAR.fullmatch(match["amount"]) and match["noun"].split()[-1].lower() not in FUNCTION
        ]
        gaps = [re.sub(r"\([^()]*\)", "", text[one[1] : other[0]]) for one, other in pairwise(found)]
        if gaps and all(len(gap) <= _NEAR for gap in gaps):
            return tuple(found)
    return ()


@lru_cache(maxsize=512)
def _keys(words: str) -> frozenset[str]:
    found = (singular(word) for word in re.findall(r"[^\W_]+", words.lower()) if word not in FUNCTION)
    return frozenset(map(stem, found))
