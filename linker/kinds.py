"""What kind of thing a question asks about or an entity is, by words such as "film", "wrote" and "born"."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from kgqa.linker.stem import stem


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


KINDS: tuple[frozenset[str], ...] = (
    _stems(
        "film movie cinema director directed screenwriter premiere starred starring star actor actress cast screen"
        " scene role watch shot remake sequel"
    ),
    _stems("book novel author wrote written writer published publisher read page chapter poem poet print literature"),
    _stems("album song sing sang singer band music musician composer composed record track lyrics guitar tour hit"),
    _stems(
        "person human man woman born birth died death buried married husband daughter son child parent mother father"
        " sibling age graduate job profession occupation nationality citizen employer career player"
    ),
    _stems(
        "city town village place country capital county river lake mountain island population inhabitant live located"
        " mayor border flow height area district"
    ),
    _stems(
        "company business firm founded founder headquarters office employee industry chairman owner club team league"
    ),
    _stems("year date century decade day month time calendar"),
)
"""Groups of stems that go with films, books, music, people, places, organisations and times."""


def kinds_of(stems: Iterable[str]) -> tuple[int, ...]:
    """How many of the stems belong to each group, (len(KINDS),)."""
    held = set(stems)
    return tuple(len(held & group) for group in KINDS)


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Cosine in [0, 1] of two counts of groups; 0 where either is empty."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / sqrt(sum(a * a for a in one) * sum(b * b for b in other)) if product else 0.0
