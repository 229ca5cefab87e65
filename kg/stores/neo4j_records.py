"""Nodes and relationships as they come from the driver, as entities and facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgqa.kg.names import label_of
from kgqa.kg.statements import PREFIX, Statement
from kgqa.kg.stores.neo4j_layout import Neo4jLayout
from kgqa.kg.stores.neo4j_values import literals_of, texts_of
from kgqa.types import Entity, Literal, Node, Quad, Relation, Triple

ELEMENT = "neo4j:"
"""Before the element id of a node that has no id of its own."""

Record = Mapping[str, Any]


def node_id(value: Any, element: str) -> str:
    """An entity's id: the property's text or number, else the database's own."""
    if isinstance(value, str) and value:
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ELEMENT + element


def possible_ids(id: str) -> list[str | int]:
    """What the property may hold for an entity of this id: the text, or the number that it writes."""
    try:
        number = int(id)
    except ValueError:
        return [id]
    return [id, number] if str(number) == id and -(1 << 63) <= number < 1 << 63 else [id]


def entity_of(record: Record, layout: Neo4jLayout) -> tuple[Entity, list[Triple]]:
    """What a node says: the entity, and its other properties as facts."""
    id, properties = node_id(record["id"], record["element"]), record["properties"]
    named = next((name for name in layout.names if texts_of(properties.get(name))), "")
    label, *more = texts_of(properties.get(named)) or (label_of(id),)
    own = {layout.entity, layout.literal, layout.described}
    types = {*texts_of(properties.get(layout.types)), *(kind for kind in record["labels"] if kind not in own)}
    description = " ".join(texts_of(properties.get(layout.description)))
    entity = Entity(id, label, (*more, *texts_of(properties.get(layout.aliases))), description, tuple(sorted(types)))
    if not layout.properties:
        return entity, []
    not_facts = {*layout.own, named}
    return entity, [
        Triple(id, key, literal)
        for key, value in sorted(properties.items())
        if key not in not_facts
        for literal in literals_of(value)
    ]


def fact_of(record: Record) -> Triple:
    """The fact that a relationship says."""
    relation = record["relation"]
    kind = relation if isinstance(relation, str) and relation else record["type"]
    literal = record["literal"]
    tail: Node = Literal(*map(str, literal)) if literal else node_id(record["tail"], record["tail_element"])
    return Triple(node_id(record["head"], record["head_element"]), kind, tail)


def statements_of(record: Record) -> Iterator[Triple]:
    """The fact that a relationship says, once for each of its named graphs."""
    fact = fact_of(record)
    for graph in record["graphs"] or ("",):
        yield Quad(fact.head, fact.relation, fact.tail, graph) if graph else fact


def statement_of(record: Record, layout: Neo4jLayout) -> Statement | None:
    """The fact of a relationship with its qualifiers; None of one that has none, or whose qualifiers are not read."""
    if layout.qualifiers != "statements":
        return None
    qualifiers = [
        (key, literal)
        for key, value in record["properties"].items()
        if is_qualifier(key, layout)
        for literal in literals_of(value)
    ]
    if not qualifiers:
        return None
    name = record["properties"].get(layout.statement)
    is_name = isinstance(name, str | int) and not isinstance(name, bool)
    return Statement.of(fact_of(record), qualifiers, str(name) if is_name else "")


def is_qualifier(key: str, layout: Neo4jLayout) -> bool:
    """Whether a relationship's property of this name is a qualifier, if it has a value."""
    return key not in layout.not_qualifiers and not key.startswith(PREFIX)


def left_out(record: Record, layout: Neo4jLayout) -> int:
    """How many properties of a relationship say nothing here: all of them, or those without a value (bytes)."""
    given = set(record["properties"]) - set(layout.not_qualifiers)
    read = layout.qualifiers == "statements"
    return sum(not (read and is_qualifier(key, layout) and literals_of(record["properties"][key])) for key in given)


def relation_of(record: Record) -> Relation:
    """What a node of :attr:`Neo4jLayout.described` says."""
    properties = record["properties"]
    aliases = tuple(properties.get("aliases") or ())
    return Relation(record["id"], properties.get("label") or "", aliases, properties.get("inverse") or "")


def literal_id(literal: Literal) -> str:
    """The id of a literal's node: short, whatever the value, since indexes limit the length of what they hold."""
    parts = json.dumps([literal.value, literal.datatype, literal.lang])
    return f"literal:{hashlib.sha256(parts.encode()).hexdigest()[:32]}"
