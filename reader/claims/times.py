"""When something was: the time that a sentence gives for it, and whether there can be another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from kgqa.reader.language.events import sentence
from kgqa.reader.language.quantities import Quantity, date

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?\d{{3,4}}|\d{{3,4}})"
_PERIODS = (
    re.compile(rf"\b[Ff]rom (?P<first>{_DAY}),? (?:to|until|till|through|up to) (?P<last>{_DAY})\b"),
    re.compile(rf"\b[Bb]etween (?P<first>{_DAY}) and (?P<last>{_DAY})\b"),
    re.compile(rf"(?<![\d–-])(?P<first>{_DAY}) ?(?:[–—-]|to|until) ?(?P<last>{_DAY})(?![\d–-])"),
    re.compile(rf"\b(?:[Ss]ince|[Ff]rom) (?P<first>{_DAY})\b(?P<last>)"),
    re.compile(rf"(?P<first>)\b(?:[Uu]ntil|[Tt]ill|[Uu]p to) (?P<last>{_DAY})\b"),
)
_AGAIN = re.compile(r"\b(?:again|twice|second term|another|re-?elected|re-?appointed|returned|first)\b", re.IGNORECASE)
_JOINED = re.compile(r",? (?:and |and then |then )?(?:again )?(?:from )?")
_LIFE = re.compile(r"\b(?:born|died?|birth|death)\b")
_ONCE = re.compile(
    r"\b(?:built|erected|constructed|completed|finished|founded|established|formed|created|launched|open(?:ed)?|inaugurated"
    r"|incorporated|dissolved|abolished|demolished|destroyed|invent(?:ed)?|discover(?:ed)?|written|wrote|publish(?:ed)?"
    r"|released?|premiered|composed|painted|designed|signed|baptised|buried|marr(?:y|ied))\b"
)


def dates_of(text: str) -> list[Quantity]:
    """The dates that stand in a text.

    >>> len(dates_of("It was shut in 1904, and again on 3 May 1951."))
    2
    """
    return [when for found in re.finditer(rf"\b{_DAY}\b", text) if (when := date(found[0])) is not None]


def period(text: str, start: int, end: int) -> Quantity | None:
    """The stretch of time that ``text[start:end]`` is an end of, as its sentence says; None where it is none.

    >>> told = period("She taught there from 1952 to 1967.", 22, 26)
    >>> [told.low <= date(year).low <= told.high for year in ("1950", "1960")]
    [False, True]
    >>> period("She taught there in 1952.", 20, 24)
    """
    return next(iter(terms(text, start, end)), None)


def terms(text: str, start: int, end: int) -> list[Quantity]:
    """The stretch of time of :func:`period`, and those that its sentence joins to it: "and again from 1998 to 2002"."""
    found = sorted(_periods(text, *sentence(text, start, end)), key=lambda one: one[0])
    own = next((i for i, (at, to, _) in enumerate(found) if at < end and start < to), None)
    if own is None:
        return []
    told, last = [found[own][2]], found[own][1]
    for at, to, more in found[own + 1 :]:
        if _JOINED.fullmatch(text[last:at]):
            told.append(more)
            last = to
    return told


def told_otherwise(when: Quantity, text: str, start: int, end: int) -> bool:
    """Whether a text gives another time than ``text[start:end]`` which ``when`` may be meant by: one of two terms of
    office, or a year of its own.

    >>> text = "He was mayor from 1990 to 1994 and again from 1998 to 2002."
    >>> [told_otherwise(date(year), text, 18, 22) for year in ("1996", "2000")]
    [False, True]
    """
    times = [told for at, to, told in _periods(text, 0, len(text)) if to <= start or end <= at]
    times += dates_of(text)
    return any(when.before(told) is None for told in times)


def _periods(text: str, first: int, last: int) -> Iterator[tuple[int, int, Quantity]]:
    for form in _PERIODS:
        for found in form.finditer(text, first, last):
            begin, stop = date(found["first"]), date(found["last"])
            low, high = -inf if begin is None else begin.low, inf if stop is None else stop.high
            yield *found.span(), Quantity(low, high, "day")


def is_one_term(text: str, start: int, end: int) -> bool:
    """Whether the sentence of ``text[start:end]`` gives one stretch of time alone.

    >>> text = "He was mayor from 1990 to 1994 and again from 1998 to 2002."
    >>> is_one_term(text, 18, 22), is_one_term(text[:30], 18, 22)
    (False, True)
    """
    first, last = sentence(text, start, end)
    known = [(at, to) for at, to, _ in _periods(text, first, last)]
    return all(at < end and start < to for at, to in known) and not _AGAIN.search(text, first, last)


def is_of_life(question: str) -> bool:
    """Whether it is asked when somebody was born or died."""
    return _LIFE.search(question) is not None


def happens_once(question: str) -> bool:
    """Whether what is asked for happens once, as a rule, so that another date refutes it: a mill is founded once and
    flooded many times.

    >>> [happens_once(f"When was the mill {done}?") for done in ("founded", "flooded", "rebuilt")]
    [True, False, False]
    """
    return is_of_life(question) or _ONCE.search(question) is not None
