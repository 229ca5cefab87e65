"""Statements back into what they were read from: relationships with properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kgqa.kg.names import label_of, relation_label
from kgqa.kg.statements import PARTS, PREFIX, SUBJECT, Statement
from kgqa.kg.stores.base import Facts
from kgqa.kg.stores.neo4j_layout import Neo4jLayout, is_plain
from kgqa.kg.stores.neo4j_records import is_qualifier
from kgqa.kg.stores.neo4j_values import property_of
from kgqa.types import Entity, Literal, Relation, Triple

Folded = tuple[Statement, dict[str, Any]]
"""A statement, and its qualifiers as properties."""


def folded(
    facts: Facts, entities: Sequence[Entity], layout: Neo4jLayout
) -> tuple[list[Folded], Facts, Sequence[Entity]]:
    """The statements in a batch that can be relationships, and what is left of the batch.

    A batch must hold the whole of one: its fact, its record and all that leads from it, in the default graph. What a
    property can't say (a number "01", a name with a backslash) leaves it the entity that it is, and so does a fact that
    leads to it.
    """
    if layout.qualifiers != "statements" or not any(fact.relation == SUBJECT for fact in facts):
        return [], facts, entities
    known = {entity.id for entity in entities if entity.id.startswith(PREFIX)}
    own: defaultdict[str, list[Triple]] = defaultdict(list)
    for fact in facts:
        if fact.head in known:
            own[fact.head].append(fact)
    led_to = {fact.tail for fact in facts}
    found: dict[str, Folded] = {}
    for id, triples in own.items():
        statement = None if id in led_to else Statement.read(triples)
        if statement is not None and statement.fact in facts and all(facts[triple] == {""} for triple in triples):
            properties = properties_of(statement, layout)
            if properties is not None:
                found[id] = (statement, properties)
    left = {fact: graphs for fact, graphs in facts.items() if fact.head not in found}
    return [found[id] for id in sorted(found)], left, [entity for entity in entities if entity.id not in found]


def properties_of(statement: Statement, layout: Neo4jLayout) -> dict[str, Any] | None:
    """The qualifiers as properties of a relationship, None where these can't say all of them."""
    values: defaultdict[str, list[Literal]] = defaultdict(list)
    for name, value in statement.qualifiers:
        values[name].append(value)
    properties = {name: property_of(held) for name, held in values.items()}
    can_be = all(is_plain(name) and is_qualifier(name, layout) for name in properties)
    return properties if can_be and None not in properties.values() else None


def says_part(fact: Triple, layout: Neo4jLayout) -> bool:
    """Whether a fact may be one that a relationship's properties say."""
    return layout.qualifiers == "statements" and fact.head.startswith(PREFIX)


def may_be_said(relation: str | None, tail: object) -> bool:
    """Whether a fact of this relation and tail, None being any, can lead from a statement."""
    return not isinstance(tail, str) or relation is None or relation in PARTS


def called(statement: Statement, labels: Mapping[str, str], relation: Relation | None) -> Entity:
    """A statement as an entity, called by the ``labels`` of its fact's ends and its relation."""
    fact = statement.fact
    head, tail = (
        end.value if isinstance(end, Literal) else labels.get(end, label_of(end)) for end in (fact.head, fact.tail)
    )
    return statement.entity(head, relation.label if relation else relation_label(fact.relation), tail)
