"""A list as one answer: its members, each with its own score and places."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from kgqa.types import Answer


def as_list(members: Sequence[Answer]) -> Answer:
    """One answer of two members or more, as probable as they are in the mean."""
    entities = tuple(entity for member in members for entity in member.entities)
    return Answer(
        "; ".join(member.text for member in members),
        fmean(member.score for member in members),
        "entities" if len(entities) == len(members) else "span",
        tuple(dict.fromkeys(place for member in members for place in member.support)),
        entities,
        tuple(member.text for member in members),
        members=tuple(members),
    )
