"""A Neo4j database as a store, through the official driver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError, StoreError
from kgqa.kg.formats.rdf import GraphData
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.records import merge_entities
from kgqa.kg.statements import PARTS, PREFIX, Statement
from kgqa.kg.stores import neo4j_queries as queries
from kgqa.kg.stores.base import BaseStore, Facts
from kgqa.kg.stores.neo4j_errors import as_store_errors, retried
from kgqa.kg.stores.neo4j_layout import Neo4jLayout, quoted
from kgqa.kg.stores.neo4j_records import (
    ELEMENT,
    Record,
    entity_of,
    fact_of,
    left_out,
    literal_id,
    possible_ids,
    relation_of,
    statement_of,
    statements_of,
)
from kgqa.kg.stores.neo4j_statements import may_be_said, says_part
from kgqa.kg.stores.neo4j_writer import Neo4jWriter
from kgqa.kg.strings import check_text
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Literal, Node, Relation, Triple

if TYPE_CHECKING:
    import neo4j

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""How the address of a database begins."""

PATIENCE = 60.0
"""Seconds for which a lost connection or another writer is waited out."""


def is_address(text: str) -> bool:
    """Whether a text is the address of a Neo4j database.

    >>> is_address("bolt://localhost:7687"), is_address("movies.kb")
    (True, False)
    """
    scheme, found, _ = text.partition("://")
    return bool(found) and scheme in SCHEMES


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
        self._driver: Any = driver
        self._database = database
        self._patience = patience
        self._is_ours = False
        self._writer = Neo4jWriter(self._session, self.layout, patience)

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
        import neo4j

        if not is_address(uri):
            raise InputError(f"the address of a database must begin with {', '.join(SCHEMES)} and ://, found {uri!r}")
        try:
            # The server would warn of each label and property that is not there, and logging would print it.
            driver = neo4j.GraphDatabase.driver(
                uri, auth=auth, telemetry_disabled=True, notifications_min_severity="OFF"
            )
        except ValueError as error:
            raise InputError(f"{uri}: {error}") from error
        try:
            with as_store_errors(), driver.session(database=database) as session:
                session.run("RETURN 1").consume()
        except StoreError:
            driver.close()
            raise
        store = cls(driver, database=database, layout=layout, write=write, patience=patience)
        store._is_ours = True
        return store

    def close(self) -> None:
        """Close the driver if :meth:`connect` made it."""
        if self._is_ours:
            self._driver.close()

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
        records = self._read(queries.nodes(self.layout, queries.BY_ELEMENT), elements=self._elements(id))
        found = merge_entities(entity_of(record, self.layout)[0] for record in records)
        return found.get(id) or next((self._called(one) for one in self._statements(id, None, None)), None)

    def relation(self, id: str) -> Relation | None:
        if next(self.match(relation=id), None) is None:
            return None
        described = self._read(queries.relations(self.layout, "n.id = $id"), id=id)
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
        entities, triples = retried(self._read_nodes, self._patience)
        described = self._read(queries.relations(self.layout, "n.id IS NOT NULL"))
        relations = {one.id: one for one in map(relation_of, described)}
        unsaid: Counter[str] = Counter()
        statements: dict[str, Statement] = {}
        for record in self._read("CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS type"):
            facts, labels, found, lost = retried(partial(self._read_edges, record["type"]), self._patience)
            triples.extend(facts)
            unsaid["properties of relationships"] += lost
            for statement in found:
                self._check_same(statements.setdefault(statement.id, statement), statement)
            for id, label in labels.items():
                relations.setdefault(id, Relation(id, label))
        labels = {entity.id: entity.label for entity in entities}
        for statement in statements.values():
            triples.extend(statement.triples())
            entities.append(_called(statement, labels, relations.get(statement.fact.relation)))
        named = tuple(relations[id] for id in sorted(relations))
        return GraphData(triples, tuple(entities), named, unsaid=dict(+unsaid))

    def token(self) -> dict[str, int | None]:
        """What changes when the database does: its numbers of nodes and relationships, and of its last transaction.

        Not every server tells the last ("transaction" is None then): equal numbers then prove nothing.
        """
        nodes = self._read("MATCH (n) RETURN count(n) AS found")[0]["found"]
        relationships = self._read("MATCH ()-[r]->() RETURN count(r) AS found")[0]["found"]
        try:
            name = self._database or self._read("CALL db.info() YIELD name RETURN name")[0]["name"]
            query = "SHOW DATABASES YIELD name, lastCommittedTxn WHERE name = $name RETURN lastCommittedTxn AS last"
            known = [record["last"] for record in self._read(query, name=name) if record["last"] is not None]
        except StoreError:
            known = []
        return {"nodes": nodes, "relationships": relationships, "transaction": max(known, default=None)}

    def where(self) -> str:
        """The database by its server's address and its name."""
        with as_store_errors():
            host, port = self._driver.get_server_info().address[:2]
        return f"{host}:{port}/{self._database or ''}"

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
        for record in self._found(queries.nodes(self.layout, condition), parameters, is_small=head is not None):
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
        yield from self._found(query, parameters, is_small=bool(ends))

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
        for record in self._found(query, parameters, is_small=isinstance(tail, str)):
            statement = statement_of(record, self.layout)
            if statement is not None and id in (None, statement.id):
                yield statement

    def _called(self, statement: Statement) -> Entity:
        """A statement as an entity, called by the labels of its fact's parts."""
        ends = (statement.fact.head, statement.fact.tail)
        labels = {end: self.label(end) for end in ends if isinstance(end, str)}
        return _called(statement, labels, self.relation(statement.fact.relation))

    def _check_same(self, one: Statement, other: Statement) -> None:
        if one != other:
            raise InputError(
                f"two relationships share their {self.layout.statement!r}, {one.name!r}; name a property that tells "
                "all relationships apart as the layout's statement"
            )

    def _elements(self, node: Node) -> list[str]:
        """The element ids of the nodes that are an entity or a literal."""
        layout = self.layout
        if not _is_text(node):
            return []
        if isinstance(node, Literal):
            by_id = queries.literal_elements(layout, f"n.{quoted(layout.id)} = $id") if layout.id else ""
            found = self._read(by_id, id=literal_id(node)) if by_id else []
            parts = {"value": node.value, "datatype": node.datatype, "lang": node.lang}
            found = found or self._read(queries.literal_elements(layout, queries.LITERAL_BY_PARTS), **parts)
            return [record["element"] for record in found]
        if layout.id:
            # What kgqa writes has an index; only what is not found there is looked for everywhere.
            fast = [(layout.entity,)] if not layout.labels or layout.entity in layout.labels else []
            for labels in dict.fromkeys((*fast, layout.labels)):
                found = self._read(queries.elements(layout, labels), ids=possible_ids(node))
                if found:
                    return [record["element"] for record in found]
        return [node.removeprefix(ELEMENT)] if node.startswith(ELEMENT) else []

    def _read_nodes(self) -> tuple[list[Entity], TripleList]:
        entities, triples = [], TripleList()
        elements: dict[str, str] = {}
        shared = 0
        for record in self._records(queries.nodes(self.layout), {}):
            entity, facts = entity_of(record, self.layout)
            shared += elements.setdefault(entity.id, record["element"]) != record["element"]
            entities.append(entity)
            triples.extend(facts)
        if shared:
            raise InputError(
                f"{shared} nodes share their {self.layout.id!r} with another; name a property that tells all nodes "
                "apart as the layout's id, or '' for the database's own element ids"
            )
        return entities, triples

    def _read_edges(self, type: str) -> tuple[TripleList, dict[str, str], list[Statement], int]:
        """The facts of the relationships of a type, labels of their relations, their statements, and how many
        properties say nothing here."""
        facts, labels, statements, lost = TripleList(), dict[str, str](), list[Statement](), 0
        for record in self._records(queries.edges_of_type(self.layout, type), {"type": type}):
            facts.extend(statements_of(record))
            if isinstance(record["label"], str) and record["label"]:
                labels.setdefault(fact_of(record).relation, record["label"])
            statement = statement_of(record, self.layout)
            if statement is not None:
                statements.append(statement)
            lost += left_out(record, self.layout)
        return facts, labels, statements, lost

    def _read(self, query: str, **parameters: object) -> list[Record]:
        """The records of a small query; the driver and we try it again where the connection is lost."""

        def work() -> list[Record]:
            with self._session("READ") as session:
                found: list[Record] = session.execute_read(lambda tx: list(tx.run(query, parameters)))
                return found

        return retried(work, self._patience)

    def _found(self, query: str, parameters: dict[str, Any], *, is_small: bool) -> Iterator[Record]:
        """Records all at once, so that a lost connection does no harm, or as they come where they may be many."""
        if is_small:
            yield from self._read(query, **parameters)
            return
        with as_store_errors():
            yield from self._records(query, parameters)

    def _records(self, query: str, parameters: dict[str, Any]) -> Iterator[Record]:
        """Records as they come, with the driver's own errors."""
        with self._session("READ") as session:
            yield from session.run(query, parameters)

    def _session(self, access: str) -> Any:
        return self._driver.session(database=self._database, default_access_mode=access)

    def _write(self, facts: Facts, entities: list[Entity], relations: list[Relation]) -> None:
        self._writer.write(facts, entities, relations)

    def _delete(self, facts: Facts) -> None:
        for fact in facts:
            if says_part(fact, self.layout) and next(self._statements(fact.head, None, None), None) is not None:
                raise InputError(f"{fact.head}: what a fact is qualified by goes with the fact itself: remove that")
        ends = {node: self._elements(node) for fact in facts for node in (fact.head, fact.tail)}
        self._writer.delete(facts, ends)


def _called(statement: Statement, labels: Mapping[str, str], relation: Relation | None) -> Entity:
    fact = statement.fact
    head, tail = (
        end.value if isinstance(end, Literal) else labels.get(end, label_of(end)) for end in (fact.head, fact.tail)
    )
    return statement.entity(head, relation.label if relation else relation_label(fact.relation), tail)


def _is_text(*nodes: Node | None) -> bool:
    """Whether UTF-8 can hold what is asked for; else no database does."""
    try:
        for node in nodes:
            for text in (node.value, node.datatype, node.lang) if isinstance(node, Literal) else (node or "",):
                check_text(text)
    except InputError:
        return False
    return True
