"""Other stores and ours, filled with the same edges and asked each in its own words.

Each holds plain edges between entities, on one thread, with the index that it is meant to be used with.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.stores import ArrayStore

_BATCH = 5000


class Asked(Protocol):
    """A store, filled."""

    def facts(self, head: str) -> set[tuple[str, str]]: ...
    def two(self, head: str) -> set[str]: ...
    def heads(self, relation: str, tail: str) -> set[str]: ...
    def label(self, id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Content:
    """What every store is filled with."""

    edges: list[tuple[str, str, str]]
    labels: dict[str, str]


class _Arrays:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._relations = [graph.relation(index).id for index in range(graph.n_relations)]

    def facts(self, head: str) -> set[tuple[str, str]]:
        relations, tails = self._graph.out_edges(self._row(head))
        ids, names = self._graph.ids, self._relations
        return {(names[kind], ids[tail]) for kind, tail in zip(relations.tolist(), tails.tolist(), strict=True)}

    def two(self, head: str) -> set[str]:
        near = np.unique(self._graph.out_edges(self._row(head))[1])
        ids = self._graph.ids
        return {ids[row] for row in np.unique(self._graph.expand(near)[2]).tolist()}

    def heads(self, relation: str, tail: str) -> set[str]:
        relations, heads = self._graph.in_edges(self._row(tail))
        ids = self._graph.ids
        return {ids[row] for row in heads[relations == self._graph.relation_index(relation)].tolist()}

    def label(self, id: str) -> str:
        return self._graph.label(self._row(id))

    def _row(self, id: str) -> int:
        row = self._graph.row(id)
        assert row is not None
        return row


class _Store:
    """By the protocol of stores, which makes objects of facts."""

    def __init__(self, store: ArrayStore) -> None:
        self._store = store

    def facts(self, head: str) -> set[tuple[str, str]]:
        return {(fact.relation, str(fact.tail)) for fact in self._store.match(head)}

    def two(self, head: str) -> set[str]:
        return {str(far) for near in self._store.neighbours(head) for far in self._store.neighbours(near)}

    def heads(self, relation: str, tail: str) -> set[str]:
        return {fact.head for fact in self._store.match(None, relation, tail)}

    def label(self, id: str) -> str:
        return self._store.label(id)


class _Sqlite:
    def __init__(self, db: sqlite3.Connection, content: Content) -> None:
        self._db = db
        db.execute("CREATE TABLE fact (h TEXT, r TEXT, t TEXT, PRIMARY KEY (h, r, t)) WITHOUT ROWID")
        db.execute("CREATE TABLE label (id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID")
        db.executemany("INSERT INTO fact VALUES (?, ?, ?)", content.edges)
        db.executemany("INSERT INTO label VALUES (?, ?)", content.labels.items())
        db.execute("CREATE INDEX back ON fact (t, r, h)")
        db.commit()

    def facts(self, head: str) -> set[tuple[str, str]]:
        return set(self._db.execute("SELECT r, t FROM fact WHERE h = ?", (head,)))

    def two(self, head: str) -> set[str]:
        query = "SELECT DISTINCT b.t FROM fact a JOIN fact b ON b.h = a.t WHERE a.h = ?"
        return {far for (far,) in self._db.execute(query, (head,))}

    def heads(self, relation: str, tail: str) -> set[str]:
        return {head for (head,) in self._db.execute("SELECT h FROM fact WHERE t = ? AND r = ?", (tail, relation))}

    def label(self, id: str) -> str:
        return str(self._db.execute("SELECT label FROM label WHERE id = ?", (id,)).fetchone()[0])


class _Networkx:
    def __init__(self, content: Content) -> None:
        import networkx

        self._graph: Any = networkx.MultiDiGraph()
        self._graph.add_nodes_from((id, {"label": text}) for id, text in content.labels.items())
        self._graph.add_edges_from((head, tail, kind) for head, kind, tail in content.edges)

    def facts(self, head: str) -> set[tuple[str, str]]:
        return {(kind, tail) for _, tail, kind in self._graph.out_edges(head, keys=True)}

    def two(self, head: str) -> set[str]:
        return {far for near in self._graph.successors(head) for far in self._graph.successors(near)}

    def heads(self, relation: str, tail: str) -> set[str]:
        return {head for head, _, kind in self._graph.in_edges(tail, keys=True) if kind == relation}

    def label(self, id: str) -> str:
        return str(self._graph.nodes[id]["label"])


class _Rdflib:
    def __init__(self, content: Content) -> None:
        import rdflib

        self._iri, self._label, self._graph = rdflib.URIRef, rdflib.RDFS.label, rdflib.Graph()
        for edge in content.edges:
            self._graph.add(tuple(map(self._iri, edge)))
        for id, text in content.labels.items():
            self._graph.add((self._iri(id), self._label, rdflib.Literal(text)))

    def facts(self, head: str) -> set[tuple[str, str]]:
        found = self._graph.predicate_objects(self._iri(head))
        return {(str(kind), str(tail)) for kind, tail in found if kind != self._label}

    def two(self, head: str) -> set[str]:
        return {far for _, near in self.facts(head) for _, far in self.facts(near)}

    def heads(self, relation: str, tail: str) -> set[str]:
        return {str(head) for head in self._graph.subjects(self._iri(relation), self._iri(tail))}

    def label(self, id: str) -> str:
        return str(self._graph.value(self._iri(id), self._label))


class _Oxigraph:
    def __init__(self, content: Content) -> None:
        import pyoxigraph as ox

        self._iri, self._store = ox.NamedNode, ox.Store()
        self._label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        self._store.extend(ox.Quad(*map(ox.NamedNode, edge)) for edge in content.edges)
        self._store.extend(
            ox.Quad(ox.NamedNode(id), self._label, ox.Literal(text)) for id, text in content.labels.items()
        )

    def facts(self, head: str) -> set[tuple[str, str]]:
        found = self._store.quads_for_pattern(self._iri(head), None, None)
        return {(quad.predicate.value, quad.object.value) for quad in found if quad.predicate != self._label}

    def two(self, head: str) -> set[str]:
        query = f"SELECT DISTINCT ?f {{ <{head}> ?p ?n . ?n ?q ?f FILTER(?q != {self._label}) }}"
        return {row["f"].value for row in self._store.query(query)}

    def heads(self, relation: str, tail: str) -> set[str]:
        found = self._store.quads_for_pattern(None, self._iri(relation), self._iri(tail))
        return {quad.subject.value for quad in found}

    def label(self, id: str) -> str:
        return str(next(self._store.quads_for_pattern(self._iri(id), self._label, None)).object.value)


class _Cypher:
    """Bolt servers and embedded databases alike: ``run`` takes a query and its parameters and gives rows."""

    def __init__(self, run: Callable[[str, dict[str, Any]], list[list[Any]]]) -> None:
        self._run = run

    def fill(self, content: Content) -> None:
        nodes = [{"id": id, "label": text} for id, text in content.labels.items()]
        edges = [{"h": head, "r": kind, "t": tail} for head, kind, tail in content.edges]
        create = "UNWIND $rows AS row CREATE (:Entity {id: row.id, label: row.label})"
        link = (
            "UNWIND $rows AS row MATCH (h:Entity {id: row.h}), (t:Entity {id: row.t}) CREATE (h)-[:R {id: row.r}]->(t)"
        )
        for query, rows in ((create, nodes), (link, edges)):
            for start in range(0, len(rows), _BATCH):
                self._run(query, {"rows": rows[start : start + _BATCH]})

    def facts(self, head: str) -> set[tuple[str, str]]:
        query = "MATCH (h:Entity {id: $id})-[r:R]->(t:Entity) RETURN r.id, t.id"
        return {(kind, tail) for kind, tail in self._run(query, {"id": head})}

    def two(self, head: str) -> set[str]:
        near = "MATCH (h:Entity {id: $id})-[:R]->(n:Entity) WITH DISTINCT n"
        query = f"{near} MATCH (n)-[:R]->(f:Entity) RETURN DISTINCT f.id"
        return {far for (far,) in self._run(query, {"id": head})}

    def heads(self, relation: str, tail: str) -> set[str]:
        query = "MATCH (h:Entity)-[r:R]->(t:Entity {id: $id}) WHERE r.id = $relation RETURN h.id"
        return {head for (head,) in self._run(query, {"id": tail, "relation": relation})}

    def label(self, id: str) -> str:
        return str(self._run("MATCH (e:Entity {id: $id}) RETURN e.label", {"id": id})[0][0])


@contextmanager
def _bolt(content: Content) -> Iterator[Asked]:
    """The Bolt server of the tests, or the Neo4j that KGQA_NEO4J_URI names."""
    import neo4j

    sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
    import bolt

    server = bolt.server()
    with (
        server.database() as database,
        neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver,
        driver.session(database=database) as session,
    ):
        found = _Cypher(lambda query, parameters: [list(record.values()) for record in session.run(query, parameters)])
        session.run("CREATE CONSTRAINT IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE").consume()
        found.fill(content)
        yield found


@contextmanager
def _kuzu(content: Content, folder: Path) -> Iterator[Asked]:
    """Kuzu, or Ladybug, which goes on from it (one process can't hold both)."""
    name = next((name for name in ("kuzu", "real_ladybug") if find_spec(name)), None)
    if name is None:
        raise ModuleNotFoundError(name="kuzu, real_ladybug")
    kuzu: Any = import_module(name)
    with (
        kuzu.Database(str(folder / f"{name}-{time.time_ns()}")) as database,
        kuzu.Connection(database, num_threads=1) as connection,
    ):
        connection.execute("CREATE NODE TABLE Entity(id STRING, label STRING, PRIMARY KEY(id))")
        connection.execute("CREATE REL TABLE R(FROM Entity TO Entity, id STRING)")
        found = _Cypher(lambda query, parameters: list(connection.execute(query, parameters)))
        found.fill(content)
        yield found


@contextmanager
def _held(make: Callable[[], Asked]) -> Iterator[Asked]:
    yield make()


@contextmanager
def _sqlite(content: Content, path: Path) -> Iterator[Asked]:
    with closing(sqlite3.connect(path)) as db:
        yield _Sqlite(db, content)
    path.unlink()


def stores(content: Content, opened: Graph, work: Path) -> dict[str, Callable[[], AbstractContextManager[Asked]]]:
    """By name how each store is filled with ``content``; ``opened`` holds it already. ImportError: not installed."""
    return {
        "kgqa, arrays": lambda: _held(lambda: _Arrays(opened)),
        "kgqa, store": lambda: _held(lambda: _Store(ArrayStore(opened))),
        "sqlite": lambda: _sqlite(content, work / f"beside-{time.time_ns()}.sqlite"),
        "networkx": lambda: _held(lambda: _Networkx(content)),
        "rdflib": lambda: _held(lambda: _Rdflib(content)),
        "pyoxigraph": lambda: _held(lambda: _Oxigraph(content)),
        "kuzu or ladybug": lambda: _kuzu(content, work),
        "Bolt server": lambda: _bolt(content),
    }
