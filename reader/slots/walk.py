"""From text to text: a slot is read in the pages of one thing, and the next in the pages of what was read.

What iterative retrieval does with questions made on the way (Qi et al. 2019), with a chain of relations that is known
before the first step.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from kgqa.kg.verbalize import passage_text
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.decode import Span
from kgqa.reader.doubts.believed import believed
from kgqa.reader.slots.called import whole
from kgqa.reader.slots.chains import Wanted
from kgqa.reader.slots.common import Slot, rivals
from kgqa.reader.slots.deeds_told import maker
from kgqa.reader.slots.life import place_of
from kgqa.reader.slots.parents import parents
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.values import value
from kgqa.reader.typed.enumeration import enumerated
from kgqa.retriever.words import cut

LEAST_MARGIN = 0.0
"""How far a span must lie above "no answer", what having a page adds counted in."""

SURER = 1.0
"""How much more surely a rival must be read in the same words to take them: parents are told apart poorly."""

TOLD = 4.0
"""Margin of what a text says in so many words: all 36 parents that train500 of 2WikiMultihopQA asks for and that are
told so are right, and 107 of 116 of dev500."""

MADE = 1.0
"""Margin of a maker whom a text names as such and the reader does not see."""

SPANS, PAGE_WORTH = 3, 2.0
"""Spans of a text that are looked at where a chain goes on from one; what having a page adds to a margin there."""


class Spans(Protocol):
    """A reader of single texts: see ``BertReader.spans``."""

    def spans(
        self,
        items: Sequence[tuple[str, Sequence[str], str]],
        allowed: Sequence[Sequence[tuple[int, int]]],
        *,
        count: int,
    ) -> list[list[Span]]:
        """The best spans of each (question, facts, text)."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot of ``subject`` and what was read for it: the characters ``start:end`` of the passage in ``row``.

    ``value``: what it names, where passages are about that. ``margin``: the span's, above "no answer".
    """

    subject: Subject
    slot: Slot
    text: str
    value: Subject | None
    row: int
    start: int
    end: int
    margin: float


def walk(subjects: Sequence[Subject], wanted: Sequence[Wanted], pages: Pages, reader: Spans) -> list[Filled]:
    """Every slot on the ``wanted`` chains from each of ``subjects`` that the texts fill, in order of steps."""
    filled: list[Filled] = []
    here: list[tuple[Subject, tuple[Slot, ...]]] = [(subject, ()) for subject in subjects]
    done: set[tuple[str, Slot]] = set()
    while here:
        jobs: list[tuple[Subject, tuple[Slot, ...]]] = []
        for subject, before in here:
            ahead = [w.slots[: len(before) + 1] for w in wanted if len(w.slots) > len(before)]
            jobs += [(subject, way) for way in dict.fromkeys(ahead) if way[:-1] == before]
        new = [(subject, way[-1]) for subject, way in jobs if (subject.id, way[-1]) not in done]
        inner = {slot for one in wanted for slot in one.slots[:-1]}
        filled += _read(list(dict.fromkeys(new)), inner, pages, reader)
        done |= {(subject.id, slot) for subject, slot in new}
        values = {(one.subject.id, one.slot): one.value for one in filled}
        reached = [(values.get((subject.id, way[-1])), way) for subject, way in jobs]
        here = [(there, way) for there, way in reached if there is not None]
    return filled


def _read(jobs: Sequence[tuple[Subject, Slot]], inner: Container[Slot], pages: Pages, reader: Spans) -> list[Filled]:
    items: list[tuple[str, Sequence[str], str]] = []
    allowed: list[Sequence[tuple[int, int]]] = []
    owners: list[tuple[int, int, int, Slot]] = []
    for number, (subject, asked) in enumerate(jobs):
        for row in pages.to_read(subject, asked.label, asked.question(subject.name)):
            text = pages.passages.texts[row]
            context = passage_text(pages.passages.titles[row], text)
            shift = len(context) - len(text)
            for slot in (asked, *rivals(asked)):
                items.append((slot.question(subject.name), (), context))
                allowed.append(((shift, len(context)),))
                owners.append((number, row, shift, slot))
    read = list(zip(owners, reader.spans(items, allowed, count=SPANS), strict=True))
    others = [
        (number, row, span)
        for (number, row, shift, slot), own in read
        for span in own
        if slot != jobs[number][1] and value(slot, pages.passages.texts[row], span.start - shift, span.end - shift)
    ]
    best: dict[int, tuple[float, Filled]] = {}
    for (number, row, shift, slot), spans in read:
        subject = jobs[number][0]
        if slot != jobs[number][1]:
            continue
        rival = [span for other, page, span in others if (other, page) == (number, row)]
        for span in spans:
            if any(r.margin > span.margin + SURER and r.start < span.end and span.start < r.end for r in rival):
                continue
            text = pages.passages.texts[row]
            found = value(slot, text, span.start - shift, span.end - shift)
            if found is None:
                continue
            start, end = whole(text, *found) if slot.sort == "person" else found
            if believed(slot.question(subject.name), text, start, end, pages.passages.titles[row]) < 1:
                continue
            if fold(text[start:end]) == fold(subject.name):
                continue  # nothing is its own parent or part
            what = _what(text, start, end, subject, slot, pages)
            if slot in inner and (what is None or not what.pages):
                start, end, what = _other(text, start, end, subject, slot, pages) or (start, end, what)
            worth = span.margin + PAGE_WORTH * (slot in inner and what is not None and bool(what.pages))
            if worth >= LEAST_MARGIN and (number not in best or worth > best[number][0]):
                best[number] = worth, Filled(subject, slot, text[start:end], what, row, start, end, span.margin)
    for number, (subject, asked) in enumerate(jobs):
        told = _told(subject, asked, pages) or (None if number in best else _made(subject, asked, pages))
        if told is not None:
            best[number] = told.margin, told
    return [best[number][1] for number in sorted(best)]


def _told(subject: Subject, slot: Slot, pages: Pages) -> Filled | None:
    """A value that a page of the subject says in so many words, a parent or a place: surer than what is read."""
    for row in subject.pages:
        text = pages.passages.texts[row]
        if slot.label in ("father", "mother"):
            span = parents(text, (subject.name, *subject.also))[slot.label == "mother"]
        else:
            span = place_of(text, slot.label)
        if span is not None:
            what = _what(text, *span, subject, slot, pages)
            return Filled(subject, slot, text[slice(*span)], what, row, *span, TOLD)
    return None


def _made(subject: Subject, slot: Slot, pages: Pages) -> Filled | None:
    """Who made the subject, where a page of it says so and nobody was read: of several the one who has a page."""
    for row in subject.pages:
        text = pages.passages.texts[row]
        span = maker(text, slot.label, (subject.name, *subject.also))
        if span is not None and value(slot, text, *span) is not None:
            what = _what(text, *span, subject, slot, pages)
            if what is None or not what.pages:
                *place, what = _other(text, *span, subject, slot, pages) or (*span, what)
                span = place[0], place[1]
            return Filled(subject, slot, text[slice(*span)], what, row, *span, MADE)
    return None


def _other(
    text: str, start: int, end: int, subject: Subject, slot: Slot, pages: Pages
) -> tuple[int, int, Subject] | None:
    """Another one of the list that a value stands in, of whom there is a page: of two directors the known one."""
    for place in enumerated(text, start, end):
        what = _what(text, *place, subject, slot, pages) if value(slot, text, *place) == place else None
        if what is not None and what.pages:
            return *place, what
    return None


def _what(text: str, start: int, end: int, subject: Subject, slot: Slot, pages: Pages) -> Subject | None:
    """What a value names. Of several of one name, who is told to be of it: its page names the subject, or the slot."""
    if slot.sort in ("date", "number", "country"):
        return None
    called, rows = pages.meant(text, start, end)
    rows = [row for row in rows if row not in subject.pages]
    if not rows:
        # Where things have pages, one without is known by name alone: what is said around it is of something else.
        return pages.value(text[start:end], None) if slot.sort in ("person", "place") and not subject.pages else None
    name, word = fold(subject.name), stem(slot.label.split()[0])

    def fit(row: int) -> tuple[bool, bool, int]:
        told = pages.passages.texts[row]
        return (name not in fold(told), word not in map(stem, cut(told)[0]), row)

    return pages.value(called, min(rows, key=fit), rows)
