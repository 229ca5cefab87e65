"""What pages say in so many words, a parent, a place, a maker: what needs no reader, and may be surer than one."""

from __future__ import annotations

from kgqa.reader.lists.enumeration import enumerated
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.deeds_told import maker
from kgqa.reader.slots.filled import Filled, another_of_list, named
from kgqa.reader.slots.lands import country_of
from kgqa.reader.slots.life import place_of
from kgqa.reader.slots.parents import parents, with_surname
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.values import value

TOLD = 4.0
"""Margin of what a text says in so many words: all 36 parents that train500 of 2WikiMultihopQA asks for and that are
told so are right, and 107 of 116 of dev500."""

MADE = 1.0
"""Margin of a maker whom a text names as such and the reader does not see."""

PLAIN = frozenset({"director", "composer", "performer"})
"""Relations whose verb means no other: who a text says directed a thing, did so, whomever the reader sees."""


def told(subject: Subject, slot: Slot, pages: Pages) -> Filled | None:
    """A value that a page of the subject says in so many words, a parent or a place: surer than what is read."""
    for row in subject.pages:
        text = pages.passages.texts[row]
        if slot.label in ("father", "mother"):
            father, mother = parents(text, (subject.name, *subject.also))
            span = mother if slot.label == "mother" else father
            if span is not None:
                span = pages.with_lands(text, *span)
                name = with_surname(text, span, mother) if slot.label == "father" else text[slice(*span)]
                what = named(text, *span, subject, slot, pages, name=name)
                return Filled(subject, slot, name, what, row, *span, TOLD)
            continue
        span = place_of(text, slot.label) or country_of(text, slot.label)
        if span is not None:
            what = named(text, *span, subject, slot, pages)
            return Filled(subject, slot, text[slice(*span)], what, row, *span, TOLD)
    return None


def made(subject: Subject, slot: Slot, pages: Pages) -> Filled | None:
    """Who made the subject, where a page of it says so and nobody was read: of several the one who has a page."""
    for row in subject.pages:
        text = pages.passages.texts[row]
        span = maker(text, slot.label, (subject.name, *subject.also))
        if span is not None and value(slot, text, *span) is not None:
            what = named(text, *span, subject, slot, pages)
            if what is None or not what.pages:
                *place, what = another_of_list(text, *span, subject, slot, pages) or (*span, what)
                span = place[0], place[1]
            return Filled(subject, slot, text[slice(*span)], what, row, *span, MADE)
    return None


def is_another(made: Filled | None, read: Filled, pages: Pages) -> bool:
    """Whether a maker stands in the same text as what was read, and not beside it in one list."""
    if made is None or made.row != read.row:
        return False
    together = [(made.start, made.end), *enumerated(pages.passages.texts[made.row], made.start, made.end)]
    return all(read.end <= start or end <= read.start for start, end in together)
