"""How two people's names are alike: surnames, given names, initials, nicknames."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.resolve.likeness import (
    ACRONYM,
    FIRST_WORDS,
    FOLDED,
    GIVEN,
    INITIAL_MIDDLE,
    INITIALS,
    MIDDLE,
    NICKNAME,
    PART,
    QUALIFIER,
    REORDERED,
    SURNAME,
    TITLE,
    TYPO,
)
from kgqa.extract.resolve.name import Name
from kgqa.extract.resolve.spelling import is_acronym, is_typo, is_word_typo
from kgqa.extract.resolve.wordlists import NICKNAMES, PARTICLES


def people(one: Name, two: Name) -> Iterator[str]:
    """Kinds of likeness of two people's names, the shorter first."""
    if one.qualifier and two.qualifier and one.qualifier != two.qualifier:
        return
    if one.place and two.place and one.place != two.place:
        return
    single = len(one.words) == 1
    if one.generation != two.generation and not (single and not one.generation):
        return
    if one.joined == two.joined:
        if one.generation == two.generation and not (single and one.title and two.title):
            bracket = one.qualifier != two.qualifier or one.place != two.place
            yield QUALIFIER if bracket else TITLE if one.title != two.title else FOLDED
        return
    if single:
        yield from _short_person(one.words[0], one, two)
        return
    if sorted(one.words) == sorted(two.words):
        yield REORDERED
    if len(one.letters) > 2 and is_acronym(one.letters, two):
        yield ACRONYM
    yield from _full_people(one, two)
    if is_typo(one.joined, two.joined) and is_word_typo(one, two):
        yield TYPO


def _short_person(word: str, one: Name, two: Name) -> Iterator[str]:
    if len(two.words) == 1:
        if is_typo(word, two.words[0]):
            yield TYPO
        elif word == two.nickname or two.words[0] == one.nickname or _long(word) == _long(two.words[0]):
            yield NICKNAME
        return
    if len(one.letters) > 2 and is_acronym(one.letters, two):
        yield ACRONYM
    if len(word) < 2 or word in PARTICLES:
        return
    if word == two.words[-1]:
        yield SURNAME
    elif word == two.words[0]:
        yield GIVEN
    elif word in two.nickname.split():
        yield NICKNAME
    elif word in two.words:
        yield PART
    elif is_typo(word, two.words[-1]):
        yield TYPO
    elif _long(word) == _long(two.words[0]):
        yield NICKNAME


def _full_people(one: Name, two: Name) -> Iterator[str]:
    """Kinds for two names of two words or more that are not the same words."""
    short, long = list(one.words), list(two.words)
    if short[0] in PARTICLES or ("-" in one.text and " " not in one.text.replace(" - ", "-").strip()):
        # "von Lind" of "Ada von Lind", "Lind-Moor" of "Ada Lind-Moor".
        if short == long[-len(short) :]:
            yield SURNAME
        return
    if short[-1] == long[-1]:
        given, others = short[:-1], long[:-1]
        if two.nickname:
            others = [*others, *two.nickname.split()]
        if one.nickname:
            given = [word for word in given if word not in one.nickname.split()] or given
        fits = _in_order(given, others)
        if fits == "words":
            # "Ada Lind" of "Ada Eva Lind"; "Eva Lind" leaves the first name out.
            nick = given[0] in two.nickname.split()
            yield MIDDLE if given[0] == others[0] else NICKNAME if nick else PART
        elif fits == "initials" and _in_order(given[:1], others[:1]):
            yield INITIALS if len(given) == len(others) else INITIAL_MIDDLE
        elif _long(given[0]) == _long(others[0]) and _in_order(given[1:], others[1:]):
            yield NICKNAME
    elif short == long[: len(short)]:
        yield FIRST_WORDS
    elif len(long) > len(short) and _in_order(short, long) == "words":
        yield PART


def _in_order(short: list[str], long: list[str]) -> str:
    """How the words of a name are in a longer one's, in order: "words", "initials" where some are that, or ""."""
    place, initials = 0, False
    for word in short:
        while place < len(long) and not (
            word == long[place] or (min(len(word), len(long[place])) == 1 and word[0] == long[place][0])
        ):
            place += 1
        if place == len(long):
            return ""
        initials |= word != long[place]
        place += 1
    return "initials" if initials else "words"


def _long(word: str) -> str:
    return NICKNAMES.get(word, word)
