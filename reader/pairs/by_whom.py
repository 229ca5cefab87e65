"""Whether two things are both by somebody: "published by Falk Press" is asked of each as "who published it?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.reader.pairs.words import words_of
from kgqa.reader.slots.chains import Wanted
from kgqa.reader.slots.common import COMMON, Slot
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.walk import Spans, walk

_BY = {
    "published": "publisher", "directed": "director", "produced": "producer", "written": "author",
    "authored": "author", "composed": "composer", "founded": "founder", "designed": "designer", "built": "builder",
    "developed": "developer", "manufactured": "manufacturer", "distributed": "distributor", "owned": "owner",
    "created": "creator", "invented": "inventor", "discovered": "discoverer", "operated": "operator",
}  # fmt: skip
_SAID = re.compile(r"(?P<verb>[a-z]+) by (?:the )?(?P<who>[A-Z].*)")
_NEXT_TO = re.compile(r"\bby (?:the )?(?:[\w'’.-]+,? (?:and )?){0,4}$")
LEAST = 4.0
"""Margin with which somebody else must be read to be who it is by: nearby words of other doings are read with less."""


@dataclass(frozen=True, slots=True)
class ByAnother:
    """Where it is said that a thing is by somebody else."""

    row: int
    start: int
    end: int


def by_another(said: str, name: str, rows: Sequence[int], pages: Pages, reader: Spans) -> ByAnother | None:
    """Where the pages of a thing say that it is by another than ``said`` asks for; None where they do not, or name
    that one at all."""
    found = _SAID.fullmatch(said)
    label = _BY.get(found["verb"], "") if found is not None else ""
    if found is None or not label:
        return None
    who = {word.root for word in words_of(found["who"])}
    if any(who & {word.root for word in words_of(pages.passages.texts[row])} for row in rows):
        return None
    slot = next((slot for slot in COMMON if slot.label == label), Slot(label, "body"))
    subject = Subject(name, name, (name,), tuple(rows))
    for one in walk([subject], [Wanted((slot,), 1.0)], pages, reader):
        text = pages.passages.texts[one.row]
        if (
            one.margin >= LEAST
            and _NEXT_TO.search(text, 0, one.start)
            and not set(fold(one.text).split()) & set(fold(found["who"]).split())
        ):
            return ByAnother(one.row, one.start, one.end)
    return None
