"""What a sentence denies or leaves open holds for the trained extractor too, which does not look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgqa.extract.document import Span
from kgqa.extract.found import ATTRIBUTED, MODAL, NEGATED, FoundFact

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


def _pair(fact: FoundFact) -> frozenset[object]:
    return frozenset((fact.head, fact.tail))
