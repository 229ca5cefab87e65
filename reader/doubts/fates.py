"""What became of a thing: the day it was rebuilt is not the day it burnt down."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.reader.doubts.antecedents import subject_noun
from kgqa.reader.language.events import told_around, vocabulary
from kgqa.reader.language.quantities import DATES

OTHER_FATE = 0.3
"""What is left of a date's probability where its clause tells of something else that became of a thing."""

_FATES = {
    "recovered": r"recover(?:ed|y)?|found again|rediscovered",
    "made": r"buil[dt]|construct(?:ed)?|erect(?:ed)?|complet(?:ed?|ion)|cast|lay|laid|made",
    "opened": r"open(?:s|ed)?|inaugurat(?:ed?|ion)|consecrat(?:ed?|ion)",
    "founded": r"(?:co-?)?found(?:ed)?|foundation|establish(?:ed)?|set up|creat(?:ed?|ion)|form(?:ed)?|start(?:s|ed)?"
    r"|beg[aiu]n|launch(?:ed)?|introduc(?:ed?|tion)",
    "closed": r"clos(?:es?|ed|ure)|shut(?: down)?",
    "ended": r"end(?:s|ed)?|abolish(?:ed)?|dissol(?:ved?|ution)|disband(?:ed)?|discontinu(?:ed?|ation)|ceased?",
    "reopened": r"re-?open(?:s|ed|ing)?",
    "destroyed": r"destr(?:oy|oyed|uction)|burn(?:t|ed)?(?: down)?|burned down|collapsed?|demoli(?:sh|shed|tion)"
    r"|(?:torn|pulled|tear|pull|knocked) down|razed?|blown up|sank|sunk",
    "damaged": r"damaged?|struck|hit|flooded|wrecked",
    "rebuilt": r"re-?buil[dt]|rebuilding|reconstruct(?:ed|ion)?|repair(?:s|ed)?|restor(?:ed?|ation)|renovat(?:ed?|ion)"
    r"|refurbish(?:ed)?|mended|fixed",
    "enlarged": r"enlarged?|extended|expanded|widened",
    "sold": r"sold|sell|bought|buy|acquired?|acquisition|purchased?",
    "stolen": r"stolen|stole|steal|robbed",
    "moved": r"mov(?:es?|ed)|relocat(?:ed?|ion)|transferred",
    "renamed": r"renam(?:ed?|ing)",
}  # fmt: skip
_FATE = vocabulary(_FATES)
_OF_RELATIONS = (("inception", "founded"), ("founding", "founded"), ("opening", "opened"), ("release", "made"))
_SAME = (
    frozenset({"made", "opened", "founded"}),
    frozenset({"closed", "ended"}),
    frozenset({"rebuilt", "enlarged"}),
    frozenset({"damaged", "destroyed"}),
)
"""What may be said for one another: a bridge that "opened in 1791" was as good as built then."""

_WHEN = re.compile(
    r"\s*(?:(?!who|how|why|what|which)\w+,? ){0,4}?when\b|\s*(?:in |on )?(?:what|which) (?:year|date|day|month)\b"
    r"|\s*what (?:is|was) the (?:year|date|day)\b",
    re.IGNORECASE,
)

_THING = re.compile(
    r"\b(?:[Ww]hen|year|date|day|month) (?:was|were|did|is|had) (?:the|its|his|her|their) "
    r"(?P<noun>(?:[a-z][\w'’-]* ){0,2}?[a-z][\w'’-]*)"
    r"(?: (?:of|in|at|on|for|to|from|with|over) [^?]*?)? (?:first |last )?§"
)


@lru_cache(maxsize=64)
def asked_fate(question: str) -> str:
    """The one thing that became of something whose date a question asks for; "" where it asks for no date, or for
    several.

    >>> asked_fate("When was the dome rebuilt?"), asked_fate("Who rebuilt it?")
    ('rebuilt', '')
    """
    if _WHEN.match(question) is None:
        return ""
    found = {str(one.lastgroup) for one in _FATE.finditer(question) if one[0].islower()}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=64)
def _asked_thing(question: str) -> str:
    """The thing whose fate is asked for: "old library" of "When was the old library of Velm closed?"."""
    verb = next((one for one in _FATE.finditer(question) if one[0].islower()), None)
    found = None if verb is None else _THING.search(question[: verb.start()] + "§")
    return "" if found is None else found["noun"]


def is_of_another_fate(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause around a date ``text[start:end]`` tells of something else that became of a thing than the
    question asks about, or of what became of another thing.

    >>> text = "The dome was destroyed in 1840 and rebuilt in 1852."
    >>> [is_of_another_fate("When was the dome rebuilt?", text, at, at + 4) for at in (26, 46)]
    [True, False]
    """
    asked = asked_fate(question)
    if not asked:
        return False
    told = told_around(text, start, end, _FATE)
    alike = {asked}.union(*(group for group in _SAME if asked in group))
    if told and told.isdisjoint(alike):
        return True
    thing, about = _asked_thing(question), subject_noun(text, start, end)
    return bool(thing and about) and not _may_be(thing, about) and _is_subject(thing, text)


def is_told_fate(question: str, text: str, start: int, end: int) -> bool:
    """Whether a text says in so many words when there became of a thing what the question asks about.

    >>> text = "The dome was destroyed in 1840 and rebuilt in 1852."
    >>> [is_told_fate("When was the dome rebuilt?", text, at, at + 4) for at in (26, 46)]
    [False, True]
    """
    thing = _asked_thing(question) if asked_fate(question) else ""
    if not thing or DATES.fullmatch(text[start:end]) is None:
        return False
    about = subject_noun(text, start, end)
    return bool(about) and _may_be(thing, about) and told_around(text, start, end, _FATE) == {asked_fate(question)}


def _may_be(one: str, other: str) -> bool:
    """Whether two things may be one: "the bridge" and "the stone bridge" may, not "the first bridge" and that."""
    words, others = one.split(), other.split()
    if words[-1] != others[-1]:
        return False
    return not words[:-1] or not others[:-1] or not {*words[:-1]}.isdisjoint(others[:-1])


def _is_subject(thing: str, text: str) -> bool:
    """Whether a text has a sentence about a thing, or has it for its title."""
    return re.search(rf"(?:^|\n|[.;] )(?:[Tt]he |[Ii]ts )?(?:\w+ ){{0,2}}{re.escape(thing)}\b", text, re.I) is not None


def is_of_other_relation(question: str, label: str) -> bool:
    """Whether a relation dates something else than what the question asks about: the "inception" is no repair.

    >>> [is_of_other_relation(f"When was it {what}?", "inception") for what in ("rebuilt", "built", "painted")]
    [True, False, False]
    """
    asked = asked_fate(question)
    told = {fate for word, fate in _OF_RELATIONS if word in label.lower()}
    told |= {str(found.lastgroup) for found in _FATE.finditer(label)}
    return bool(asked and told) and told.isdisjoint({asked}.union(*(group for group in _SAME if asked in group)))


def within_fate(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a span that dates what the question asks about, where the span runs on over several dates.

    >>> text = "The mill was closed in 1999. It was reopened in 2006."
    >>> text[slice(*within_fate("When was the mill reopened?", text, 23, 52))]
    '2006'
    """
    asked = asked_fate(question)
    if not asked or _FATE.search(text, start, end) is None:
        return start, end
    for found in DATES.finditer(text, start, end):
        if asked in told_around(text, *found.span(), _FATE):
            return found.span()
    return start, end
