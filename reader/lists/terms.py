"""Who held an office when, by a list of all who did: "the mayor in 1975", "the director after Ada Holt"."""

from __future__ import annotations

import re
from itertools import pairwise

from kgqa.linker.normalise import fold
from kgqa.reader.lists.said_lists import listed
from kgqa.reader.lists.told import names
from kgqa.reader.lists.told_terms import holder_in
from kgqa.types import Passage

Place = tuple[int, int]

_OF = r"(?P<noun>[a-z]+) of (?:the )?(?P<about>[^?]+?)"
_BE = r"who (?:is|was|became|were) (?:the )?"
_IN = re.compile(rf"{_BE}{_OF} (?:in|during) (?P<year>\d{{4}})\s*\?*", re.IGNORECASE)
_HELD = re.compile(
    r"who (?:is|was|were) (?:the |an? )?(?P<office>[a-z]+(?: [a-z]+)?)(?: (?:of|at) (?:the )?(?P<about>[^?]+?))?"
    r" (?:in|during) (?P<year>\d{4})\s*\?*",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"{_BE}{_OF} (?P<side>right before|right after|before|after) (?P<other>[^?]+?)\s*\?*"
    rf"|who (?P<verb>succeeded|followed|preceded|replaced) (?P<whom>[^?]+?) as (?:the )?(?P<its>[a-z]+) of "
    r"(?:the )?(?P<place>[^?]+?)\s*\?*",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"{_BE}(?P<end>first|last|latest|most recent) {_OF}\s*\?*", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_TO_DATE = re.compile(r"\b(?:since|from|present|today|now)\b|\d\s*[–—-]\s*(?:[)|]|$)", re.IGNORECASE)
_OPEN = 9999


def in_office(question: str, passage: Passage) -> list[Place]:
    """Where the passage names the one whom a question for an office at some time, or beside another, is about.

    >>> text = "Mayors\\n\\nAda Holt (1946–1959)\\nBen Ray (1959–1971)\\nCora Dun (since 1971)"
    >>> passage = Passage("1", "1", "Tarn: Mayors", text)
    >>> asked = ("Who was mayor of Tarn in 1963?", "Who was the mayor of Tarn after Ben Ray?")
    >>> [text[slice(*place)] for question in asked for place in in_office(question, passage)]
    ['Ben Ray', 'Cora Dun']
    """
    question = question.strip()
    if found := _IN.fullmatch(question):
        places, terms = _terms(passage, found["noun"], found["about"])
        year = int(found["year"])
        held = [place for place, term in zip(places, terms, strict=True) if term and term[0] <= year <= term[1]]
        if len(held) == 1:
            return held
    if found := _HELD.fullmatch(question):
        told = holder_in(passage, found["office"].lower(), int(found["year"]))
        return [told] if told is not None and _is_about(passage, found["about"] or "") else []
    if found := _BESIDE.fullmatch(question):
        places, terms = _terms(passage, found["noun"] or found["its"], found["about"] or found["place"])
        if not _is_in_order(terms):
            return []
        other = (found["other"] or found["whom"]).strip()
        at = [i for i, place in enumerate(places) if names(passage.text[slice(*place)], other)]
        word = (found["side"] or found["verb"]).lower()
        step = -1 if "before" in word or word == "preceded" else 1
        if len(at) != 1 or not 0 <= at[0] + step < len(places):
            return []
        return [places[at[0] + step]]
    if found := _ENDS.fullmatch(question):
        places, terms = _terms(passage, found["noun"], found["about"])
        return [places[0 if found["end"].lower() == "first" else -1]] if places and _is_in_order(terms) else []
    return []


def _is_about(passage: Passage, about: str) -> bool:
    """Whether a passage or its title has every word of what an office is of."""
    words = set(fold(f"{passage.title} {passage.text}").split())
    return set(fold(about).split()) <= words


def _terms(passage: Passage, noun: str, about: str) -> tuple[list[Place], list[tuple[int, int] | None]]:
    """All who held the office, and from what year to what year each did; None where that is not said."""
    places = listed(passage, noun.lower(), about.strip())
    terms: list[tuple[int, int] | None] = []
    for at, (_, end) in enumerate(places):
        stop = places[at + 1][0] if at + 1 < len(places) else len(passage.text)
        behind = re.split(r"\n|\)", passage.text[end:stop])[0]
        years = [int(year) for year in _YEAR.findall(behind)]
        if len(years) >= 2:
            terms.append((years[0], years[1]))
        elif years:
            terms.append((years[0], _OPEN if _TO_DATE.search(f"{behind})") else years[0]))
        else:
            terms.append(None)
    return places, terms


def _is_in_order(terms: list[tuple[int, int] | None]) -> bool:
    known = [term for term in terms if term is not None]
    return len(known) == len(terms) > 1 and all(one[0] < other[0] for one, other in pairwise(known))
