"""The kinds of likeness of names, in words, and how far each tells that two names are of one thing."""

from __future__ import annotations

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
