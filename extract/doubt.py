"""What makes facts of the trained extractor doubtful.

A sentence that denies or leaves open, which it does not look for; and things that no sentence names together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgqa.extract.document import Span
from kgqa.extract.found import ATTRIBUTED, MODAL, NEGATED, FoundFact
from kgqa.extract.parsed import Parsed

APART = 0.6
"""What is left of the trained extractor's confidence where no sentence names both things: it then goes by what texts of
an encyclopaedia say of their subject, which other texts need not."""

_NOT = re.compile(r"\bnot (?:(?:in|on|at|by|to|from|of|with|the|an?|his|her|its|their|son|daughter) )*$")

_Qualifiers = tuple[tuple[str, str], ...]


def with_doubt(trained: Sequence[FoundFact], open_: Sequence[FoundFact]) -> tuple[FoundFact, ...]:
    """The trained extractor's facts, each with what the open one says against it in the same sentence.

    That is the qualifiers of a statement about the same two things where each such statement has some, or, where there
    is no such statement, those of all statements of the sentence.
    """
    by_pair: dict[tuple[Span, frozenset[object]], list[_Qualifiers]] = defaultdict(list)
    by_sentence: dict[Span, list[_Qualifiers]] = defaultdict(list)
    for fact in open_:
        against = tuple(pair for pair in fact.qualifiers if pair[0] in (NEGATED, MODAL, ATTRIBUTED))
        by_pair[fact.sentence, _pair(fact)].append(against)
        by_sentence[fact.sentence].append(against)
    found = []
    for fact in trained:
        said = by_pair.get((fact.sentence, _pair(fact))) or by_sentence.get(fact.sentence) or [()]
        if all(said):
            fact = replace(fact, qualifiers=tuple(sorted({*fact.qualifiers, *said[0]})))
        found.append(fact)
    return tuple(found)


def less_sure_apart(trained: Sequence[FoundFact], parsed: Parsed) -> tuple[FoundFact, ...]:
    """The trained extractor's facts, those whose two things no sentence names or refers to together less sure."""
    starts = [sentence.start for sentence in parsed.sentences]
    by_value: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for value in parsed.values:
        by_value[value.value, value.datatype].append(value.span)

    def sentences(spans: Iterable[Span]) -> set[int]:
        return {bisect_right(starts, span.start) for span in spans}

    found = []
    for fact in trained:
        heads, tail = parsed.entities[fact.head].mentions, fact.tail
        tails = parsed.entities[tail].mentions if isinstance(tail, int) else by_value[tail.value, tail.datatype]
        apart = not sentences(heads) & sentences(tails)
        found.append(replace(fact, confidence=APART * fact.confidence) if apart else fact)
    return tuple(found)


def without_denied(trained: Sequence[FoundFact], parsed: Parsed) -> tuple[FoundFact, ...]:
    """The trained extractor's facts but those whose tail stands in their sentence right behind a "not" alone: "founded
    in 1921, not in 1919"."""
    text = parsed.document.text
    found = []
    for fact in trained:
        tail = fact.tail
        spans = (
            parsed.entities[tail].mentions
            if isinstance(tail, int)
            else [value.span for value in parsed.values if (value.value, value.datatype) == (tail.value, tail.datatype)]
        )
        here = [span for span in spans if fact.sentence.start <= span.start < fact.sentence.end]
        if not here or not all(_NOT.search(text, fact.sentence.start, span.start) for span in here):
            found.append(fact)
    return tuple(found)


def _pair(fact: FoundFact) -> frozenset[object]:
    return frozenset((fact.head, fact.tail))
