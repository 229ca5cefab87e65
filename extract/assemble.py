"""Documents' extractions to one graph: a function of the set of them and of the decisions, whatever the order.

Extraction is what costs, and is kept by document. This is made anew at each change, so that adding and removing
documents can't leave anything behind, and a merge is undone by not making it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgqa.extract.found import Extraction, FoundFact
from kgqa.extract.resolve.countries import peoples_of
from kgqa.extract.resolve.decisions import Decisions, FactRef, Ref
from kgqa.extract.resolve.resolve import resolve
from kgqa.extract.resolve.result import Merge, Resolution
from kgqa.kg.names import in_words
from kgqa.kg.provenance import Claim, State, Statement
from kgqa.types import Entity, Literal, Node, Relation, Triple

LEAST_CONFIDENCE = 0.5
"""A fact less sure than this, all its statements together, is listed for review and stays out of the graph."""

SUREST = 0.999

DESCRIPTION = 200
"""Characters of a description at most."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What documents say together. ``claims`` holds all that was stated, the facts of the graph among it; ``unmet``
    the decided pairs that could not be obeyed, as :class:`Resolution` has them."""

    triples: tuple[Triple, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    claims: tuple[Claim, ...]
    merges: tuple[Merge, ...]
    suggested: tuple[Merge, ...]
    unmet: tuple[tuple[Ref, Ref], ...] = ()


def assemble(
    extractions: Sequence[Extraction],
    openings: Mapping[str, tuple[str, str]],
    *,
    given: Sequence[Entity] = (),
    decisions: Decisions | None = None,
    least: float = LEAST_CONFIDENCE,
) -> Assembled:
    """The graph that the extractions make. ``openings``: by document, its title and its first sentence, which
    describes the entity that the title names.

    Entities of ``given`` keep their ids, and what is found joins them where it means one of them. An entity enters
    the graph with its first fact.
    """
    decisions = decisions or Decisions()
    extractions = sorted(extractions, key=lambda found: found.doc_id)
    resolution = resolve(extractions, given, decisions)
    peoples = peoples_of(resolution.entities)
    statements: dict[tuple[Triple, bool], list[Statement]] = defaultdict(list)
    for found in extractions:
        ids = [resolution.id_of(found.doc_id, number) for number in range(len(found.entities))]
        for fact in found.facts:
            head = ids[fact.head]
            tail: Node | None = fact.tail if isinstance(fact.tail, Literal) else ids[fact.tail]
            if isinstance(tail, str):
                tail = peoples.meant(fact.relation, head, tail)
            if tail is not None and tail != head:
                triple = Triple(head, fact.relation, tail)
                statements[triple, fact.is_said].append(_statement(found.doc_id, fact))
    labels = _labels(resolution, given)
    decided = {**dict.fromkeys(decisions.accepted, State.FACT), **dict.fromkeys(decisions.rejected, State.REJECTED)}
    claims = []
    for (triple, is_said), places in statements.items():
        # Of a fact that is said and denied, what is decided is whether it is so.
        by_hand = decided if is_said or (triple, True) not in statements else {}
        claims.append(_claim(triple, is_said, _each_once(places), by_hand, labels, least))
    claims.sort(key=lambda claim: (_sortable(claim.triple), claim.state))
    facts = tuple(claim.triple for claim in claims if claim.state is State.FACT)
    used = {node for fact in facts for node in (fact.head, fact.tail) if isinstance(node, str)}
    return Assembled(
        facts,
        tuple(_entities(resolution, used, openings, extractions)),
        tuple(Relation(id, in_words(id)) for id in sorted({fact.relation for fact in facts})),
        tuple(claims),
        resolution.merges,
        resolution.suggested,
        resolution.unmet,
    )


def together(statements: Sequence[Statement]) -> float:
    """The confidence of several statements of one fact, as far as they are independent: noisy-or (Pearl 1988, §4.3.2).

    In one document an extractor counts once, by its surest statement; documents and extractors count as independent.
    """
    best: dict[tuple[str, str], float] = {}
    for statement in statements:
        key = (statement.doc_id, statement.extractor)
        best[key] = max(best.get(key, 0.0), statement.confidence)
    return min(SUREST, 1 - math.prod(1 - best[key] for key in sorted(best)))


def _claim(
    triple: Triple,
    is_said: bool,
    statements: tuple[Statement, ...],
    decided: Mapping[FactRef, State],
    labels: Mapping[str, str],
    least: float,
) -> Claim:
    confidence = together(statements)
    tail = triple.tail.value if isinstance(triple.tail, Literal) else labels.get(triple.tail, triple.tail)
    fact = FactRef(labels.get(triple.head, triple.head), triple.relation, tail)
    found = State.UNSAID if not is_said else State.FACT if confidence >= least else State.DOUBTFUL
    state = decided.get(fact, found)
    return Claim(triple, state, confidence, statements)


def _statement(doc_id: str, fact: FoundFact) -> Statement:
    return Statement(
        doc_id,
        (fact.sentence.start, fact.sentence.end),
        (fact.span.start, fact.span.end),
        fact.extractor,
        fact.confidence,
        fact.qualifiers,
    )


def _each_once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements in order, one of each place and extractor, its surest: two relations of one name may make two."""
    best: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        kept = best.setdefault(_order(statement), statement)
        if statement.confidence > kept.confidence:
            best[_order(statement)] = statement
    return tuple(best[key] for key in sorted(best))


def _order(statement: Statement) -> tuple[object, ...]:
    return (statement.doc_id, statement.sentence, statement.span, statement.extractor, statement.qualifiers)


def _sortable(triple: Triple) -> tuple[str, ...]:
    tail = triple.tail
    plain = (tail,) if isinstance(tail, str) else (tail.value, tail.datatype, tail.lang)
    return (triple.head, triple.relation, *plain)


def _labels(resolution: Resolution, given: Sequence[Entity]) -> dict[str, str]:
    found = {entity.id: entity.label for entity in resolution.entities}
    return {**{entity.id: entity.label for entity in given}, **found}


def _entities(
    resolution: Resolution,
    used: set[str],
    openings: Mapping[str, tuple[str, str]],
    extractions: Sequence[Extraction],
) -> list[Entity]:
    by_id = {found.doc_id: found for found in extractions}
    found = []
    for entity in resolution.entities:
        if entity.id not in used:
            continue
        description = next(
            (
                openings[doc_id][1][:DESCRIPTION]
                for doc_id, number in sorted(entity.members)
                if doc_id in openings and _is_about(openings[doc_id][0], by_id[doc_id].entities[number].names)
            ),
            "",
        )
        types = (entity.type,) if entity.type and not entity.given else ()
        found.append(Entity(entity.id, entity.label, entity.aliases, description, types))
    return found


def _is_about(title: str, names: Sequence[str]) -> bool:
    return title in names or title.partition(" (")[0] in names
