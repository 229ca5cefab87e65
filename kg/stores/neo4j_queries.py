"""The Cypher that reads: names quoted, all values as parameters."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.kg.stores.neo4j_layout import RELATED, RELATION, Neo4jLayout, is_plain, quoted

BY_ELEMENT = "elementId(n) IN $elements"


def nodes(layout: Neo4jLayout, *conditions: str) -> str:
    """Entities: id, element, labels, properties."""
    where = ["NOT n:" + quoted(layout.literal), "NOT n:" + quoted(layout.described), *conditions]
    return (
        f"MATCH {_node('n', layout.labels)} WHERE {' AND '.join(where)} "
        f"RETURN {_id('n', layout)} AS id, elementId(n) AS element, labels(n) AS labels, properties(n) AS properties"
    )


def elements(layout: Neo4jLayout, labels: Sequence[str]) -> str:
    """The element ids of the entities whose id is one of $ids."""
    return (
        f"MATCH {_node('n', labels)} WHERE n.{quoted(layout.id)} IN $ids AND NOT n:{quoted(layout.literal)} "
        f"AND NOT n:{quoted(layout.described)} RETURN DISTINCT elementId(n) AS element"
    )


def literal_elements(layout: Neo4jLayout, condition: str) -> str:
    """The element ids of the literals that fit a condition on n."""
    return f"MATCH (n:{quoted(layout.literal)}) WHERE {condition} RETURN elementId(n) AS element"


LITERAL_BY_PARTS = "n.value = $value AND coalesce(n.datatype, '') = $datatype AND toLower(coalesce(n.lang, '')) = $lang"


def edges_of(layout: Neo4jLayout, relation: str | None, *conditions: str) -> str:
    """Those of one relation, $relation, or of all; the columns of :func:`edges`."""
    if relation is None:
        return edges(layout, (), *conditions)
    # Where any type may carry the relation in a property, none can stand in the pattern.
    types = (relation, RELATED) if is_plain(relation) and layout.relation == RELATION else ()
    return edges(layout, types, of_relation(layout), *conditions)


def edges_of_type(layout: Neo4jLayout, type: str) -> str:
    """Those of one type, $type; the columns of :func:`edges`."""
    return edges(layout, (type,), "type(r) = $type") if is_plain(type) else edges(layout, (), "type(r) = $type")


def edges(layout: Neo4jLayout, types: Sequence[str], *conditions: str) -> str:
    """Relationships: head, head_element, type, relation, tail, tail_element, literal, graphs, label, properties.

    ``types``, none being all, stand in the pattern, where the server finds them by index.
    """
    kinds = f":{'|'.join(map(quoted, types))}" if types else ""
    ends = _node("t", (*layout.labels, layout.literal) if layout.labels else ())
    where = [*(f"NOT h:{quoted(label)}" for label in (layout.literal, layout.described)), *conditions]
    return (
        f"MATCH {_node('h', layout.labels)}-[r{kinds}]->{ends} WHERE {' AND '.join(where)} "
        f"RETURN {_id('h', layout)} AS head, elementId(h) AS head_element, type(r) AS type, "
        f"r.{quoted(layout.relation)} AS relation, {_id('t', layout)} AS tail, elementId(t) AS tail_element, "
        f"CASE WHEN t:{quoted(layout.literal)} THEN "
        "[coalesce(t.value, ''), coalesce(t.datatype, ''), coalesce(t.lang, '')] ELSE null END AS literal, "
        f"r.{quoted(layout.graphs)} AS graphs, r.{quoted(layout.relation_label)} AS label, properties(r) AS properties"
    )


def qualified(layout: Neo4jLayout, *conditions: str) -> str:
    """Those with properties other than $own; the columns of :func:`edges`."""
    return edges(layout, (), "any(k IN keys(r) WHERE NOT k IN $own)", *conditions)


def relations(layout: Neo4jLayout, condition: str) -> str:
    """What is known of relations, by a condition on n: id, properties."""
    return f"MATCH (n:{quoted(layout.described)}) WHERE {condition} RETURN n.id AS id, properties(n) AS properties"


def of_relation(layout: Neo4jLayout) -> str:
    """The condition that r says the relation $relation."""
    named = f"r.{quoted(layout.relation)}"
    return f"(({named} IS NULL AND type(r) = $relation) OR {named} = $relation)"


def _node(variable: str, labels: Sequence[str]) -> str:
    return f"({variable}:{'|'.join(map(quoted, labels))})" if labels else f"({variable})"


def _id(variable: str, layout: Neo4jLayout) -> str:
    return f"{variable}.{quoted(layout.id)}" if layout.id else "null"
