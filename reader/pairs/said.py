"""Whether a text says something of its thing, word for word, or says what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.nations import same_nation
from kgqa.reader.language.sentences import sentences
from kgqa.reader.pairs.definition import Definition, definition
from kgqa.reader.pairs.places import Place, places
from kgqa.reader.pairs.wider import narrower
from kgqa.reader.pairs.words import Word, roots, words_of

_LIGHT = roots(
    "located based situated found type kind sort considered known native called originates originally specialized also"
    " one which both breed work worked career"
)
"""Words of a question that a text need not have."""

_PRESUMED = re.compile(
    r"(?P<kind>(?:[a-z]+ ){1,3}?(?=(?:is|was|are|were|has|had|have|did|does|do|can|will)\b)|[a-z]+ )?", re.IGNORECASE
)
_BORN = re.compile(r"\b(?:born|died|educated|raised)\b[^;]{0,60}$")
_ALSO = re.compile(r"\b(?:as|is|was|are|were|became|also)(?: also)?(?: an?| the)?(?: [\w-]+){0,2} $")
_PLURAL = re.compile(r"(?:(?<![su])s|uses|^genera|^people|men|children)$", re.IGNORECASE)
NAMED, PRESUMED = 1.5, 0.5
"""Weights of a name, and of the noun behind "which", which is presumed of both."""

_MANNER = roots("type kind sort form breed")
_PREPOSITIONS = roots("from in at by for with on to that used located based situated found")


@dataclass(frozen=True, slots=True)
class Need:
    """What a text must have: a word by its root, or a place; ``weight``: how much of the question that is."""

    root: str
    place: Place | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """Where a text says so, ``start:end``; ``share`` of the needs that it has there."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Against:
    """Where a text says what speaks against it: another place, or another kind of thing."""

    start: int
    end: int
    by: Literal["place", "kind"]


def needs(said: str) -> tuple[Need, ...]:
    """What a text must have to say ``said`` of a thing.

    >>> [each.place.country if each.place else each.root for each in needs("Danish magazines located in Nevada")]
    ['denmark', 'magazin', 'united states']
    """
    named = places(said)
    found: list[Need] = []
    for word in words_of(said):
        place = next((p for p in named if p.start <= word.start and word.end <= p.end), None)
        if place is not None:
            if place.start == word.start:
                found.append(Need(word.root, place, NAMED))
        elif word.root not in _LIGHT and said[word.start : word.end].lower() not in FUNCTION:
            found.append(Need(word.root, None, NAMED if word.upper else 1.0))
    return tuple(dict.fromkeys(found))


def needs_of_one(said: str) -> tuple[Need, ...]:
    """As :func:`needs`, of what "which" is followed by: the noun right behind it is presumed of both.

    >>> [(each.root, each.weight) for each in needs_of_one("company is based in Tarnmouth")]
    [('compan', 0.5), ('tarnmouth', 1.5)]
    """
    presumed = roots(_PRESUMED.match(said)["kind"] or "")  # type: ignore[index]  # it matches whatever is there
    return tuple(
        replace(need, weight=PRESUMED) if need.root in presumed and need.weight == 1 else need for need in needs(said)
    )


def kind_asked(said: str) -> str:
    """The root of the noun that says what two things are asked to be, known by its plural or its article; "" where
    there is none.

    >>> kind_asked("Danish magazines"), kind_asked("old ships from Veland"), kind_asked("located in Veland")
    ('magazin', 'ship', '')
    >>> kind_asked("extinct"), kind_asked("a genus"), kind_asked("types of shrub"), kind_asked("dog breeds")
    ('', 'genus', 'shrub', 'dog')
    """
    words = words_of(said)
    is_noun = re.match(r"an?\b", said, re.IGNORECASE) is not None
    while len(words) > 2 and words[0].root in _MANNER and said[words[1].start : words[1].end] == "of":
        words, is_noun = words[2:], True
    own: list[Word] = []
    for word in words:
        text = said[word.start : word.end].lower()
        if word.root in _PREPOSITIONS or text in FUNCTION:
            if own or text not in ("a", "an", "the"):
                break
            continue
        own.append(word)
    if not own or not (is_noun or _PLURAL.search(said[own[-1].start : own[-1].end])):
        return ""
    # "Dog breeds" are dogs.
    last = own[-2] if len(own) > 1 and own[-1].root in _MANNER else own[-1]
    return "" if places(said, last.start, last.end) else last.root


def best_said(wanted: Sequence[Need], text: str, *, opening: bool = False, kind: str = "") -> Said | None:
    """The sentence of a page's text that has most of what is wanted, what the thing is said to be counted in; None
    where none has any. ``opening``: where the thing is from, and what it is (the root ``kind``), the first sentence
    says; a later one names what it has to do with, but for "he was also a painter"."""
    if not wanted:
        return None
    what = definition(text)
    defining = words_of(text, what.start, what.end) if what is not None else []
    whole = sum(need.weight for need in wanted)
    best: Said | None = None
    before: dict[Need, bool] = {}
    for number, (start, end) in enumerate(sentences(text)):
        own, named = words_of(text, start, end), places(text, start, end)
        spans: list[tuple[int, int]] = []
        count = 0.0
        for need in wanted:
            hit, narrow = _hit(need, own, named), _narrow(need, defining)
            if number == 0:
                hit = hit or narrow
                before[need] = hit is not None
            elif opening and (need.place is not None or (need.root == kind and not _is_also(text, start, hit))):
                hit = None
            known = before[need] if opening and (need.place is not None or need.root == kind) else narrow is not None
            spans += [hit] if hit is not None else []
            count += need.weight * (hit is not None or known)
        if spans and (best is None or count / whole > best.share) and NEGATION.search(text, start, end) is None:
            best = Said(min(a for a, _ in spans), max(b for _, b in spans), count / whole)
    return best


def against(said: str, wanted: Sequence[Need], texts: Sequence[str]) -> Against | None:
    """What the opening of a page, the first of its ``texts``, says that speaks against it: that the thing is of other
    places than the one that is asked for, or of another kind, which word no text of the page has."""
    text = texts[0]
    what = definition(text)
    if what is None:
        return None
    (first, *_) = sentences(text)
    asked = [need.place for need in wanted if need.place is not None]
    for place in asked:
        if (other := _elsewhere(place, text, first, what)) is not None:
            return Against(other.start, other.end, "place")
    kind = kind_asked(said)
    words = {kind} | narrower(kind)
    if kind and all(word.root not in words for each in texts for word in words_of(each)):
        return Against(what.start, what.end, "kind")
    return None


def _elsewhere(asked: Place, text: str, first: tuple[int, int], what: Definition) -> Place | None:
    own = places(text, *first)
    if asked.state:
        own = [place for place in own if place.state]
        return own[0] if own and all(place.state != asked.state for place in own) else None
    if any(not place.country for place in own):
        return None
    defining = [place for place in own if what.start <= place.start < what.end]
    if any(same_nation(place.country, asked.country) is not False for place in own):
        return None
    # Where somebody was born is not where they are from.
    own = [place for place in own if _BORN.search(text, first[0], place.start) is None]
    return next(iter(defining or own), None)


def _is_also(text: str, start: int, hit: tuple[int, int] | None) -> bool:
    return hit is not None and _ALSO.search(text, start, hit[0]) is not None


def _narrow(need: Need, defining: Sequence[Word]) -> tuple[int, int] | None:
    """Where it is said what the thing is, in a word that is wanted or one for a narrower kind."""
    words = {need.root} | narrower(need.root)
    return None if need.place else next(((w.start, w.end) for w in defining if w.root in words), None)


def _hit(need: Need, words: Sequence[Word], named: Sequence[Place]) -> tuple[int, int] | None:
    if need.place is not None:
        for place in named:
            if need.place.state:
                if place.state == need.place.state:
                    return place.start, place.end
            elif place.country and same_nation(place.country, need.place.country):
                return place.start, place.end
        return None
    return next(((word.start, word.end) for word in words if word.root == need.root), None)
