"""Neo4j beyond what all stores do: databases of others, several writers at once, lost connections, inert names."""

from __future__ import annotations

import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import bolt
import neo4j
import pytest

from kgqa import Entity, InputError, Literal, Relation, StoreError, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.stores import Neo4jLayout, Neo4jStore, copy_into
from kgqa.kg.stores.neo4j_layout import quoted
from kgqa.kg.typed import XSD
from kgqa.types import Quad

OWN = Neo4jLayout(labels=("Entity",))
MOVIES = """
CREATE (heat:Movie {id: 7, title: 'Heat', minutes: 170, score: 8.3, classic: true, released: date('1995-12-15'),
                    tags: ['crime', 'heist'], empty: ''}),
       (mann:Person:Director {id: 'mann', name: 'Michael Mann', aliases: ['M. Mann'], description: 'born in Chicago'}),
       (nobody:Person {name: 'nobody'}),
       (mann)-[:DIRECTED {year: 1995}]->(heat), (mann)-[:DIRECTED]->(heat),
       (nobody)-[:`saw "it`]->(heat), (heat)-[:HAS]->(:Tag)
"""


class Cutting:
    """A way to the server that breaks off each connection after some bytes from it, ``cuts`` times in all."""

    def __init__(self, address: str, cuts: int, after: int) -> None:
        host, port = address.removeprefix("bolt://").split(":")
        self._target, self._after = (host, int(port)), after
        self.left = cuts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = socket.create_connection(self._target)
                for source, target, counts in ((here, there, False), (there, here, True)):
                    threading.Thread(target=self._carry, args=(source, target, counts), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        carried = 0
        with suppress(OSError):
            while block := source.recv(4096):
                carried += len(block) if counts else 0
                if carried > self._after and self.left > 0:
                    self.left -= 1
                    break
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()


def test_a_database_of_others_is_read_as_it_is(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(MOVIES, database_=database)
    store = Neo4jStore(driver, database=database, layout=Neo4jLayout(qualifiers="count"))
    assert store.read_only
    assert store.entity("7") == Entity("7", "Heat", (), "", ("Movie",))
    assert store.entity("mann") == Entity(
        "mann", "Michael Mann", ("M. Mann",), "born in Chicago", ("Director", "Person")
    )
    assert list(store.match("mann", "DIRECTED")) == [Triple("mann", "DIRECTED", "7")]
    facts = {(fact.relation, fact.tail) for fact in store.match("7") if isinstance(fact.tail, Literal)}
    assert facts == {
        ("minutes", Literal("170", XSD + "integer")),
        ("score", Literal("8.3", XSD + "double")),
        ("classic", Literal("true", XSD + "boolean")),
        ("released", Literal("1995-12-15", XSD + "date")),
        ("tags", Literal("crime")),
        ("tags", Literal("heist")),
        ("empty", Literal("")),
    }
    (seen,) = store.match(relation='saw "it')
    assert seen.head.startswith("neo4j:") and store.label(seen.head) == "nobody"
    assert list(store.match(seen.head)) == [seen]
    assert list(store.match(tail=Literal("heist"))) == [Triple("7", "tags", Literal("heist"))]
    data = store.read()
    assert data.unsaid == {"properties of relationships": 1}
    graph = store.snapshot()
    assert (graph.n_triples, graph.n_relations) == (10, 9)
    assert sorted(graph.match(), key=repr) == sorted(store.match(), key=repr)


def test_the_layout_says_where_things_stand(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(MOVIES, database_=database)
    driver.execute_query("MATCH ()-[r {year: 1995}]->() SET r.kind = 'made'", database_=database)
    layout = Neo4jLayout(
        id="name", labels=("Person", "Movie"), names=("description",), relation="kind", properties=False,
        qualifiers="count",
    )  # fmt: skip
    store = Neo4jStore(driver, database=database, layout=layout)
    assert store.label("Michael Mann") == "born in Chicago"
    assert {fact.relation for fact in store.match("Michael Mann")} == {"made", "DIRECTED"}
    assert [fact.relation for fact in store.match(relation="made")] == ["made"]
    assert {fact.relation for fact in store.match()} == {"made", "DIRECTED", 'saw "it'}
    by_element = Neo4jStore(driver, database=database, layout=Neo4jLayout(id="", qualifiers="count"))
    assert all(id.startswith("neo4j:") for id in by_element.snapshot().ids)
    with pytest.raises(InputError, match="needs a property for ids"):
        Neo4jStore(driver, database=database, layout=Neo4jLayout(id=""), write=True).add([Triple("a", "r", "b")])


def test_nodes_that_share_an_id_are_an_error(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query("CREATE (:A {id: 1}), (:B {id: 1}), (:B {id: 2})", database_=database)
    with pytest.raises(InputError, match="1 nodes share their 'id' with another"):
        Neo4jStore(driver, database=database).snapshot()
    assert Neo4jStore(driver, database=database, layout=Neo4jLayout(labels=("B",))).snapshot().n_entities == 2


def test_several_writers_leave_the_exact_sum(driver: neo4j.Driver, database: str | None) -> None:
    shared = [Triple(f"e{i}", "knows", f"e{(i * 7) % 20}") for i in range(20)]

    def write(worker: int) -> None:
        store = Neo4jStore(driver, database=database, layout=OWN, write=True)
        own = [Triple(f"e{i}", f"said {worker}", Literal(f"{i}")) for i in range(5)]
        for start in range(0, 20, 5):
            store.add([*shared[start:], *own], [Entity("e1", "one", (f"alias {worker}",))])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    store = Neo4jStore(driver, database=database, layout=OWN)
    assert store.count() == 20 + 4 * 5
    count = driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS n", database_=database).records[0]["n"]
    nodes = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=database).records[0]["n"]
    assert (count, nodes) == (40, 20 + 5)
    found = store.entity("e1")
    assert found is not None and found.label == "one"
    assert sorted(found.aliases) == [f"alias {worker}" for worker in range(4)]  # who came first is a race


def test_lost_connections_leave_no_gap_and_no_duplicate(database: str | None) -> None:
    server = bolt.server()
    facts = [Triple(f"e{i}", f"relation {i % 3}", f"e{i % 17}") for i in range(120)]
    graph = Graph.build(facts, [Entity(f"e{i}", f"label {i}") for i in range(120)], [Relation("relation 1", "one")])
    way = Cutting(server.uri, cuts=3, after=2_000)
    with Neo4jStore.connect(way.uri, auth=server.auth, database=database, layout=OWN, write=True) as store:
        copy_into(graph, store)
        assert way.left < 3
        way.left = 3
        found = store.snapshot()
        assert way.left < 3
    way.close()
    assert list(found.statements()) == list(graph.statements())
    assert list(found.labels) == list(graph.labels)
    with Neo4jStore.connect(server.uri, auth=server.auth, database=database) as direct:
        assert direct.token()["relationships"] == graph.n_triples
        assert direct.token()["nodes"] == graph.n_entities + graph.n_relations


def test_a_driver_is_closed_by_whom_it_was_opened(database: str | None) -> None:
    server = bolt.server()
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as own:
        with Neo4jStore(own, database=database) as store:
            assert list(store.match()) == []
        own.execute_query("RETURN 1", database_=database)
    with Neo4jStore.connect(server.uri, auth=server.auth, database=database) as store:
        kept = store._connection.driver
    with pytest.raises(neo4j.exceptions.DriverError):
        kept.execute_query("RETURN 1", database_=database)


def test_reading_is_the_default_and_errors_say_what_is_wrong(database: str | None) -> None:
    server = bolt.server()
    with Neo4jStore.connect(server.uri, auth=server.auth, database=database) as store:
        for write in (store.add, store.remove):
            with pytest.raises(InputError, match="reading only"):
                write([Triple("a", "r", "b")])
        assert store.token()["nodes"] == 0
    with pytest.raises(InputError, match="must begin with bolt"):
        Neo4jStore.connect("http://localhost")
    with pytest.raises(StoreError, match="Neo4j: "):
        Neo4jStore.connect(server.uri, auth=(server.auth[0], "wrong"), database=database)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with pytest.raises(StoreError, match="Neo4j: "):
        Neo4jStore.connect(f"bolt://127.0.0.1:{free}", auth=server.auth)


def test_what_stands_in_the_database(driver: neo4j.Driver, database: str | None) -> None:
    """Names of the user's are labels and types as they are; the rest is in properties."""
    nasty = "x`}) DETACH DELETE n //"
    store = Neo4jStore(driver, database=database, layout=OWN, write=True)
    store.add(
        [Triple("Heat", nasty, "Mann"), Triple("Heat", "a\\u0060b", "Mann"), Quad("Heat", "in", Literal("x"), "g")],
        [Entity("Heat", "Heat", types=(f"a {nasty}", "Literal", "film"))],
    )
    types = driver.execute_query("MATCH ()-[r]->() RETURN type(r) AS t, r.kgqa_relation AS k", database_=database)
    assert sorted((record["t"], record["k"]) for record in types.records) == [
        ("RELATED", "a\\u0060b"),
        ("in", None),
        (nasty, None),
    ]
    query = "MATCH (n:Entity {id: 'Heat'}) RETURN labels(n) AS labels, properties(n) AS properties"
    (record,) = driver.execute_query(query, database_=database).records
    assert set(record["labels"]) == {"Entity", "film", f"a {nasty}"}
    assert record["properties"] == {"id": "Heat", "label": "Heat", "types": [f"a {nasty}", "Literal", "film"]}
    assert store.entity("Heat") == Entity("Heat", "Heat", types=("Literal", f"a {nasty}", "film"))
    store.remove([Triple("Heat", "in", Literal("x"))])
    nodes = driver.execute_query("MATCH (n) RETURN n.id AS id", database_=database).records
    assert sorted(record["id"] for record in nodes) == ["Heat", "Mann"]


def test_removing_a_fact_that_a_property_says(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query("CREATE (:Entity {id: 'a', label: 'A', tags: ['x', 'y'], size: 3})", database_=database)
    store = Neo4jStore(driver, database=database, layout=OWN, write=True)
    store.remove([Triple("a", "tags", Literal("x")), Triple("a", "label", Literal("A"))])
    store.remove([Triple("a", "size", Literal("3", XSD + "integer"))])
    (record,) = driver.execute_query("MATCH (n) RETURN properties(n) AS p", database_=database).records
    assert record["p"] == {"id": "a", "label": "A", "tags": ["y"]}


@pytest.mark.parametrize("bad", ["", "a\\u0060b", "a\nb"])
def test_names_that_can_not_be_made_safe_are_refused(bad: str) -> None:
    with pytest.raises(InputError, match="must be a text that is not empty, without backslashes"):
        quoted(bad)
    with pytest.raises(InputError):
        Neo4jLayout(entity=bad)


def test_a_layout_from_json(tmp_path) -> None:
    path = tmp_path / "layout.json"
    path.write_text('{"id": "name", "labels": ["Movie"], "properties": false, "qualifiers": "count"}')
    assert Neo4jLayout.load(path) == Neo4jLayout(id="name", labels=("Movie",), properties=False, qualifiers="count")
    for text, message in (
        ('{"idd": "x"}', "fields of a layout are"),
        ('{"labels": "x"}', "must be a list of texts"),
        ('{"qualifiers": "facts"}', "qualifiers must be statements or count, found 'facts'"),
        ('{"qualifiers": true}', "'qualifiers' must be a text"),
        ("[1]", "must be a JSON object"),
        ("{", "must be JSON"),
    ):
        path.write_text(text)
        with pytest.raises(InputError, match=message):
            Neo4jLayout.load(path)
    with pytest.raises(InputError, match="can't be read"):
        Neo4jLayout.load(tmp_path / "none.json")


def test_a_real_neo4j_tells_its_last_transaction(driver: neo4j.Driver, database: str | None) -> None:
    if "KGQA_NEO4J_URI" not in os.environ:
        pytest.skip("needs a real Neo4j, named by KGQA_NEO4J_URI")
    store = Neo4jStore(driver, database=database, layout=OWN, write=True)
    before = store.token()
    assert before["transaction"] is not None and store.token() == before
    store.add([Triple("a", "r", "b")])
    assert store.token() != before
