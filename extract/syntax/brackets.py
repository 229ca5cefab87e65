"""What brackets after a name say: a life's dates and places, a work's year."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value

LONGEST = 240
"""Characters of a bracket that is looked into."""

_OPEN = re.compile(r"(?:[\"”’']|,? (?:Jr|Sr)\.?|(?:, [A-Z]{2,5}){1,3})?\s?\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_BORN = re.compile(r"(?:^|[;,.]\s*|\s)(?:born|b\.|née\s+[^;,]{1,40}[;,]?\s*born)(?=\W)", re.IGNORECASE)
_DIED = re.compile(r"(?:\bdied\b|\bd\.|†)", re.IGNORECASE)
_DASH = re.compile(r"\s*[–—-]\s*|\s+(?:to|until)\s+")
_REIGN = re.compile(r"\b(?:r\.|reigned|ruled|fl\.|active|season|aged|age|in office|term|released)\b", re.IGNORECASE)


_YEARS = re.compile(r"(?P<from>\d{4})\s*[–—-]\s*(?P<to>\d{4})")
_BETWEEN = re.compile(r"\(\s*(\d{4})\s*[–—-]\s*(\d{4})\s*\)")
LEAST_LIFE, NEAR = 16, 160
"""Years that a life in brackets has at least; characters before and behind in which a list of offices goes on."""


class Bracketed(NamedTuple):
    """A statement about the name before a bracket: its label, and what stands there (a value or a place's span)."""

    label: str
    value: Value | None
    place: Span | None


def bracketed(text: str, end: int, kind: str, values: Sequence[Value], places: Sequence[Span]) -> Iterator[Bracketed]:
    """What the bracket that follows ``text[:end]`` says of a name of this kind.

    ``values`` are all the text's, ``places`` the mentions of places, both in order.
    """
    inside: list[Value] = []
    match = None
    for _ in range(2):
        match = _OPEN.match(text, end)
        if match is None or match.end() - end > LONGEST:
            return
        inside = [value for value in _within(values, *match.span("inside")) if value.datatype == "date"]
        if inside:
            break
        end = match.end()
    if match is None or not inside:
        return
    start, stop = match.span("inside")
    words = match["inside"]
    if kind == "person":
        yield from _life(text, start, stop, words, inside, [place for place in places if start <= place.start < stop])
        return
    is_year_alone = len(inside) == 1 and words.strip() == text[inside[0].span.start : inside[0].span.end]
    if is_year_alone and kind in ("work", "film", "song", "album", "book", "series", "game"):
        yield Bracketed("publication date", inside[0], None)


def _within(values: Sequence[Value], start: int, stop: int) -> list[Value]:
    first = bisect_left(values, start, key=lambda value: value.span.start)
    found = []
    for value in values[first:]:
        if value.span.end > stop:
            break
        found.append(value)
    return found


def _life(
    text: str, start: int, stop: int, words: str, dates: Sequence[Value], places: Sequence[Span]
) -> Iterator[Bracketed]:
    if _REIGN.search(words):
        return
    died, dash = _DIED.search(words), _dash(text, dates)
    if _BORN.search(f" {words}") or (died and len(dates) == 1):
        # "born 1 May 1950 in Oslo; died 2001": what follows "died", or a dash, is of the death.
        border = start + died.start() if died else stop if dash is None else dash
    elif dash is not None and not _is_term(text, start, stop, words):
        border = dash
    else:
        return
    yield from _part("birth", start, border, dates, places)
    yield from _part("death", border, stop, dates, places)


def _dash(text: str, dates: Sequence[Value]) -> int | None:
    """Where the first dash stands between two dates; of "born 1450–1455" there is none, as no life is so short."""
    for one, other in itertools.pairwise(dates):
        is_short = len(one.value) == len(other.value) == 4 and int(other.value) - int(one.value) < LEAST_LIFE
        if not is_short and (dash := _DASH.search(text, one.span.end, other.span.start)):
            return dash.start()
    return None


def _is_term(text: str, start: int, stop: int, words: str) -> bool:
    """Whether two years in a bracket are those of an office: too few for a life, or a list goes on where they end.

    >>> text = "Ada Holt (1930–1959)\\nBen Ray (1959–1998)\\nCy Dun (1901–1977)"
    >>> [_is_term(text, *found.span(1), found[1]) for found in re.finditer(r"\\((.*?)\\)", text)]
    [True, True, False]
    """
    years = _YEARS.fullmatch(words.strip())
    if years is None:
        return False
    if 0 < int(years["to"]) - int(years["from"]) < LEAST_LIFE:
        return True
    near = _BETWEEN.findall(text[max(0, start - NEAR) : start - 1]) + _BETWEEN.findall(text[stop + 1 : stop + NEAR])
    return any(first == years["to"] or last == years["from"] for first, last in near)


def _part(what: str, start: int, stop: int, dates: Sequence[Value], places: Sequence[Span]) -> Iterator[Bracketed]:
    date = next((value for value in dates if start <= value.span.start < stop), None)
    if date is not None:
        yield Bracketed(f"date of {what}", date, None)
        place = next((place for place in places if start <= place.start < stop), None)
        if place is not None:
            yield Bracketed(f"place of {what}", None, place)
