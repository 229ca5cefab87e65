"""What a text calls a thing rules out what only other things have: a program that somebody wrote has no
screenwriter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.types import Literal

_NOT_OF = {
    "screenwriter": re.compile(
        r"\b(?:programs?|programmes?|software|apps?|applications?|library|tools?|systems?|editor|browser|websites?|novels?"
        r"|books?|poems?|songs?|albums?|articles?|papers?|essays?)$"
    ),
}
"""Relations, and how the kinds of things end that have none."""
_AFTER_ALL = re.compile(r"\b(?:film|movie|series|show|episode|play|opera|musical|drama|documentary|game)s?\b")


def without_wrong_kinds(facts: Sequence[FoundFact], entities: Sequence[FoundEntity]) -> tuple[FoundFact, ...]:
    """The facts but those of things that others of them say to be of kinds that have no such."""
    kinds: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        if fact.relation == "instance of":
            name = fact.tail.value if isinstance(fact.tail, Literal) else entities[fact.tail].name
            kinds[fact.head].append(name.lower())
    return tuple(
        fact
        for fact in facts
        if (without := _NOT_OF.get(fact.relation)) is None
        or not any(without.search(kind) for kind in kinds[fact.head])
        or any(_AFTER_ALL.search(kind) for kind in kinds[fact.head])
    )
