"""What a passage says in so many words where a reader of spans is unsure: the line of a chronology, the mother beside
the father, who came before somebody in office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.quantities import DATES
from kgqa.reader.lists.in_turn import in_turn
from kgqa.reader.lists.terms import in_office
from kgqa.reader.lists.told import names
from kgqa.reader.slots.parents import parents
from kgqa.types import Passage

Place = tuple[int, int]

MARGIN = 4.0
"""The margin of what is said so, as where a slot is filled."""

OTHER_PARENT = 0.1
"""What is left of the probability of the father where the mother is asked for, and the other way round."""

_WHEN = re.compile(r"\s*(?:when|(?:in|on) (?:what|which) (?:year|date|day)|what year) (?P<rest>.*)", re.IGNORECASE)
_LINE = re.compile(
    r"(?:^|(?<=\n))[ \t]{0,8}(?:[-*•][ \t]{0,8})?(?P<date>[^:\n|–—]{4,20}?)\s*(?::|\||[–—]|-(?= ))\s*(?P<event>[^\n]+)"
)
_LEAST_LINES = 2
_SMALL = frozenset(
    (
        *[
            "the",
            "a",
            "an",
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "from",
            "by",
            "with",
            "and",
            "was",
            "were",
            "is",
            "are",
            "did",
            "does",
            "do",
            "had",
            "has",
            "have",
            "been",
            "its",
            "his",
            "her",
        ],
        *["their", "it", "he", "she", "they", "year", "date", "day", "that", "this", "there"],
    )
)
_KIN = re.compile(
    r"who(?:['’]s| (?:is|was|were)) (?:the )?(?:(?P<of>mother|father) of (?P<name>[^?]+?)"
    r"|(?P<owner>[^?]+?)['’]s? (?P<own>mother|father))\s*\?*\s*$",
    re.IGNORECASE,
)


def said_outright(question: str, passage: Passage) -> tuple[list[Place], list[Place]]:
    """Where a passage says outright what is asked, and where it says what is therefore no answer.

    >>> lines = "Chronology\\n\\n1802: The mill opens.\\n1887: The railway reaches the town."
    >>> said_outright("When did the railway reach Tarn?", Passage("1", "1", "Tarn: Chronology", lines))
    ([(34, 38)], [])
    """
    if when := _WHEN.match(question):
        return _dated_line(when["rest"], passage), []
    if kin := _KIN.match(question.strip()):
        return _parent((kin["of"] or kin["own"]).lower(), (kin["name"] or kin["owner"]).strip(), passage)
    return in_turn(question, passage) or in_office(question, passage), []


def _dated_line(asked: str, passage: Passage) -> list[Place]:
    """The date of the one line of a chronology that has all the words of the question, but for those of the title."""
    lines = [line for line in _LINE.finditer(passage.text) if DATES.fullmatch(line["date"].strip())]
    if len(lines) < _LEAST_LINES:
        return []
    page = set(fold(passage.title).split())
    words = _stems(word for word in fold(asked).split() if word not in page)
    meant = [line for line in lines if words and words <= _stems(fold(line["event"]).split())]
    if len(meant) != 1 or len(words) < 2:
        return []
    start = meant[0].start("date")
    return [(start, start + len(meant[0]["date"].strip()))]


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word) for word in words if word not in _SMALL}


def _parent(kin: str, name: str, passage: Passage) -> tuple[list[Place], list[Place]]:
    page = passage.title.partition(" (")[0]
    if not names(page, name) and not names(name, page):
        return [], []
    father, mother = parents(passage.text, (name, page))
    asked, other = (mother, father) if kin == "mother" else (father, mother)
    if asked is None or other is None:
        return [], []
    return [asked], [other]
