"""Whether two names may be names of one thing, by their forms alone, and how: the kinds of likeness of names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from kgqa.extract.resolve.name import VALUES, Name, is_person, number, take_apart
from kgqa.extract.resolve.places import is_of, usual
from kgqa.extract.resolve.wordlists import AREA_WORDS, KIND_WORDS, LINKING, NICKNAMES, PARTICLES, SAME_LEGAL, SIDES
from kgqa.linker.words import STOP

EXACT = "same name"
FOLDED = "same name but for case, accents or signs"
ARTICLE = "same name but for an article or small word"
TITLE = "same name but for a title"
LEGAL = "same name but for a legal form"
QUALIFIER = "same name but for a qualifier"
REORDERED = "same words in another order"
OTHER_NAME = "another name of the country"
ACRONYM = "acronym"
INITIALS = "given name shortened to an initial"
INITIAL_MIDDLE = "given name shortened to an initial, a middle name left out"
MIDDLE = "same name but for a middle name"
NICKNAME = "short form of the given name"
TYPO = "one letter apart"
PLURAL = "plural"
DEMONYM = "word for the people of the place"
KIND = "same name but for the kind of thing"
AREA = "same name but for the kind of area or building"
SURNAME = "surname"
GIVEN = "given name"
LAST_WORDS = "last words of the name"
FIRST_WORDS = "first words of the name"
PART = "some words of the name"
COMMON = "common word of the name"

PRIOR: dict[str, float] = {
    EXACT: 1.0,
    FOLDED: 0.98,
    ARTICLE: 0.97,
    TITLE: 0.95,
    LEGAL: 0.95,
    OTHER_NAME: 0.95,
    REORDERED: 0.9,
    MIDDLE: 0.9,
    INITIALS: 0.85,
    INITIAL_MIDDLE: 0.6,
    ACRONYM: 0.85,
    NICKNAME: 0.8,
    PLURAL: 0.7,
    TYPO: 0.7,
    QUALIFIER: 0.6,
    KIND: 0.75,
    AREA: 0.3,
    SURNAME: 0.75,
    GIVEN: 0.6,
    DEMONYM: 0.7,
    LAST_WORDS: 0.55,
    FIRST_WORDS: 0.55,
    PART: 0.4,
    COMMON: 0.4,
}
"""How far each kind tells that two names of one document are of one thing, in [0, 1]."""

SHORT_FORMS = frozenset({SURNAME, GIVEN, LAST_WORDS, FIRST_WORDS, PART, COMMON, KIND, AREA, DEMONYM, ACRONYM})
"""Kinds in which one name is a short form of the other: it may be so of several."""

LONG_NAME, LONG_WORD = 8, 5
"""Letters from which on a name, and the word that differs, may have a typing error."""
ACRONYM_LETTERS = (2, 9)
"""Fewest and most letters of an acronym."""


class NameMatch(NamedTuple):
    """How two names are alike, in words, and how far that tells that they are of one thing, in (0, 1]."""

    kind: str
    score: float


@lru_cache(maxsize=1 << 17)
def same_name(a: str, b: str, type: str = "") -> NameMatch | None:
    """The likeness of two names of things of one type; None where they are no names of one thing by their forms.

    ``type`` is lower-case words ("person", "organization", ...): people's names have surnames, values (dates,
    numbers) match only where they are written alike. Symmetric. A kind of :data:`SHORT_FORMS` says that the shorter
    name may be short for the longer one: in one document it nearly always is so of the one that it fits, across
    documents that is no reason by itself. Never alike: "Jr.", "Sr." or "II" against without or another of them (a
    surname alone tells neither), and names whose numbers, sides ("North") or brackets ("1997 film") differ.

    >>> same_name("Q. R. Vandelmoor", "Quill Roderick Vandelmoor", "person").kind
    'given name shortened to an initial'
    >>> same_name("Quill Vandelmoor Jr.", "Quill Vandelmoor", "person") is None
    True
    """
    if a == b:
        return NameMatch(EXACT, PRIOR[EXACT])
    person = is_person(type)
    one, two = take_apart(a, person), take_apart(b, person)
    if not one.whole or not two.whole:
        return None
    if "".join(one.whole) == "".join(two.whole):
        return NameMatch(FOLDED, PRIOR[FOLDED])
    if type.casefold() in VALUES or not one.words or not two.words:
        return None
    # The order of the two never matters.
    if (len(one.words), one.words, one.text) > (len(two.words), two.words, two.text):
        one, two = two, one
    kinds = [*(_people(one, two) if person else _things(one, two))]
    return max((NameMatch(kind, PRIOR[kind]) for kind in kinds), key=lambda match: match.score, default=None)


def is_typo(one: str, two: str) -> bool:
    """Whether two folded names differ by one letter inside left out, put in, changed or exchanged, and are long."""
    if min(len(one), len(two)) < LONG_NAME or abs(len(one) - len(two)) > 1:
        return False
    # An ending ("Zubrovia" and "Zubrovian") and the first letter ("Ballburg" and "Fallburg") make other names.
    if one.startswith(two) or two.startswith(one) or one[0] != two[0]:
        return False
    return int(OSA.distance(one, two, score_cutoff=1)) == 1


def is_acronym(letters: str, name: Name) -> bool:
    """Whether letters may stand for a name of two words or more: the first letters of its words, in order.

    Function words may be left out, and so may words for the country or the kind of thing at either end; of four
    letters or more, one or two may be further letters of a word ("EAEU" of "Eurasian Economic Union").
    """
    least, most = ACRONYM_LETTERS
    words = [*name.words, *name.place.split()]
    if not least <= len(letters) <= most or len(words) < 2:
        return False
    ways = [words, [word for word in words if word not in STOP], [*name.words]]
    if name.whole[: len(words)] != tuple(words):
        ways.append([word for word in name.whole if word not in STOP])
    if words[:2] in (["u", "s"], ["united", "states"]):
        ways.append([word for word in words[2:] if word not in STOP])
    for way in ways:
        if "".join(word if word.isdecimal() else word[0] for word in way) == letters:
            return True
    content = ways[1]
    return len(letters) > 3 and len(content) > 1 and len(letters) - len(content) in (1, 2) and _spells(letters, content)


def _spells(letters: str, words: list[str]) -> bool:
    """Whether letters are made of the first letter of each word and of further letters of it, all in order."""
    if not words:
        return not letters
    word = words[0]
    if not letters or letters[0] != word[0]:
        return False
    place = 0
    for length in range(1, len(letters) - len(words) + 2):
        if length > 1:
            place = word.find(letters[length - 1], place + 1)
            if place < 0:
                return False
        if _spells(letters[length:], words[1:]):
            return True
    return False


def _people(one: Name, two: Name) -> Iterator[str]:
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
    if is_typo(one.joined, two.joined) and _word_typo(one, two):
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


def _things(one: Name, two: Name) -> Iterator[str]:
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
    if _plural(one.joined, two.joined):
        yield PLURAL
    elif is_typo(one.joined, two.joined) and _word_typo(one, two):
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


def _plural(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and long in (short + "s", short + "es", short[:-1] + "ies" if short.endswith("y") else "")


def _word_typo(one: Name, two: Name) -> bool:
    """Whether the one letter is in a word that is long enough, and no number, initial or side."""
    if len(one.words) != len(two.words):
        return one.numbers == two.numbers
    differ = [(a, b) for a, b in zip(one.words, two.words, strict=True) if a != b]
    return all(
        min(len(a), len(b)) >= LONG_WORD and not number(a) and not number(b) and not {a, b} & SIDES for a, b in differ
    )
