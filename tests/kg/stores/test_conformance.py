"""What every graph store must do: the same tests for all of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import bolt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.stores import (
    ArrayStore,
    Counts,
    GraphStore,
    Neo4jLayout,
    Neo4jStore,
    NetworkxStore,
    OxigraphStore,
    RdflibStore,
    copy_into,
)
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.types import Node, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = ("arrays", "networkx", "rdflib", "rdflib dataset", "rdflib plugin", "pyoxigraph", "neo4j")
NASTY = "x`}) DETACH DELETE n // \"'"
# No type below is a relation too: the Bolt server of the tests, unlike Neo4j, can't tell these apart.

Make = Callable[[Iterable[Triple], Iterable[Entity], Iterable[Relation]], GraphStore]
"""Makes a store that holds these facts and records."""


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    kind: str = request.param
    with ExitStack() as held:

        def made(
            triples: Iterable[Triple] = (), entities: Iterable[Entity] = (), relations: Iterable[Relation] = ()
        ) -> GraphStore:
            if kind == "arrays":
                return ArrayStore(Graph.build(triples, entities, relations))
            if kind == "rdflib plugin":
                import rdflib

                plugin = KGQAStore.of(Graph.build(triples, entities, relations))
                return RdflibStore(rdflib.Dataset(plugin), read_only=True)
            store = empty(kind, tmp_path_factory.mktemp("store"), held)
            store.add(triples, entities, relations)
            return store

        yield made


def empty(kind: str, folder: Path, held: ExitStack) -> GraphStore:
    if kind == "networkx":
        return NetworkxStore()
    if kind == "rdflib":
        return RdflibStore()
    if kind == "rdflib dataset":
        import rdflib

        return RdflibStore(rdflib.Dataset())
    if kind == "pyoxigraph":
        return held.enter_context(OxigraphStore.open(folder))
    server = bolt.server()
    database = held.enter_context(server.database())
    layout = Neo4jLayout(labels=("Entity",))
    return held.enter_context(
        Neo4jStore.connect(server.uri, auth=server.auth, database=database, layout=layout, write=True)
    )


FACTS = [
    Triple("Heat", "directed by", "Michael Mann"),
    Triple("Heat", "produced by", "Michael Mann"),
    Triple("Heat", "starring", "Al Pacino"),
    Triple("Heat", "remake of", "L.A. Takedown"),
    Triple("L.A. Takedown", "directed by", "Michael Mann"),
    Triple("narcissus", "loves", "narcissus"),
    Triple("Heat", "released", Literal("1995-12-15", XSD + "date")),
    Triple("Heat", "minutes", Literal("170", XSD + "integer")),
    Triple("Heat", "minutes", Literal("0170", XSD + "integer")),
    Triple("Heat", "minutes", Literal("170")),
    Triple("Heat", "score", Literal("8.3", "number")),
    Triple("Heat", "titre", Literal("Heat", "", "en")),
    Triple("Heat", "titre", Literal("Heat", "", "zh-Hant")),
    Triple("Heat", "titre", Literal("Heat")),
    Triple("Heat", "motto", Literal("")),
    Triple("盗火线 / é", "同", "Heat"),
    Triple("http://example.org/Heat", "http://example.org/p#same", "Heat"),
    Triple("_:b1", "directed by", "_:b1"),
    Triple(NASTY, NASTY, NASTY),
    Triple(NASTY, "said", Literal(NASTY)),
    Triple("Heat", "back\\slash \\u0060", "Heat"),
    Triple("Heat", "*", "tab\there"),
    Triple("Heat", "lines", Literal("one\r\ntwo\n\tthree \u2028")),
]
ENTITIES = [
    Entity("Heat", "Heat", ("Heat (1995)", "盗火线"), "film by Michael Mann", ("film", f"a {NASTY}")),
    Entity("Michael Mann", "Michael K. Mann", (), "", ("person",)),
    Entity("nobody", "somebody"),
    Entity("http://example.org/Heat", "the other Heat"),
    Entity(NASTY, "Bobby `Tables`", ("a;b|c",), 'says "}) DETACH DELETE n"'),
]
RELATIONS = [
    Relation("directed by", "director", ("made by",), "director of"),
    Relation(NASTY, "nasty"),
    Relation("http://example.org/p#same", "same as"),
]
PATTERN_HEADS: list[str | None] = [None, "Heat", "narcissus", NASTY, "Nobody at all"]
PATTERN_RELATIONS: list[str | None] = [None, "directed by", "minutes", NASTY, "no relation"]
PATTERN_TAILS: list[Node | None] = [None, "Heat", "Michael Mann", NASTY, Literal("170", XSD + "integer"), Literal("no")]


def plain(triples: Iterable[Triple]) -> list[Triple]:
    """Sorted, without their graphs."""
    return sorted((Triple(triple.head, triple.relation, triple.tail) for triple in triples), key=repr)


def fits(triple: Triple, head: str | None, relation: str | None, tail: Node | None) -> bool:
    return all(
        wanted is None or found == wanted
        for found, wanted in ((triple.head, head), (triple.relation, relation), (triple.tail, tail))
    )


def test_every_pattern_gives_the_facts_that_fit(make: Make) -> None:
    store = make(FACTS, ENTITIES, RELATIONS)
    assert isinstance(store, GraphStore)
    for head in PATTERN_HEADS:
        for relation in PATTERN_RELATIONS:
            for tail in PATTERN_TAILS:
                expected = [fact for fact in FACTS if fits(fact, head, relation, tail)]
                found = list(store.match(head, relation, tail))
                assert plain(found) == plain(expected), (head, relation, tail)
                assert len(found) == len(set(found))
                assert store.count(head, relation, tail) == len(expected)
    for fact in FACTS:
        assert plain(store.match(fact.head, fact.relation, fact.tail)) == plain([fact])


def test_neighbours_go_both_ways_and_come_once(make: Make) -> None:
    store = make(FACTS, (), ())
    assert set(store.neighbours("L.A. Takedown")) == {"Michael Mann"}
    assert sorted(store.neighbours("Michael Mann", inverse=True), key=str) == ["Heat", "L.A. Takedown"]
    assert list(store.neighbours("Heat", "directed by")) == ["Michael Mann"]
    assert list(store.neighbours("narcissus")) == ["narcissus"]
    assert list(store.neighbours(Literal("170"), inverse=True)) == ["Heat"]
    assert list(store.neighbours(Literal("170"))) == []


def test_names_come_back(make: Make) -> None:
    store = make(FACTS, ENTITIES, RELATIONS)
    for entity in ENTITIES:
        found = store.entity(entity.id)
        assert found is not None
        lists = {"aliases": tuple(sorted(entity.aliases)), "types": tuple(sorted(entity.types))}
        assert dataclasses.replace(
            found, aliases=tuple(sorted(found.aliases)), types=tuple(sorted(found.types))
        ) == dataclasses.replace(entity, **lists)
    for relation in RELATIONS:
        assert store.relation(relation.id) == relation
    assert store.relation("starring") == Relation("starring", "starring")
    assert store.relation("no relation") is None
    assert store.entity("Al Pacino") == Entity("Al Pacino", "Al Pacino")
    assert store.entity("Nobody at all") is None
    assert store.label("Michael Mann") == "Michael K. Mann"
    assert store.label(Literal("170", "number")) == "170"
    assert store.label("http://example.org/No_such_thing") == "No such thing"


def test_a_snapshot_is_the_graph_that_was_written(make: Make) -> None:
    graph = make(FACTS, ENTITIES, RELATIONS).snapshot()
    expected = Graph.build(FACTS, ENTITIES, RELATIONS)
    assert plain(graph.match()) == plain(expected.match())
    assert list(graph.ids) == list(expected.ids)
    assert list(graph.labels) == list(expected.labels)
    assert [set(names) for names in graph.aliases] == [set(names) for names in expected.aliases]
    assert [set(kinds) for kinds in graph.types] == [set(kinds) for kinds in expected.types]
    assert list(graph.descriptions) == list(expected.descriptions)
    found = [graph.relation(index) for index in range(graph.n_relations)]
    assert found == [expected.relation(index) for index in range(expected.n_relations)]
    store = make(FACTS, ENTITIES, RELATIONS)
    assert store.counts() == Counts(graph.n_entities, graph.n_relations, graph.n_triples)


def test_adding_twice_changes_nothing(make: Make) -> None:
    store = make(FACTS, ENTITIES, RELATIONS)
    if store.read_only:
        pytest.skip("nothing can be added to it")
    before = store.snapshot()
    store.add(FACTS[:5], ENTITIES, RELATIONS)
    store.add([Triple("Heat", "directed by", "Michael Mann")] * 2)
    after = store.snapshot()
    assert list(after.statements()) == list(before.statements())
    assert [after.entity(row) for row in range(after.n_entities)] == [
        before.entity(row) for row in range(before.n_entities)
    ]
    store.add([Triple("Heat", "starring", "Robert De Niro")], [Entity("Heat", "Heat", ("热力",))])
    assert store.count("Heat", "starring") == 2
    found = store.entity("Heat")
    assert found is not None and {"热力", "盗火线"} <= set(found.aliases)


def test_removing(make: Make) -> None:
    store = make(FACTS, ENTITIES, RELATIONS)
    if store.read_only:
        pytest.skip("nothing can be taken from it")
    relations = ("minutes", "produced by", NASTY, "loves", "back\\slash \\u0060")
    gone = [fact for fact in FACTS if fact.relation in relations]
    store.remove([*gone, Triple("Heat", "directed by", "nobody"), Triple("no", "such", Literal("fact"))])
    assert plain(store.match()) == plain(fact for fact in FACTS if fact not in gone)
    assert list(store.neighbours(Literal("170"), inverse=True)) == []
    assert list(store.match("Heat", "directed by")) == [Triple("Heat", "directed by", "Michael Mann")]
    assert store.label("Michael Mann") == "Michael K. Mann"
    store.add(gone)
    assert plain(store.match()) == plain(FACTS)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (Triple("", "r", "b"), "head must be a string that is not empty"),
        (Triple("a", "", "b"), "relation must be a string that is not empty"),
        (Triple("a", "r", ""), "tail must be a string that is not empty"),
        (Triple("a", "r", 3), "must be an id or a Literal"),  # type: ignore[arg-type]  # what is refused
        (Triple("a", "r", Literal("\ud800")), "lone surrogates"),
        (Triple("\udfff", "r", "b"), "lone surrogates"),
    ],
)
def test_a_batch_with_a_bad_fact_writes_nothing(make: Make, bad: Triple, message: str) -> None:
    store = make(FACTS[:2], (), ())
    with pytest.raises(InputError, match="reading only" if store.read_only else message):
        store.add([FACTS[2], bad])
    assert plain(store.match()) == plain(FACTS[:2])
    assert list(store.match("\ud800")) == [] and list(store.match(tail=Literal("\ud800"))) == []


def test_named_graphs(make: Make) -> None:
    facts = [
        Quad("a", "r", "b", "http://g/1"),
        Quad("a", "r", "b", "plain graph"),
        Triple("a", "r", "b"),
        Quad("a", "r", Literal("c", "", "en"), "http://g/1"),
        Triple("a", "r", "d"),
    ]
    try:
        store = make(facts, (), ())
    except InputError as error:
        assert "a Dataset has" in str(error)
        return
    assert store.count() == 3
    assert plain(store.match("a")) == plain(set(plain(facts)))
    assert list(store.snapshot().statements()) == list(Graph.build(facts).statements())
    if not store.read_only:
        store.add([Quad("a", "r", "d", "http://g/2")])
        assert store.snapshot().origins(Triple("a", "r", "d")) == ("", "http://g/2")
        store.remove([Triple("a", "r", "b")])
        assert plain(store.match("a", "r", "b")) == []


def test_a_copy_of_a_graph_is_equal(make: Make) -> None:
    graph = Graph.build(FACTS, ENTITIES, RELATIONS)
    store = make((), (), ())
    if store.read_only:
        pytest.skip("nothing can be copied to it")
    seen = []
    copy_into(graph, store, progress=lambda stage, done, total: seen.append((stage, done, total)))
    assert plain(store.match()) == plain(FACTS)
    assert seen[-1] == ("facts", len(FACTS), len(FACTS))
    copy_into(graph, store)
    assert store.counts() == Counts(graph.n_entities, graph.n_relations, graph.n_triples)


def test_nothing_can_be_written_to_a_store_for_reading(make: Make) -> None:
    store = make(FACTS[:1], (), ())
    if not store.read_only:
        pytest.skip("it can be written to")
    with pytest.raises(InputError, match="reading only"):
        store.remove(FACTS[:1])


letters = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
ids = st.sampled_from(["a", "b", "urn:kgqa:a", "urn:kgqa:a%20b", "_:b1", "http://x/é?q=`"]) | letters
words = letters.filter(lambda text: text.strip() == text)
literals = st.builds(
    Literal, st.text(st.characters(codec="utf-8"), max_size=8), st.sampled_from(["", "number", XSD + "integer"])
) | st.builds(Literal, letters, st.just(""), st.sampled_from(["en", "zh-hant"]))
kinds = st.sampled_from(["r", "s", "urn:kgqa:r", "http://x/p", "a`b", "é\\u0060"]) | words
batches = st.lists(st.builds(Triple, ids, kinds, ids | literals), max_size=8)
# The Bolt server of the tests, unlike Neo4j, fails at a comma or an asterisk in the type of a relationship, and keeps
# each type in files of its name: punctuation is tried by the made names alone.
plain_types = st.sampled_from(["r", "s", "urn:kgqa:r", "http://x/p", "a`b", "é\\u0060"]) | words.filter(
    lambda text: all(c.isalnum() or c in "_- " for c in text)
)
for_the_server = st.lists(st.builds(Triple, ids, plain_types, ids | literals), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_facts_go_in_and_come_out(make: Make, request: pytest.FixtureRequest, data: st.DataObject) -> None:
    if "neo4j" in request.node.callspec.id:
        pytest.skip("each example would need a database: one test for all of them is below")
    facts = data.draw(batches)
    store = make(facts, (), ())
    assert plain(store.match()) == plain(dict.fromkeys(facts))
    for fact in facts:
        assert list(store.match(fact.head, fact.relation, fact.tail)) == [fact]
        assert fact.tail in list(store.neighbours(fact.head))
        assert store.entity(fact.head) is not None
    if store.read_only:
        return
    store.remove(facts[:3])
    assert plain(store.match()) == plain(fact for fact in dict.fromkeys(facts) if fact not in facts[:3])


@pytest.fixture(scope="module")
def live() -> Iterator[GraphStore]:
    with ExitStack() as held:
        yield empty("neo4j", Path(), held)


@settings(max_examples=15, deadline=None)
@given(facts=for_the_server)
def test_any_facts_go_into_neo4j_and_come_out(live: GraphStore, facts: list[Triple]) -> None:
    live.add(facts)
    assert plain(live.match()) == plain(dict.fromkeys(facts))
    for fact in facts:
        assert list(live.match(fact.head, fact.relation, fact.tail)) == [fact]
    live.remove(facts)
    assert list(live.match()) == []
