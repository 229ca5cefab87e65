"""How two names are alike that are no people's: of places, organizations, works."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.resolve.likeness import (
    ACRONYM,
    AREA,
    ARTICLE,
    COMMON,
    DEMONYM,
    FIRST_WORDS,
    FOLDED,
    KIND,
    LAST_WORDS,
    LEGAL,
    OTHER_NAME,
    PART,
    PLURAL,
    QUALIFIER,
    REORDERED,
    TYPO,
)
from kgqa.extract.resolve.name import Name
from kgqa.extract.resolve.places import is_of, usual
from kgqa.extract.resolve.spelling import is_acronym, is_plural, is_typo, is_word_typo
from kgqa.extract.resolve.wordlists import AREA_WORDS, KIND_WORDS, LINKING, SAME_LEGAL, SIDES


def things(one: Name, two: Name) -> Iterator[str]:
    """Kinds of likeness of two names that are no people's, the shorter first."""
    if one.qualifier and two.qualifier and one.qualifier != two.qualifier:
        return
    if one.place and two.place and one.place != two.place:
        return
    if (
        one.legal
        and two.legal
        and one.legal != two.legal
        and not set((one.legal + " " + two.legal).split()) <= SAME_LEGAL
    ):
        return
    if one.joined == two.joined:
        if one.qualifier != two.qualifier or one.place != two.place:
            yield QUALIFIER
        elif (one.legal or two.legal) and one.whole[-1] != two.whole[-1]:
            yield LEGAL
        else:
            yield ARTICLE if one.article != two.article else FOLDED
        return
    if usual(one.joined) == usual(two.joined):
        yield OTHER_NAME
        return
    yield from _acronym(one, two)
    for word, place in ((one, two), (two, one)):
        if len(word.words) == 1 and is_of(word.joined, usual(place.joined)):
            yield DEMONYM
            return
    if one.numbers != two.numbers:
        return
    if is_plural(one.joined, two.joined):
        yield PLURAL
    elif is_typo(one.joined, two.joined) and is_word_typo(one, two):
        yield TYPO
    if one.qualifier != two.qualifier or one.place != two.place:
        return
    yield from _short_thing([*one.words], [*two.words], one, two)


def _acronym(one: Name, two: Name) -> Iterator[str]:
    for short, long in ((one, two), (two, one)):
        if short.letters and is_acronym(short.letters, long):
            yield ACRONYM


def _short_thing(short: list[str], long: list[str], one: Name, two: Name) -> Iterator[str]:
    content = [word for word in short if word not in LINKING]
    whole = [word for word in long if word not in LINKING]
    if not content or len(content) > len(whole):
        return
    if content == whole:
        yield ARTICLE
        return
    if sorted(content) == sorted(whole):
        # "University of Ostmark" and "Ostmark University"; titles of works may well be of two.
        if ("of" in short) != ("of" in long):
            yield REORDERED
        return
    left = list(whole)
    for word in content:
        if word not in left:
            return
        left.remove(word)
    if any(word in SIDES for word in left):
        return
    if all(word in KIND_WORDS for word in content):
        yield COMMON
    elif all(word in KIND_WORDS for word in left):
        yield AREA if any(word in AREA_WORDS for word in left) else KIND
    elif short == long[-len(short) :]:
        yield LAST_WORDS
    elif short == long[: len(short)]:
        yield FIRST_WORDS
    else:
        yield PART
