"""All that a Neo4j database holds, read in parts."""

from __future__ import annotations

from collections import Counter
from functools import partial

from kgqa.errors import InputError
from kgqa.kg.formats.rdf import GraphData
from kgqa.kg.statements import Statement
from kgqa.kg.stores import neo4j_queries as queries
from kgqa.kg.stores.neo4j_connection import Connection
from kgqa.kg.stores.neo4j_errors import retried
from kgqa.kg.stores.neo4j_layout import Neo4jLayout
from kgqa.kg.stores.neo4j_records import entity_of, fact_of, left_out, relation_of, statement_of, statements_of
from kgqa.kg.stores.neo4j_statements import called
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Relation


def read_all(connection: Connection, layout: Neo4jLayout) -> GraphData:
    """As :meth:`kgqa.kg.stores.neo4j_store.Neo4jStore.read`."""
    entities, triples = retried(partial(_read_nodes, connection, layout), connection.patience)
    described = connection.read(queries.relations(layout, "n.id IS NOT NULL"))
    relations = {one.id: one for one in map(relation_of, described)}
    unsaid: Counter[str] = Counter()
    statements: dict[str, Statement] = {}
    for record in connection.read("CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS type"):
        part = partial(_read_edges, connection, layout, record["type"])
        facts, labels, found, lost = retried(part, connection.patience)
        triples.extend(facts)
        unsaid["properties of relationships"] += lost
        for statement in found:
            _check_same(layout, statements.setdefault(statement.id, statement), statement)
        for id, label in labels.items():
            relations.setdefault(id, Relation(id, label))
    labels = {entity.id: entity.label for entity in entities}
    for statement in statements.values():
        triples.extend(statement.triples())
        entities.append(called(statement, labels, relations.get(statement.fact.relation)))
    named = tuple(relations[id] for id in sorted(relations))
    return GraphData(triples, tuple(entities), named, unsaid=dict(+unsaid))


def _read_nodes(connection: Connection, layout: Neo4jLayout) -> tuple[list[Entity], TripleList]:
    entities, triples = [], TripleList()
    elements: dict[str, str] = {}
    shared = 0
    for record in connection.records(queries.nodes(layout), {}):
        entity, facts = entity_of(record, layout)
        shared += elements.setdefault(entity.id, record["element"]) != record["element"]
        entities.append(entity)
        triples.extend(facts)
    if shared:
        raise InputError(
            f"{shared} nodes share their {layout.id!r} with another; name a property that tells all nodes "
            "apart as the layout's id, or '' for the database's own element ids"
        )
    return entities, triples


def _read_edges(
    connection: Connection, layout: Neo4jLayout, type: str
) -> tuple[TripleList, dict[str, str], list[Statement], int]:
    """The facts of the relationships of a type, labels of their relations, their statements, and how many
    properties say nothing here."""
    facts, labels, statements, lost = TripleList(), dict[str, str](), list[Statement](), 0
    for record in connection.records(queries.edges_of_type(layout, type), {"type": type}):
        facts.extend(statements_of(record))
        if isinstance(record["label"], str) and record["label"]:
            labels.setdefault(fact_of(record).relation, record["label"])
        statement = statement_of(record, layout)
        if statement is not None:
            statements.append(statement)
        lost += left_out(record, layout)
    return facts, labels, statements, lost


def _check_same(layout: Neo4jLayout, one: Statement, other: Statement) -> None:
    if one != other:
        raise InputError(
            f"two relationships share their {layout.statement!r}, {one.name!r}; name a property that tells "
            "all relationships apart as the layout's statement"
        )
