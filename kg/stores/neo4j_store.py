"""A Neo4j database as a store, through the official driver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError, StoreError
from kgqa.kg.formats.rdf import GraphData
from kgqa.kg.graph import Graph
from kgqa.kg.names import relation_label
from kgqa.kg.records import merge_entities
from kgqa.kg.statements import PARTS, PREFIX, Statement
from kgqa.kg.stores import neo4j_queries as queries
from kgqa.kg.stores.base import BaseStore, Facts
from kgqa.kg.stores.neo4j_connection import PATIENCE, Connection, opened
from kgqa.kg.stores.neo4j_layout import Neo4jLayout, quoted
from kgqa.kg.stores.neo4j_records import (
    ELEMENT,
    Record,
    entity_of,
    fact_of,
    literal_id,
    possible_ids,
    relation_of,
    statement_of,
)
from kgqa.kg.stores.neo4j_statements import called, may_be_said, says_part
from kgqa.kg.stores.neo4j_whole import read_all
from kgqa.kg.stores.neo4j_writer import Neo4jWriter
from kgqa.kg.strings import check_text
from kgqa.types import Entity, Literal, Node, Relation, Triple

if TYPE_CHECKING:
    import neo4j


class Neo4jStore(BaseStore):
    """A database read (and with ``write`` written) through a driver, which is the caller's: it is not closed.

    Relationships are facts, and so are properties of nodes, with literals (``kgqa.kg.stores.neo4j_layout``); the
    properties of a relationship make a statement of its fact (``kgqa.kg.statements``).
    ``database``: its name, None for the user's own. Queries take all values as parameters; a store can be shared
    by threads, as the driver can.
    """

    def __init__(
        self,
        driver: neo4j.Driver,
        *,
        database: str | None = None,
        layout: Neo4jLayout | None = None,
        write: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(read_only=not write)
        self.layout = layout or Neo4jLayout()
        self._connection = Connection(driver, database, patience)
        self._is_ours = False
        self._writer = Neo4jWriter(self._connection.session, self.layout, patience)

    @classmethod
    def connect(
        cls,
        uri: str,
        *,
        auth: tuple[str, str] | None = None,
        database: str | None = None,
        layout: Neo4jLayout | None = None,
        write: bool = False,
        patience: float = PATIENCE,
    ) -> Neo4jStore:
        """A store with a driver of its own, which :meth:`close` closes; ``auth`` is user and password.

        Raises InputError for an address of another kind, StoreError where no database answers.
        """
        driver = opened(uri, auth=auth, database=database)
        store = cls(driver, database=database, layout=layout, write=write, patience=patience)
        store._is_ours = True
        return store

    def close(self) -> None:
        """Close the driver if :meth:`connect` made it."""
        if self._is_ours:
            self._connection.driver.close()

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        """As the protocol's. Without a head, literal facts from properties are looked for in all nodes.

        Raises StoreError where the connection is lost on the way: ask again.
        """
        seen: set[Triple] = set()
        if not _is_text(head, relation, tail):
            return
        for fact in self._facts(head, relation, tail):
            if fact not in seen:
                seen.add(fact)
                yield fact

    def entity(self, id: str) -> Entity | None:
        records = self._connection.read(queries.nodes(self.layout, queries.BY_ELEMENT), elements=self._elements(id))
        found = merge_entities(entity_of(record, self.layout)[0] for record in records)
        return found.get(id) or next((self._called(one) for one in self._statements(id, None, None)), None)

    def relation(self, id: str) -> Relation | None:
        if next(self.match(relation=id), None) is None:
            return None
        described = self._connection.read(queries.relations(self.layout, "n.id = $id"), id=id)
        if described:
            return relation_of(described[0])
        said = next((record["label"] for record in self._edges(id, None, None) if record["label"]), None)
        return Relation(id, said if isinstance(said, str) else relation_label(id))

    def snapshot(self) -> Graph:
        """All of the database as a graph; see :meth:`read`."""
        data = self.read()
        return Graph.build(data.triples, data.entities, data.relations)

    def read(self) -> GraphData:
        """All that the database holds, and by kind what a graph can't hold.

        Read in parts: the nodes, and the relationships of each type. A part on which the connection is lost is read
        again from its start, so that nothing comes twice. What is written meanwhile may be in it or not. Raises
        InputError where two nodes have the same id.
        """
        return read_all(self._connection, self.layout)

    def token(self) -> dict[str, int | None]:
        """What changes when the database does: its numbers of nodes and relationships, and of its last transaction.

        Not every server tells the last ("transaction" is None then): equal numbers then prove nothing.
        """
        read = self._connection.read
        nodes = read("MATCH (n) RETURN count(n) AS found")[0]["found"]
        relationships = read("MATCH ()-[r]->() RETURN count(r) AS found")[0]["found"]
        try:
            name = self._connection.database or read("CALL db.info() YIELD name RETURN name")[0]["name"]
            query = "SHOW DATABASES YIELD name, lastCommittedTxn WHERE name = $name RETURN lastCommittedTxn AS last"
            known = [record["last"] for record in read(query, name=name) if record["last"] is not None]
        except StoreError:
            known = []
        return {"nodes": nodes, "relationships": relationships, "transaction": max(known, default=None)}

    def where(self) -> str:
        """The database by its server's address and its name."""
        return self._connection.where()

    def _facts(self, head: str | None, relation: str | None, tail: Node | None) -> Iterator[Triple]:
        heads = None if head is None else self._elements(head)
        tails = None if tail is None else self._elements(tail)
        yield from (fact_of(record) for record in self._edges(relation, heads, tails))
        if may_be_said(relation, tail):
            for statement in self._statements(head, relation, tail):
                for fact in statement.triples():
                    if relation in (None, fact.relation) and tail in (None, fact.tail):
                        yield fact
        if isinstance(tail, str) or not self.layout.properties:
            return
        parameters: dict[str, Any]
        if head is not None:
            condition, parameters = queries.BY_ELEMENT, {"elements": heads}
        elif relation is not None:
            condition, parameters = "n[$key] IS NOT NULL", {"key": relation}
        else:
            condition, parameters = "any(k IN keys(n) WHERE NOT k IN $own)", {"own": list(self.layout.own)}
        query = queries.nodes(self.layout, condition)
        for record in self._connection.found(query, parameters, is_small=head is not None):
            for fact in entity_of(record, self.layout)[1]:
                if (relation is None or fact.relation == relation) and (tail is None or fact.tail == tail):
                    yield fact

    def _edges(self, relation: str | None, heads: list[str] | None, tails: list[str] | None) -> Iterator[Record]:
        """The relationships between nodes of these element ids, None being all."""
        if heads == [] or tails == []:
            return
        ends = {variable: found for variable, found in (("h", heads), ("t", tails)) if found is not None}
        conditions = [f"elementId({variable}) IN ${variable}" for variable in ends]
        parameters: dict[str, Any] = {**ends, **({} if relation is None else {"relation": relation})}
        query = queries.edges_of(self.layout, relation, *conditions)
        yield from self._connection.found(query, parameters, is_small=bool(ends))

    def _statements(self, id: str | None, relation: str | None, tail: Node | None) -> Iterator[Statement]:
        """The statements with this id, None being all, from which such facts may lead; all relationships with
        properties are looked at, of an entity its own alone."""
        if self.layout.qualifiers != "statements" or (id is not None and not id.startswith(PREFIX)):
            return
        conditions: list[str] = []
        parameters: dict[str, Any] = {"own": list(self.layout.not_qualifiers)}
        if isinstance(tail, str):
            conditions.append("(elementId(h) IN $ends OR elementId(t) IN $ends)")
            parameters["ends"] = self._elements(tail)
        elif relation is not None and relation not in PARTS:
            conditions.append("r[$key] IS NOT NULL")
            parameters["key"] = relation
        query = queries.qualified(self.layout, *conditions)
        for record in self._connection.found(query, parameters, is_small=isinstance(tail, str)):
            statement = statement_of(record, self.layout)
            if statement is not None and id in (None, statement.id):
                yield statement

    def _called(self, statement: Statement) -> Entity:
        """A statement as an entity, called by the labels of its fact's parts."""
        ends = (statement.fact.head, statement.fact.tail)
        labels = {end: self.label(end) for end in ends if isinstance(end, str)}
        return called(statement, labels, self.relation(statement.fact.relation))

    def _elements(self, node: Node) -> list[str]:
        """The element ids of the nodes that are an entity or a literal."""
        layout = self.layout
        if not _is_text(node):
            return []
        if isinstance(node, Literal):
            by_id = queries.literal_elements(layout, f"n.{quoted(layout.id)} = $id") if layout.id else ""
            found = self._connection.read(by_id, id=literal_id(node)) if by_id else []
            parts = {"value": node.value, "datatype": node.datatype, "lang": node.lang}
            found = found or self._connection.read(queries.literal_elements(layout, queries.LITERAL_BY_PARTS), **parts)
            return [record["element"] for record in found]
        if layout.id:
            # What kgqa writes has an index; only what is not found there is looked for everywhere.
            fast = [(layout.entity,)] if not layout.labels or layout.entity in layout.labels else []
            for labels in dict.fromkeys((*fast, layout.labels)):
                found = self._connection.read(queries.elements(layout, labels), ids=possible_ids(node))
                if found:
                    return [record["element"] for record in found]
        return [node.removeprefix(ELEMENT)] if node.startswith(ELEMENT) else []

    def _write(self, facts: Facts, entities: list[Entity], relations: list[Relation]) -> None:
        self._writer.write(facts, entities, relations)

    def _delete(self, facts: Facts) -> None:
        for fact in facts:
            if says_part(fact, self.layout) and next(self._statements(fact.head, None, None), None) is not None:
                raise InputError(f"{fact.head}: what a fact is qualified by goes with the fact itself: remove that")
        ends = {node: self._elements(node) for fact in facts for node in (fact.head, fact.tail)}
        self._writer.delete(facts, ends)


def _is_text(*nodes: Node | None) -> bool:
    """Whether UTF-8 can hold what is asked for; else no database does."""
    try:
        for node in nodes:
            for text in (node.value, node.datatype, node.lang) if isinstance(node, Literal) else (node or "",):
                check_text(text)
    except InputError:
        return False
    return True
