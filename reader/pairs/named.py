"""The two things that a question sets side by side, by the names of pages: "A or B", "A and the B"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.reader.slots.subjects import PAGES, Pages, is_titled
from kgqa.retriever.words import cut

_BETWEEN = re.compile(r"[\s\"'”’),]*\b(?P<word>and|or)\s+(?:(?:the|an?)\s+)?(?:[a-z]+\s+)?[\s\"'“‘(]*")
_LISTED = re.compile(r"[\s\"'”’)]*,[\s\"'“‘(]*")
_LED_TO = re.compile(r"\b(?:in|at|on|by|from|of|for|with|to|about|called|named)(?: [a-z]+){0,2} [\s\"'“‘(]*$")
_QUOTES = re.compile(r"[\"“”]")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its ``name``, as its page is titled, and the rows of the passages of each page that it may be."""

    name: str
    pages: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """``marked``: the question with "§0" and "§1" for the two things."""

    first: Thing
    second: Thing
    marked: str


def pair_of(question: str, pages: Pages) -> Pair | None:
    """The two things that a question joins by "and" or "or"; None where it joins none, or three."""
    words, upper = cut(question)
    places = _places(question)
    if len(places) != len(words):
        return None
    spans = [
        (places[first][0], places[last - 1][1], " ".join(words[first:last]))
        for first, last, _ in pages.names.spans(words, upper)
    ]
    for number in range(len(spans) - 1, 0, -1):
        one, other = spans[number - 1], spans[number]
        if _BETWEEN.fullmatch(question, one[1], other[0]) is None:
            continue
        if number > 1 and _is_listed(question, spans[number - 2], one):
            return None
        first, second = _thing(one[2], pages), _thing(other[2], pages)
        if first is None or second is None or first.name == second.name:
            continue
        marked = f"{question[: one[0]]}§0{question[one[1] : other[0]]}§1{question[other[1] :]}"
        return Pair(first, second, " ".join(_QUOTES.sub("", marked).split()))
    return None


def _is_listed(question: str, before: tuple[int, int, str], one: tuple[int, int, str]) -> bool:
    """Whether what stands before the first of two is a third of them, and not what they are asked for by: "in Veland,
    A or B"."""
    if _LISTED.fullmatch(question, before[1], one[0]) is None:
        return False
    return _LED_TO.search(question, 0, before[0]) is None


def _thing(form: str, pages: Pages) -> Thing | None:
    rows = pages.about(form)
    titled = [row for row in rows if is_titled(pages.passages.titles[row], form)]
    docs = list(dict.fromkeys(pages.passages.doc_ids[row] for row in [*titled, *rows]))[:PAGES]
    if not docs:
        return None
    parts = tuple(
        tuple(
            sorted((r for r in rows if pages.passages.doc_ids[r] == doc), key=lambda r: int(pages.passages.starts[r]))
        )
        for doc in docs
    )
    title = pages.passages.titles[parts[0][0]].partition(" (")[0]
    return Thing(title or form, parts)


def _places(question: str) -> list[tuple[int, int]]:
    """Offsets of the words that :func:`kgqa.retriever.words.cut` makes of a question."""
    found: list[tuple[int, int]] = []
    for piece in re.finditer(r"\S+", question):
        own = cut(piece[0])[0]
        runs = [(piece.start() + m.start(), piece.start() + m.end()) for m in re.finditer(r"[^\W_]+", piece[0])]
        if len(runs) == len(own):
            found += runs
        elif own and runs:
            # "women's" is one word: a sign within words parts none.
            found += [(runs[0][0], runs[-1][1])] * len(own)
        else:
            found += [piece.span()] * len(own)
    return found
