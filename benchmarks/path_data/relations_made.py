"""Relations of a made world, each with what graphs call it and how people ask for it.

A line of ``relations_made.txt``: labels, kind it starts from, kind it leads to, nouns for where it leads ("the noun of
{x}"), then phrases and questions of both ways. Labels are written as graphs of several makers have them. General
knowledge, of no data set.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """``labels`` for the relation, of which a graph has one; ``start`` and ``end`` are kinds of things. ``nouns`` name
    where it leads; ``phrases`` and ``questions`` (with "{x}" for the start) say the same with verbs, and ``back`` and
    ``asked_back`` lead from its end to its start."""

    labels: tuple[str, ...]
    start: str
    end: str
    nouns: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    asked_back: tuple[str, ...] = ()


_TABLE = Path(__file__).with_suffix(".txt")

SUBKINDS = {
    "scientist": "person", "politician": "person", "musician": "person", "athlete": "person", "writer": "person",
    "soldier": "person", "artist": "person", "city": "place",
}  # fmt: skip  # a list of words, as many to a line as fit
"""Kinds that are others too: what starts from a person starts from a scientist."""

WORDS = {
    "film": ("film", "movie"), "book": ("book", "novel"), "song": ("song", "track"), "software": ("software", "game"),
    "place": ("place", "city", "town"), "body": ("planet", "star"),
    "show": ("show", "series"),
    "company": ("company", "firm"), "school": ("school", "university"), "product": ("product", "car", "dish"),
    "athlete": ("athlete", "player"), "musician": ("musician", "singer"), "date": ("date", "year"),
}  # fmt: skip  # a list of words, as many to a line as fit
"""What things of a kind are called, where that is not the kind's name."""


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def made_relations() -> list[Made]:
    """All of them, in order."""
    found = []
    for line in _TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (8 - len(cells))
        labels, start, end, *more = cells
        found.append(Made(_split(labels), start, end, *map(_split, more)))
    return found
