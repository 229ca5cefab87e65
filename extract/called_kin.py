"""Whom a text calls the father is not the mother: "her father, Abe Lind, was a baker and her mother, Cora, taught"; a
sister-in-law is no sister."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.extract.document import Span
from kgqa.extract.found import FoundEntity, FoundFact

_PAIRS = (("father", "mother"), ("son", "daughter"), ("brother", "sister"), ("husband", "wife"))
OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_WORDS = "|".join(OPPOSITE)
_CALLED = re.compile(
    rf"\b(?P<word>{_WORDS})(?:,|\s+(?:is|was|named|called))?\s+(?:(?:the|a|an)\s+(?:[a-z-]+\s+){{1,3}})?$",
    re.IGNORECASE,
)
_IN_LAW = re.compile(
    r"-in-law(?:,|\s+(?:is|was|named|called))?\s+(?:(?:the|a|an)\s+(?:[a-z-]+\s+){1,3})?$", re.IGNORECASE
)
_BY_BLOOD = frozenset(("sibling", "father", "mother", "child", "parent", "brother", "sister", "son", "daughter"))
_BEFORE = 60
"""Characters before a name in which it is called something."""


def as_called(facts: Sequence[FoundFact], entities: Sequence[FoundEntity], text: str) -> tuple[FoundFact, ...]:
    """The facts without those that make a father of whom their sentence calls the mother, and the like."""
    return tuple(
        fact
        for fact in facts
        if not (_is_called_the_opposite(fact, entities, text) or _is_in_law(fact, entities, text))
    )


def _is_in_law(fact: FoundFact, entities: Sequence[FoundEntity], text: str) -> bool:
    ends = [entities[end] for end in (fact.head, fact.tail) if isinstance(end, int)]
    return fact.relation.lower() in _BY_BLOOD and any(
        _IN_LAW.search(text[max(fact.sentence.start, mention.start - _BEFORE) : mention.start]) is not None
        for entity in ends
        for mention in entity.mentions
        if fact.sentence.start <= mention.start < fact.sentence.end
    )


def _is_called_the_opposite(fact: FoundFact, entities: Sequence[FoundEntity], text: str) -> bool:
    relation = fact.relation.lower()
    if relation not in OPPOSITE or not isinstance(fact.tail, int):
        return False
    words = {word for mention in entities[fact.tail].mentions if (word := _called(mention, fact.sentence, text))}
    return OPPOSITE[relation] in words and relation not in words


def _called(mention: Span, sentence: Span, text: str) -> str:
    """The word of kin right before a mention in this sentence, "" where there is none."""
    if not sentence.start <= mention.start < sentence.end:
        return ""
    found = _CALLED.search(text[max(sentence.start, mention.start - _BEFORE) : mention.start])
    return found["word"].lower() if found else ""
