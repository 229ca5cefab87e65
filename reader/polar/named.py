"""Whether a stretch of text is about what a question names.

"The mayor of Osterby is Sigrun Dahl. Delmont lies inland." has all names of "Is Sigrun Dahl the mayor of Delmont?", and
each sentence others; and a sentence that lacks a name of which another one tells is about something else, unless it
goes on about what was named just before, or its document has the name at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kgqa.linker.normalise import fold
from kgqa.reader.language.sentences import sentences
from kgqa.reader.language.yes_or_no import clause_for_yes_or_no
from kgqa.reader.polar.stretch import Stretch
from kgqa.types import Passage

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NO_NAMES = frozenset(
    ("i", "im", "ive", "id", "ill", "mr", "mrs", "ms", "dr", "st", *_DAYS, *(f"{day}s" for day in _DAYS), *_MONTHS)
)
_HAD = re.compile(r"\b(?:my|our|your|the|an?)\s+\Z", re.IGNORECASE)
"""What stands before a name of something that the asker tells of: "My Simmerwell pot has cracked"."""
_THE = re.compile(r"\b(?:the|an?|this|that|each|every|your|our|my|any)\Z", re.IGNORECASE)
_HEADS, _LONGEST_HEAD = 3, 120
"""Lines, and characters of one, at the beginning of a document that can be its head."""


def names_in(question: str, found: Sequence[Passage] = ()) -> frozenset[str]:
    """The words in upper case of what a question asks, but the first, folded; of what is told before those that the
    asker has, and no days, months and "I".

    Where there is none, the question may be all in small letters: those that the passages ``found`` always write with
    a capital, once at least behind a small word that is no article.

    >>> sorted(names_in("Is Sigrun Dahl the mayor of Delmont?")), names_in("I'm from Velm. May I come on Monday?")
    (['dahl', 'delmont', 'sigrun'], frozenset())
    >>> names_in("is delmont by the sea", [Passage("p:0", "p", "", "Osterby and Delmont lie inland.")])
    frozenset({'delmont'})
    """
    if question.isupper():
        return frozenset()
    clause = clause_for_yes_or_no(question) or question
    before = question[: len(question) - len(clause)]
    asked = clause[slice(*next(iter(sentences(clause)), (0, 0)))]
    named = _capitals(asked) | {
        word for at, each in _capital_words(before) if _HAD.search(before, 0, at) for word in words_in(each)
    }
    named = frozenset(word for word in named - _NO_NAMES if len(word) > 1)
    return named or _always_capitals(words_in(question), found)


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text, without the "'s" of owners."""
    return frozenset(fold(re.sub(r"['’]s?\b", "", text)).split())


@dataclass(frozen=True)
class Named:
    """What a question names, and what the passages that were found for it name."""

    names: frozenset[str]
    found: Sequence[Passage]

    def is_told_by(self, stretch: Stretch) -> bool:
        """Whether a stretch of one of the passages can be about what is named.

        >>> passage = Passage("p:0", "p", "", "The mayor of Osterby is Dahl. Delmont lies inland. It has a school.")
        >>> mayor, inland, school = (Stretch(0, passage, (part,)) for part in ((0, 29), (30, 50), (51, 67)))
        >>> both = Stretch(0, passage, ((0, 29), (30, 50)))
        >>> named = Named(frozenset({"dahl", "delmont"}), [passage])
        >>> [named.is_told_by(each) for each in (mayor, inland, both)]
        [False, False, False]
        >>> named = Named(frozenset({"delmont"}), [passage])
        >>> [named.is_told_by(each) for each in (mayor, inland, school)]
        [False, True, True]
        """
        open_ = self.names - words_in(stretch.passage.title) - self._head(stretch.passage.doc_id)
        if not open_:
            return True
        parts = [open_ & words_in(each) for each in stretch.sentences]
        told = open_ & self._told
        missing = told.difference(*parts)
        if missing and (missing != told or not self._goes_on(stretch, missing)):
            return False
        return not (len(parts) == 2 and parts[0] - parts[1] and parts[1] - parts[0])

    @cached_property
    def _told(self) -> frozenset[str]:
        return words_in(" ".join(f"{each.title} {each.text}" for each in self.found))

    def _head(self, document: str) -> frozenset[str]:
        """The words of the heading lines that a document begins with, where its beginning was found."""
        first = next((each.text for each in self.found if each.doc_id == document and each.start == 0), "")
        lines = [line.strip() for line in first.splitlines() if line.strip()][:_HEADS]
        heads: list[str] = []
        for line in lines:
            if len(line) > _LONGEST_HEAD or line.endswith((".", "!", "?", ";")):
                break
            heads.append(line)
        return words_in(" ".join(heads)) if len(heads) < len(first.splitlines()) else frozenset()

    def _goes_on(self, stretch: Stretch, missing: frozenset[str]) -> bool:
        """Whether all that is missing is named in the sentence before the stretch or further up in its passage, with
        nothing else named from there on."""
        passage, end = stretch.passage, stretch.parts[-1][1]
        before = [place for place in sentences(passage.text) if place[1] <= stretch.parts[0][0]]
        for first, last in reversed(before):
            if missing <= words_in(passage.text[first:last]):
                others = frozenset(_others(passage.text[first:end], self._small))
                return not others - self.names - words_in(passage.title)
        return False

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that some passage writes small."""
        text = " ".join(each.text for each in self.found)
        return frozenset(word for each in _WORD.findall(text) if each[0].islower() for word in words_in(each))


_OF_ONE = ("is", "has", "was", "lies", "stands", "does", "offers")
"""Verbs that follow the name of one thing."""


def _others(text: str, small: frozenset[str]) -> Iterator[str]:
    """The names of a text. The first word of a sentence is one where another one follows it, or what is said of it: a
    verb for one thing alone."""
    for first, last in sentences(text):
        words = list(_WORD.finditer(text, first, last))
        for number, each in enumerate(words):
            if not each[0][0].isupper():
                continue
            follows = words[number + 1][0] if number + 1 < len(words) else ""
            is_name = (
                number or follows[:1].isupper() or re.fullmatch(r"(?:is|has|was|lies|stands|does|offers)", follows)
            )
            if is_name:
                yield from words_in(each[0]) - small - _NO_NAMES - _BEGINNERS


_BEGINNERS = frozenset(
    (
        *(
            "the",
            "a",
            "an",
            "it",
            "he",
            "she",
            "they",
            "this",
            "that",
            "these",
            "those",
            "there",
            "here",
            "one",
            "each",
        ),
        *("every", "all", "no", "nobody", "nothing", "everything", "everyone", "somebody", "someone", "admission"),
        *("entry", "parking", "breakfast", "lunch", "dinner", "water", "food"),
    )
)
"""Words that begin a sentence and name nothing, though it may write them nowhere else."""


def _capital_words(text: str) -> Iterator[tuple[int, str]]:
    """The words in upper case but the first of a sentence, and where they begin."""
    for first, last in sentences(text):
        found = list(_WORD.finditer(text, first, last))
        yield from ((each.start(), each[0]) for each in found[1:] if each[0][0].isupper())


def _capitals(text: str) -> frozenset[str]:
    return frozenset(word for _, each in _capital_words(text) for word in words_in(each))


def _always_capitals(asked: frozenset[str], found: Sequence[Passage]) -> frozenset[str]:
    behind, small = set[str](), set[str]()
    for line in (line for each in found for line in each.text.splitlines()):
        for each in _WORD.finditer(line):
            before = line[: each.start()]
            if not each[0][0].isupper():
                small |= words_in(each[0])
            elif before[-1:] == " " and before[-2:-1].islower() and not _THE.search(before.rstrip()):
                behind |= words_in(each[0])
    return frozenset((asked & behind) - small - _NO_NAMES)
