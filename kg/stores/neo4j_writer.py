"""Writing to Neo4j: constraints, then nodes, then relationships, in batches that may be written twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.names import label_of
from kgqa.kg.records import merge_entities, merge_relations
from kgqa.kg.stores.base import Facts, with_graphs
from kgqa.kg.stores.neo4j_errors import retried
from kgqa.kg.stores.neo4j_layout import RELATED, Neo4jLayout, is_plain, quoted
from kgqa.kg.stores.neo4j_queries import BY_ELEMENT, nodes, of_relation
from kgqa.kg.stores.neo4j_records import entity_of, literal_id, relation_of
from kgqa.kg.stores.neo4j_statements import Folded, folded
from kgqa.kg.stores.neo4j_values import literals_of
from kgqa.types import Entity, Literal, Node, Relation, Triple

BATCH = 5_000
"""Rows that one transaction writes at most."""

_Work = Callable[[Any], None]
"""What to do in a transaction; the same when it is done again."""


class Neo4jWriter:
    """Writes facts and records by MERGE on ids under a unique constraint, so that writing twice changes nothing.

    A batch of up to BATCH rows is one transaction; a larger one is several, nodes first. A transaction that met
    another writer, or whose connection was lost, is done again.
    """

    def __init__(self, session: Callable[[str], Any], layout: Neo4jLayout, patience: float) -> None:
        self._session = session
        self._layout = layout
        self._patience = patience
        self._is_constrained = False
        self._entity, self._literal = quoted(layout.entity), quoted(layout.literal)
        self._id = quoted(layout.id) if layout.id else ""

    def write(self, facts: Facts, entities: Sequence[Entity], relations: Sequence[Relation]) -> None:
        """Add facts and records. Raises InputError where the layout has no property for ids."""
        if not self._id:
            raise InputError("writing to Neo4j needs a property for ids: the layout's id is ''")
        self._constrain()
        statements, facts, entities = folded(facts, entities, self._layout)
        self._do(list(self._works(facts, entities, relations, statements)))
        self._do(list(self._labels(entities)))

    def delete(self, facts: Facts, elements: Mapping[Node, Sequence[str]]) -> None:
        """Take facts away; ``elements`` are the element ids of their ends."""
        self._do([(1, partial(self._delete_fact, fact, elements)) for fact in facts])

    def _constrain(self) -> None:
        if self._is_constrained:
            return
        for name, label, key in (
            ("entity", self._entity, self._id),
            ("literal", self._literal, self._id),
            ("relation", quoted(self._layout.described), "id"),
        ):
            query = f"CREATE CONSTRAINT kgqa_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
            retried(partial(self._run_alone, query), self._patience)
        self._is_constrained = True

    def _run_alone(self, query: str) -> None:
        with self._session("WRITE") as session:
            session.run(query).consume()

    def _do(self, works: list[tuple[int, _Work]]) -> None:
        """Do all in one transaction where that is small, else each in its own."""
        if sum(rows for rows, _ in works) <= BATCH:
            self._transact([work for _, work in works])
        else:
            for _, work in works:
                self._transact([work])

    def _transact(self, works: list[_Work]) -> None:
        def unit(tx: Any) -> None:
            for work in works:
                work(tx)

        def once() -> None:
            with self._session("WRITE") as session:
                session.execute_write(unit)

        if works:
            retried(once, self._patience)

    def _works(
        self,
        facts: Facts,
        entities: Sequence[Entity],
        relations: Sequence[Relation],
        statements: Sequence[Folded],
    ) -> Iterator[tuple[int, _Work]]:
        """Batches as (number of rows, work), sorted: writers that take locks in one order do not wait in circles."""
        ids = {node for fact in facts for node in (fact.head, fact.tail) if isinstance(node, str)}
        literals = {fact.tail for fact in facts if isinstance(fact.tail, Literal)}
        rows: list[Any]
        for rows in _batches(sorted(ids)):
            yield len(rows), _run(f"UNWIND $rows AS row MERGE (n:{self._entity} {{{self._id}: row}})", rows)
        for rows in _batches(sorted(map(_literal_row, literals), key=lambda row: row["id"])):
            query = f"UNWIND $rows AS row MERGE (n:{self._literal} {{{self._id}: row.id}}) SET n += row.properties"
            yield len(rows), _run(query, rows)
        for records in _batches(sorted(entities, key=lambda entity: entity.id)):
            yield len(records), partial(self._merge_entities, records)
        for described in _batches(sorted(relations, key=lambda relation: relation.id)):
            yield len(described), partial(self._merge_relations, described)
        # Facts with qualifiers first: of these relationships the fact itself then makes none anew.
        qualified = [
            (one.fact, {**_edge_row(one.fact, set()), "name": one.name, "properties": properties})
            for one, properties in statements
        ]
        for kind, to_literal, edges in _by_type(qualified):
            adopt, merge = self._merge_qualified(kind, to_literal)
            for rows in _batches(sorted(edges, key=lambda row: (row["head"], row["tail"], row["name"]))):
                yield len(rows), _run(adopt, rows, own=list(self._layout.not_qualifiers))
                yield len(rows), _run(merge, rows)
        for kind, to_literal, edges in _by_type((fact, _edge_row(fact, graphs)) for fact, graphs in facts.items()):
            query = self._merge_edges(kind, to_literal)
            for rows in _batches(sorted(edges, key=lambda row: (row["head"], row["tail"], row["relation"]))):
                yield len(rows), _run(query, rows)

    def _labels(self, entities: Sequence[Entity]) -> Iterator[tuple[int, _Work]]:
        """Types as labels too, for those who read the database; those of a node at once, as not all servers set them
        on what the same transaction has changed."""
        own = {self._layout.entity, self._layout.literal, self._layout.described}
        types: defaultdict[str, set[str]] = defaultdict(set)
        for entity in entities:
            types[entity.id].update(kind for kind in entity.types if is_plain(kind) and kind not in own)
        ids: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for id, kinds in sorted(types.items()):
            ids[tuple(sorted(kinds))].append(id)
        for together, those in sorted(ids.items()):
            if together:
                labels = "".join(f":{quoted(kind)}" for kind in together)
                query = f"UNWIND $rows AS row MATCH (n:{self._entity} {{{self._id}: row}}) SET n{labels}"
                for rows in _batches(those):
                    yield len(rows), _run(query, rows)

    def _merge_edges(self, kind: str, to_literal: bool) -> str:
        graphs, relation = quoted(self._layout.graphs), quoted(self._layout.relation)
        named = f" {{{relation}: row.relation}}" if kind == RELATED else ""
        # No list of graphs is the default graph alone; "" in a list is the default graph beside others.
        before, more = f"coalesce(r.{graphs}, [''])", "coalesce(row.graphs, [''])"
        both = f"{before} + [g IN {more} WHERE NOT g IN {before}]"
        return (
            f"{self._match_ends(to_literal)} "
            f"MERGE (h)-[r:{quoted(kind)}{named}]->(t) ON CREATE SET r.{graphs} = row.graphs "
            f"ON MATCH SET r.{graphs} = CASE WHEN {both} = [''] THEN null ELSE {both} END"
        )

    def _merge_qualified(self, kind: str, to_literal: bool) -> tuple[str, str]:
        """What names a relationship that has these very properties already, and what makes those that there are not."""
        name, relation = quoted(self._layout.statement), quoted(self._layout.relation)
        of_relation = f"AND r.{relation} = row.relation " if kind == RELATED else ""
        adopt = (
            f"{self._match_ends(to_literal)} MATCH (h)-[r:{quoted(kind)}]->(t) WHERE r.{name} IS NULL {of_relation}"
            f"AND all(k IN keys(r) WHERE k IN $own OR r[k] = row.properties[k]) "
            f"AND all(k IN keys(row.properties) WHERE r[k] = row.properties[k]) SET r.{name} = row.name"
        )
        named = f", {relation}: row.relation" if kind == RELATED else ""
        merge = (
            f"{self._match_ends(to_literal)} MERGE (h)-[r:{quoted(kind)} {{{name}: row.name{named}}}]->(t) "
            "SET r += row.properties"
        )
        return adopt, merge

    def _match_ends(self, to_literal: bool) -> str:
        tail = self._literal if to_literal else self._entity
        head = f"UNWIND $rows AS row MATCH (h:{self._entity} {{{self._id}: row.head}})"
        return f"{head} MATCH (t:{tail} {{{self._id}: row.tail}})"

    def _merge_entities(self, records: Sequence[Entity], tx: Any) -> None:
        # Setting a property takes the lock: what is read then stays until it is written.
        query = (
            f"UNWIND $ids AS id MERGE (n:{self._entity} {{{self._id}: id}}) SET n.{self._id} = id "
            "RETURN id, elementId(n) AS element, labels(n) AS labels, properties(n) AS properties"
        )
        found = tx.run(query, ids=sorted({record.id for record in records}))
        known = [entity_of(record, self._layout)[0] for record in list(found)]
        merged = merge_entities([*known, *records])
        rows = [{"id": id, "properties": self._named(merged[id])} for id in sorted(merged)]
        tx.run(
            f"UNWIND $rows AS row MATCH (n:{self._entity} {{{self._id}: row.id}}) SET n += row.properties", rows=rows
        ).consume()

    def _named(self, entity: Entity) -> dict[str, Any]:
        layout = self._layout
        return {
            layout.names[0]: entity.label or label_of(entity.id),
            layout.aliases: list(entity.aliases) or None,
            layout.description: entity.description or None,
            layout.types: list(entity.types) or None,
        }

    def _merge_relations(self, records: Sequence[Relation], tx: Any) -> None:
        described = quoted(self._layout.described)
        query = (
            f"UNWIND $ids AS id MERGE (n:{described} {{id: id}}) SET n.id = id RETURN id, properties(n) AS properties"
        )
        found = [relation_of(record) for record in list(tx.run(query, ids=sorted({one.id for one in records})))]
        merged = merge_relations([*found, *records])
        rows = [
            {
                "id": id,
                "properties": {
                    "label": merged[id].label,
                    "aliases": list(merged[id].aliases) or None,
                    "inverse": merged[id].inverse or None,
                },
            }
            for id in sorted(merged)
        ]
        query = f"UNWIND $rows AS row MATCH (n:{described} {{id: row.id}}) SET n += row.properties"
        tx.run(query, rows=rows).consume()

    def _delete_fact(self, fact: Triple, elements: Mapping[Node, Sequence[str]], tx: Any) -> None:
        heads, tails = list(elements[fact.head]), list(elements[fact.tail])
        if heads and tails:
            query = (
                f"MATCH (h)-[r]->(t) WHERE elementId(h) IN $heads AND elementId(t) IN $tails "
                f"AND {of_relation(self._layout)} DELETE r"
            )
            tx.run(query, heads=heads, tails=tails, relation=fact.relation).consume()
        if isinstance(fact.tail, Literal):
            if tails:
                query = f"MATCH (n:{self._literal}) WHERE elementId(n) IN $tails AND NOT (n)--() DELETE n"
                tx.run(query, tails=tails).consume()
            if self._layout.properties:
                self._delete_property(tx, heads, fact, fact.tail)

    def _delete_property(self, tx: Any, heads: Sequence[str], fact: Triple, value: Literal) -> None:
        for record in list(tx.run(nodes(self._layout, BY_ELEMENT), elements=heads)):
            if fact in entity_of(record, self._layout)[1]:
                held = record["properties"][fact.relation]
                items = held if isinstance(held, list) else [held]
                kept = [item for item in items if literals_of(item) != [value]]
                query = "MATCH (n) WHERE elementId(n) = $element SET n += $changes"
                tx.run(query, element=record["element"], changes={fact.relation: kept or None}).consume()


def _run(query: str, rows: list[Any], **parameters: list[str]) -> _Work:
    def work(tx: Any) -> None:
        tx.run(query, rows=rows, **parameters).consume()

    return work


def _by_type(
    rows: Iterable[tuple[Triple, dict[str, Any]]],
) -> list[tuple[str, bool, list[dict[str, Any]]]]:
    """Rows of relationships by their type, and by whether they lead to literals, sorted by both."""
    found: defaultdict[tuple[str, bool], list[dict[str, Any]]] = defaultdict(list)
    for fact, row in rows:
        kind = fact.relation if is_plain(fact.relation) else RELATED
        found[kind, isinstance(fact.tail, Literal)].append(row)
    return [(kind, to_literal, held) for (kind, to_literal), held in sorted(found.items())]


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _literal_row(literal: Literal) -> dict[str, Any]:
    parts = {"value": literal.value, "datatype": literal.datatype or None, "lang": literal.lang or None}
    return {"id": literal_id(literal), "properties": parts}


def _edge_row(fact: Triple, graphs: set[str]) -> dict[str, Any]:
    tail = literal_id(fact.tail) if isinstance(fact.tail, Literal) else fact.tail
    named = list(with_graphs((), graphs)) or None
    return {"head": fact.head, "tail": tail, "relation": fact.relation, "graphs": named}
