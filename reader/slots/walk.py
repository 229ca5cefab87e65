"""From text to text: a slot is read in the pages of one thing, and the next in the pages of what was read.

What iterative retrieval does with questions made on the way (Qi et al. 2019), with a chain of relations that is known
before the first step.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol

from kgqa.linker.normalise import fold
from kgqa.reader.doubts.believed import believed
from kgqa.reader.language.called import whole
from kgqa.reader.network.decode import Span
from kgqa.reader.slots.bodies import body_end
from kgqa.reader.slots.chains import Wanted
from kgqa.reader.slots.common import Slot, rivals
from kgqa.reader.slots.filled import Filled, another_of_list, named
from kgqa.reader.slots.stretches import Stretch, stretches
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.told import PLAIN, is_another, made, told
from kgqa.reader.slots.values import value

LEAST_MARGIN = 0.0
"""How far a span must lie above "no answer", what having a page adds counted in."""

SURER = 1.0
"""How much more surely a rival must be read in the same words to take them: parents are told apart poorly."""

NAMESAKE = 4.0
"""How much less what the page of a namesake says is worth, "Salt (1990 film)" where there is a page "Salt"."""

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
    owners: list[tuple[int, Stretch, Slot]] = []
    for number, (subject, asked) in enumerate(jobs):
        for stretch in stretches(pages.to_read(subject, asked.label, asked.question(subject.name)), pages.passages):
            for slot in (asked, *rivals(asked)):
                items.append((slot.question(subject.name), (), stretch.context))
                allowed.append(stretch.parts)
                owners.append((number, stretch, slot))
    read = list(zip(owners, reader.spans(items, allowed, count=SPANS), strict=True))
    others = []
    for (number, stretch, slot), own in read:
        for span in own if slot != jobs[number][1] else ():
            row, start, end = stretch.place(span.start, span.end)
            if value(slot, pages.passages.texts[row], start, end):
                others.append((number, stretch, span))
    best: dict[int, tuple[float, Filled]] = {}
    for (number, stretch, slot), spans in read:
        subject = jobs[number][0]
        if slot != jobs[number][1]:
            continue
        rival = [span for other, page, span in others if (other, page) == (number, stretch)]
        for span in spans:
            if any(r.margin > span.margin + SURER and r.start < span.end and span.start < r.end for r in rival):
                continue
            row, start, end = stretch.place(span.start, span.end)
            text = pages.passages.texts[row]
            found = value(slot, text, start, end)
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
            what = named(text, start, end, subject, slot, pages)
            if slot in inner and (what is None or not what.pages):
                start, end, what = another_of_list(text, start, end, subject, slot, pages) or (start, end, what)
            worth = span.margin + PAGE_WORTH * (slot in inner and what is not None and bool(what.pages))
            worth -= NAMESAKE * pages.is_namesake(subject, row)
            if worth >= LEAST_MARGIN and (number not in best or worth > best[number][0]):
                best[number] = worth, Filled(subject, slot, text[start:end], what, row, start, end, span.margin)
    for number, (subject, asked) in enumerate(jobs):
        outright = told(subject, asked, pages)
        if outright is None and (number not in best or asked.label in PLAIN):
            maker = made(subject, asked, pages)
            outright = maker if number not in best or is_another(maker, best[number][1], pages) else None
        if outright is not None:
            best[number] = outright.margin, outright
    return [best[number][1] for number in sorted(best)]
