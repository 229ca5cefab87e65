"""Found facts in an ontology's words: mapped, checked against domains and ranges, and what does not pass named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundFact
from kgqa.extract.relations.mapping import Mapped, RelationMapper, Tail
from kgqa.extract.relations.retyping import typed_by_facts
from kgqa.types import Literal

UNKNOWN, DOMAIN, RANGE, LITERAL, DUPLICATE = "unknown relation", "domain", "range", "literal", "duplicate"
REASONS: Mapping[str, str] = {
    UNKNOWN: "no relation of the ontology says this",
    DOMAIN: "the head is not of a class that the relation is said of",
    RANGE: "the tail is not of a class or datatype that the relation leads to",
    LITERAL: "the tail is a plain value where the relation leads to things",
    DUPLICATE: "the same statement of the same sentence under another name",
}
"""Why a fact is left out, with what that means."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """A found fact that was left out, in its own words, with its reason (one of :data:`REASONS`).

    ``mapped`` is the relation's label in the ontology, "" where there is none.
    """

    doc_id: str
    head: str
    relation: str
    tail: str
    reason: str
    mapped: str
    sentence: Span


def prune(
    extractions: Iterable[Extraction], mapper: RelationMapper
) -> tuple[tuple[Extraction, ...], tuple[Pruned, ...]]:
    """The extractions with the facts that the mapper's ontology has words for, and all others with their reasons."""
    done = [prune_one(extraction, mapper) for extraction in extractions]
    return tuple(kept for kept, _ in done), tuple(each for _, pruned in done for each in pruned)


def prune_one(extraction: Extraction, mapper: RelationMapper) -> tuple[Extraction, tuple[Pruned, ...]]:
    """One extraction, mapped and checked; its entities stay as they are, but for types that sure facts tell
    (:mod:`.retyping`).

    A mapped fact has the ontology's label for its relation, head and tail changed over where that was said the other
    way round, the name of the tail as a literal where the ontology asks for a text, and a confidence times the
    mapping's score. Of facts of one extractor that became the same, in one sentence and with the same qualifiers, the
    surest is kept. The order of the facts stays. A fact that is left out is listed in the order of the facts.
    """
    extraction = typed_by_facts(extraction, mapper.ontology, mapper.fit)
    mapper.prepare(dict.fromkeys(fact.relation for fact in extraction.facts))
    kept: dict[int, FoundFact] = {}
    pruned: dict[int, Pruned] = {}
    best: dict[tuple[object, ...], int] = {}
    for at, fact in enumerate(extraction.facts):
        head, tail = extraction.entities[fact.head].type, _tail(extraction, fact)
        mapped = mapper.map(fact.relation, head, tail)
        reason = _misfit(mapper, mapped, head, tail) if mapped else UNKNOWN
        label = mapped.relation.label if mapped else ""
        if reason or mapped is None:
            pruned[at] = _named(extraction, fact, reason, label)
            continue
        new = _renamed(extraction, fact, mapped)
        key = (new.head, new.relation, new.tail, new.sentence, new.extractor, new.qualifiers)
        other = best.get(key)
        if other is not None and kept[other].confidence >= new.confidence:
            pruned[at] = _named(extraction, fact, DUPLICATE, label)
            continue
        if other is not None:
            del kept[other]
            pruned[other] = _named(extraction, extraction.facts[other], DUPLICATE, label)
        best[key], kept[at] = at, new
    facts = tuple(kept[at] for at in sorted(kept))
    return replace(extraction, facts=facts), tuple(pruned[at] for at in sorted(pruned))


def count_reasons(pruned: Iterable[Pruned]) -> dict[str, int]:
    """How many facts were left out for each reason, 0 included, in the order of :data:`REASONS`."""
    counts = Counter(each.reason for each in pruned)
    return {reason: counts[reason] for reason in REASONS}


def _tail(extraction: Extraction, fact: FoundFact) -> Tail:
    return fact.tail if isinstance(fact.tail, Literal) else extraction.entities[fact.tail].type


def _misfit(mapper: RelationMapper, mapped: Mapped, head: str, tail: Tail) -> str:
    if not mapped.inverse:
        return mapper.misfit(mapped.relation, head, tail)
    if isinstance(tail, Literal):
        return LITERAL
    return mapper.misfit(mapped.relation, tail, head)


def _renamed(extraction: Extraction, fact: FoundFact, mapped: Mapped) -> FoundFact:
    head, tail = fact.head, fact.tail
    if mapped.inverse and not isinstance(tail, Literal):
        head, tail = tail, head
    if not isinstance(tail, Literal) and not mapped.relation.takes_entities:
        tail = Literal(extraction.entities[tail].name, "string" if "string" in mapped.relation.datatypes else "")
    confidence = fact.confidence * mapped.score
    return replace(fact, head=head, relation=mapped.relation.label, tail=tail, confidence=confidence)


def _named(extraction: Extraction, fact: FoundFact, reason: str, mapped: str) -> Pruned:
    tail = fact.tail.value if isinstance(fact.tail, Literal) else extraction.entities[fact.tail].name
    head = extraction.entities[fact.head].name
    return Pruned(extraction.doc_id, head, fact.relation, tail, reason, mapped, fact.sentence)
