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
from kgqa.reader.slots.bodies import body_end
from kgqa.reader.slots.called import whole
from kgqa.reader.slots.chains import Wanted
from kgqa.reader.slots.common import Slot, rivals
from kgqa.reader.slots.deeds_told import maker
from kgqa.reader.slots.lands import country_of
from kgqa.reader.slots.life import place_of
from kgqa.reader.slots.parents import parents, with_surname
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

NAMESAKE = 4.0
"""How much less what the page of a namesake says is worth, "Salt (1990 film)" where there is a page "Salt"."""

PLAIN = frozenset({"director", "composer", "performer"})
"""Relations whose verb means no other: who a text says directed a thing, did so, whomever the reader sees."""

LED_ON = 60
"""Characters before a name that may say which of several of that name is meant."""

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

    @property
    def name(self) -> str:
        """What the end of the fact is called where it is one of a graph."""
        return self.text if self.value is None else self.value.name


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
            start, end = found
            if slot.sort == "person":
                start, end = pages.with_lands(text, *whole(text, start, end))
            elif slot.sort == "body":
                end = body_end(text, start, end)
            if believed(slot.question(subject.name), text, start, end, pages.passages.titles[row]) < 1:
                continue
            if fold(text[start:end]) == fold(subject.name):
                continue  # nothing is its own parent or part
            what = _what(text, start, end, subject, slot, pages)
            if slot in inner and (what is None or not what.pages):
                start, end, what = _other(text, start, end, subject, slot, pages) or (start, end, what)
            worth = span.margin + PAGE_WORTH * (slot in inner and what is not None and bool(what.pages))
            worth -= NAMESAKE * pages.is_namesake(subject, row)
            if worth >= LEAST_MARGIN and (number not in best or worth > best[number][0]):
                best[number] = worth, Filled(subject, slot, text[start:end], what, row, start, end, span.margin)
    for number, (subject, asked) in enumerate(jobs):
        told = _told(subject, asked, pages)
        if told is None and (number not in best or asked.label in PLAIN):
            made = _made(subject, asked, pages)
            told = made if number not in best or _is_another(made, best[number][1], pages) else None
        if told is not None:
            best[number] = told.margin, told
    return [best[number][1] for number in sorted(best)]


def _told(subject: Subject, slot: Slot, pages: Pages) -> Filled | None:
    """A value that a page of the subject says in so many words, a parent or a place: surer than what is read."""
    for row in subject.pages:
        text = pages.passages.texts[row]
        if slot.label in ("father", "mother"):
            father, mother = parents(text, (subject.name, *subject.also))
            span = mother if slot.label == "mother" else father
            if span is not None:
                span = pages.with_lands(text, *span)
                name = with_surname(text, span, mother) if slot.label == "father" else text[slice(*span)]
                what = _what(text, *span, subject, slot, pages, name=name)
                return Filled(subject, slot, name, what, row, *span, TOLD)
            continue
        span = place_of(text, slot.label) or country_of(text, slot.label)
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


def _is_another(made: Filled | None, read: Filled, pages: Pages) -> bool:
    """Whether a maker stands in the same text as what was read, and not beside it in one list."""
    if made is None or made.row != read.row:
        return False
    together = [(made.start, made.end), *enumerated(pages.passages.texts[made.row], made.start, made.end)]
    return all(read.end <= start or end <= read.start for start, end in together)


def _other(
    text: str, start: int, end: int, subject: Subject, slot: Slot, pages: Pages
) -> tuple[int, int, Subject] | None:
    """Another one of the list that a value stands in, of whom there is a page: of two directors the known one."""
    for place in enumerated(text, start, end):
        what = _what(text, *place, subject, slot, pages) if value(slot, text, *place) == place else None
        if what is not None and what.pages:
            return *place, what
    return None


def _what(
    text: str, start: int, end: int, subject: Subject, slot: Slot, pages: Pages, name: str = ""
) -> Subject | None:
    """What a value names. Of several of one name, who is told to be of it: its page names the subject, or the slot.

    ``name``: what it is called where that does not stand in the text.
    """
    if slot.sort in ("date", "number", "country"):
        return None
    called, rows = pages.meant(text, start, end) if name in ("", text[start:end]) else pages.meant(name, 0, len(name))
    rows = [row for row in rows if row not in subject.pages]
    if not rows:
        # Where things have pages, one without is known by name alone: what is said around it is of something else.
        return pages.value(text[start:end], None) if slot.sort in ("person", "place") and not subject.pages else None
    own, word = fold(subject.name), stem(slot.label.split()[0])

    # "By the singer Jo Lind": that is "Jo Lind (singer)", whoever has the name alone as a title.
    before = frozenset(fold(text[max(0, start - LED_ON) : start].rpartition(". ")[2]).split())

    def fit(row: int) -> tuple[bool, bool, bool, int]:
        told = pages.passages.texts[row]
        kind = fold(pages.passages.titles[row].partition(" (")[2]).split()
        named = bool(kind) and kind[-1] in before
        return (own not in fold(told), not named, word not in map(stem, cut(told)[0]), row)

    return pages.value(called, min(rows, key=fit), rows)
