"""A slot that was filled out of a text, and what its value names: the pages that are about it."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.lists.enumeration import enumerated
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.values import value
from kgqa.retriever.words import cut

LED_ON = 60
"""Characters before a name that may say which of several of that name is meant."""


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


def named(
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
        is_kind = bool(kind) and kind[-1] in before
        return (own not in fold(told), not is_kind, word not in map(stem, cut(told)[0]), row)

    return pages.value(called, min(rows, key=fit), rows)


def another_of_list(
    text: str, start: int, end: int, subject: Subject, slot: Slot, pages: Pages
) -> tuple[int, int, Subject] | None:
    """Another one of the list that a value stands in, of whom there is a page: of two directors the known one."""
    for place in enumerated(text, start, end):
        what = named(text, *place, subject, slot, pages) if value(slot, text, *place) == place else None
        if what is not None and what.pages:
            return *place, what
    return None
