"""Properties of relationships in Neo4j as qualifiers of facts, and back."""

from __future__ import annotations

import datetime as dt

import bolt
import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.digest import digest
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.statements import OBJECT, PREDICATE, PREFIX, SUBJECT, Statement, entity_in
from kgqa.kg.stores import Neo4jLayout, Neo4jStore, copy_into
from kgqa.kg.stores.neo4j_statements import properties_of
from kgqa.kg.stores.neo4j_values import literals_of, property_of
from kgqa.kg.typed import XSD
from kgqa.types import Quad

NO_PASSAGES = PassageTable.build(())
FILMS = """
CREATE (ida:Person {id: 'ida', name: 'Ida Lind'}), (per:Person {id: 'per', name: 'Per Holm'}),
       (salt:Film {id: 'salt', name: 'Salt'}), (fjord:Film {id: 'fjord', name: 'Fjord'}),
       (mill:Company {id: 9, name: 'Veland Mill'}),
       (ida)-[:PLAYED_IN {role: 'nurse', scenes: 3}]->(salt), (ida)-[:PLAYED_IN {role: 'ghost'}]->(salt),
       (ida)-[:PLAYED_IN {role: 'captain', graphs: ['archive']}]->(fjord), (ida)-[:PLAYED_IN]->(fjord),
       (per)-[:RELATED {role: 'captain', kgqa_relation: 'acted in', kgqa_label: 'acted in'}]->(salt),
       (per)-[:WORKS_FOR {since: date('2011-04-01'), part: 0.5, full: false, tags: ['night', 'day'], none: [],
                          hidden: 'x', contract: 17}]->(mill)
"""
PLAYED = Triple("ida", "PLAYED_IN", "salt")
NURSE = Statement.of(PLAYED, [("role", Literal("nurse")), ("scenes", Literal("3", XSD + "integer"))])
GHOST = Statement.of(PLAYED, [("role", Literal("ghost"))])


def everything(driver: neo4j.Driver, database: str | None) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Type, tail and properties of each relationship."""
    query = "MATCH ()-[r]->(t) RETURN type(r) AS type, t.id AS tail, properties(r) AS properties"
    records = driver.execute_query(query, database_=database).records
    return sorted(
        (one["type"], one["tail"], sorted((key, str(value)) for key, value in one["properties"].items()))
        for one in records
    )


def test_relationships_of_one_pair_stay_apart(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(FILMS, database_=database)
    store = Neo4jStore(driver, database=database, layout=Neo4jLayout(skip=("hidden",)))
    data = store.read()
    assert data.unsaid == {"properties of relationships": 1}  # an empty list says nothing
    graph = Graph.build(data.triples, data.entities, data.relations)
    assert list(graph.match("ida", "PLAYED_IN")) == [Triple("ida", "PLAYED_IN", "fjord"), PLAYED]
    assert set(graph.match(NURSE.id)) == {
        Triple(NURSE.id, SUBJECT, "ida"),
        Triple(NURSE.id, PREDICATE, Literal("PLAYED_IN")),
        Triple(NURSE.id, OBJECT, "salt"),
        Triple(NURSE.id, "role", Literal("nurse")),
        Triple(NURSE.id, "scenes", Literal("3", XSD + "integer")),
    }
    assert list(graph.match(GHOST.id, "role")) == [Triple(GHOST.id, "role", Literal("ghost"))]
    assert graph.entity_by_id(NURSE.id) == Entity(NURSE.id, "Ida Lind – played in – Salt", types=("statement",))
    (per,) = (one.head for one in graph.match(relation=PREDICATE, tail=Literal("acted in")))
    assert graph.entity_by_id(per) == Entity(per, "Per Holm – acted in – Salt", types=("statement",))
    (work,) = (one.head for one in graph.match(relation=OBJECT, tail="9"))
    assert {(one.relation, one.tail) for one in graph.match(work) if not one.relation.startswith(PREFIX)} == {
        ("since", Literal("2011-04-01", XSD + "date")),
        ("part", Literal("0.5", XSD + "double")),
        ("full", Literal("false", XSD + "boolean")),
        ("tags", Literal("night")),
        ("tags", Literal("day")),
        ("contract", Literal("17", XSD + "integer")),
    }


def test_single_facts_are_those_of_the_whole(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(FILMS, database_=database)
    store = Neo4jStore(driver, database=database)
    graph = store.snapshot()
    facts = set(graph.match())
    assert set(store.match()) == facts
    patterns = [(fact.head, None, None) for fact in facts] + [(None, None, fact.tail) for fact in facts]
    patterns += [(None, fact.relation, None) for fact in facts] + [(fact.head, fact.relation, None) for fact in facts]
    for pattern in dict.fromkeys(patterns):
        assert set(store.match(*pattern)) == set(graph.match(*pattern)), pattern
    for id in (NURSE.id, "ida", PREFIX + "none"):
        assert store.entity(id) == graph.entity_by_id(id)
    assert store.label(NURSE.id) == "Ida Lind – played in – Salt"
    index = graph.relation_index(SUBJECT)
    assert index is not None and store.relation(SUBJECT) == graph.relation(index) == Relation(SUBJECT, "subject")
    assert store.counts().triples == graph.n_triples


def test_counted_and_left_out(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(FILMS, database_=database)
    layout = Neo4jLayout(qualifiers="count", skip=("hidden", "contract"))
    store = Neo4jStore(driver, database=database, layout=layout)
    data = store.read()
    assert data.unsaid == {"properties of relationships": 10}
    assert not any(one.relation.startswith(PREFIX) for one in [*data.triples, *store.match()])


def test_an_id_of_the_databases_own(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(FILMS, database_=database)
    store = Neo4jStore(driver, database=database, layout=Neo4jLayout(statement="contract"))
    (found,) = store.match(PREFIX + "17", "since")
    assert found.tail == Literal("2011-04-01", XSD + "date")
    assert list(store.match(relation="contract")) == []
    driver.execute_query("MATCH (p {id: 'per'}), (s {id: 'salt'}) CREATE (p)-[:OWNS {contract: 17, share: 2}]->(s)",
                         database_=database)  # fmt: skip
    with pytest.raises(InputError, match="two relationships share their 'contract', '17'"):
        store.snapshot()


@pytest.mark.parametrize("layout", [Neo4jLayout(), Neo4jLayout(statement="uid", names=("name",), graphs="in")])
def test_from_database_to_database(driver: neo4j.Driver, database: str | None, layout: Neo4jLayout) -> None:
    driver.execute_query(FILMS, database_=database)
    nasty = "x`}) DETACH DELETE n //"
    driver.execute_query(
        "MATCH (p {id: 'per'}), (s {id: 'salt'}) CREATE (p)-[r:OWNS]->(s), (p)-[:OWNS {uid: 'u 1', share: 2}]->(s) "
        "CREATE (p)-[:SAID {at: time('10:30:00')}]->(:Literal {id: 'l', value: '01', datatype: 'd'}) SET r += $more",
        more={nasty: "y", "two words": [1, 2], "day`s": True},
        database_=database,
    )
    if database is None:
        pytest.skip("needs two databases")
    before = Neo4jStore(driver, database=database, layout=layout).snapshot()
    with bolt.server().database() as other:
        store = Neo4jStore(driver, database=other, layout=layout, write=True)
        for _ in range(2):  # the same again changes nothing
            copy_into(before, store)
            after = store.snapshot()
            assert list(after.statements()) == list(before.statements())
            assert digest(after, NO_PASSAGES) == digest(before, NO_PASSAGES)
            # The relationship without properties beside one with them says nothing of its own.
            assert len(everything(driver, other)) == len(everything(driver, database)) - 1


def test_a_label_is_a_qualifier_and_renames_no_relation(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(
        "CREATE (b:Band {id: 'band', name: 'The Terns'}), (r:Record {id: 'salt', name: 'Salt'}), "
        "(t:Record {id: 'tide', name: 'Tide'}), "
        "(b)-[:RELEASED {label: 'Nordhavn Records'}]->(r), (b)-[:RELEASED {label: 'Veland Sound'}]->(t)",
        database_=database,
    )
    store = Neo4jStore(driver, database=database)
    data = store.read()
    assert not data.relations and store.relation("RELEASED") == Relation("RELEASED", "released")
    released = Statement.of(Triple("band", "RELEASED", "salt"), [("label", Literal("Nordhavn Records"))])
    assert set(released.triples()) <= set(data.triples)
    counting = Neo4jStore(driver, database=database, layout=Neo4jLayout(qualifiers="count"))
    assert counting.read().unsaid == {"properties of relationships": 2}
    called = Neo4jStore(driver, database=database, layout=Neo4jLayout(relation_label="label"))
    relation = called.relation("RELEASED")
    assert relation is not None and relation.label in ("Nordhavn Records", "Veland Sound")
    with bolt.server().database() as other:
        copy_into(store.snapshot(), there := Neo4jStore(driver, database=other, write=True))
        assert list(there.snapshot().statements()) == list(store.snapshot().statements())


def test_what_is_there_already_gets_a_name_and_no_twin(driver: neo4j.Driver, database: str | None) -> None:
    driver.execute_query(
        "CREATE (i:Person {id: 'ida', name: 'Ida Lind'}), (s:Person {id: 'salt', name: 'Salt'}), "
        "(i)-[:PLAYED_IN {role: 'ghost'}]->(s), (i)-[:PLAYED_IN {role: 'nurse', scenes: 3}]->(s)",
        database_=database,
    )
    store = Neo4jStore(driver, database=database, layout=Neo4jLayout(entity="Person", names=("name",)), write=True)
    before = store.snapshot()
    copy_into(before, store)
    assert everything(driver, database) == [
        ("PLAYED_IN", "salt", [("kgqa_statement", GHOST.name), ("role", "ghost")]),
        ("PLAYED_IN", "salt", [("kgqa_statement", NURSE.name), ("role", "nurse"), ("scenes", "3")]),
    ]
    assert list(store.snapshot().statements()) == list(before.statements())


@pytest.mark.parametrize(
    "more",
    [
        [Triple(NURSE.id, "paid", Literal("01", XSD + "integer"))],
        [Triple(NURSE.id, "said", Literal("yes", lang="en"))],
        [Triple(NURSE.id, "a\\b", Literal("x"))],
        [Triple(NURSE.id, "role", Literal("3", XSD + "integer"))],
        [Triple(NURSE.id, "graphs", Literal("g"))],
        [Triple(NURSE.id, "with", "per")],
        [Triple("per", "doubts", NURSE.id)],
        [Quad(NURSE.id, "role", Literal("nurse"), "archive")],
        [Quad("ida", "PLAYED_IN", "salt", "archive")],
        [Entity(NURSE.id, "her first role")],
        "no fact",
    ],
    ids=[
        "01",
        "language",
        "backslash",
        "types",
        "reserved",
        "entity",
        "led to",
        "graph",
        "fact's graph",
        "name",
        "no fact",
    ],
)
def test_what_properties_can_not_say_comes_back_too(
    driver: neo4j.Driver, database: str | None, more: list[Triple | Entity] | str
) -> None:
    facts = [*([] if more == "no fact" else [PLAYED]), *NURSE.triples(), *GHOST.triples()]
    facts += [one for one in more if isinstance(one, Triple)]
    named = [one for one in more if isinstance(one, Entity)]
    bare = Graph.build(facts)
    held = named or [entity_in(NURSE, bare)]
    graph = Graph.build(facts, [*held, *([] if more == "no fact" else [entity_in(GHOST, bare)])])
    store = Neo4jStore(driver, database=database, write=True)
    copy_into(graph, store)
    after = store.snapshot()
    assert list(after.statements()) == list(graph.statements())
    assert list(after.labels) == list(graph.labels) and list(after.types) == list(graph.types)
    # The other statement of the same pair is a relationship all the same.
    ghosts = [one for one in everything(driver, database) if ("role", "ghost") in one[2]]
    assert len(ghosts) == (0 if more == "no fact" else 1)


def test_qualifiers_go_with_their_fact(driver: neo4j.Driver, database: str | None) -> None:
    graph = Graph.build([PLAYED, *NURSE.triples()])
    store = Neo4jStore(driver, database=database, write=True)
    copy_into(Graph.build(graph.match(), [entity_in(NURSE, graph)]), store)
    with pytest.raises(InputError, match="goes with the fact itself"):
        store.remove([Triple(NURSE.id, "role", Literal("nurse"))])
    store.remove([Triple(PREFIX + "none", "role", Literal("nurse"))])
    store.remove([PLAYED])
    assert list(store.match()) == []


@pytest.mark.parametrize(
    ("literals", "value"),
    [
        ([Literal("a"), Literal("b")], ["a", "b"]),
        ([Literal("-3", XSD + "integer")], -3),
        ([Literal("1.5", XSD + "double")], 1.5),
        ([Literal("true", XSD + "boolean")], True),
        ([Literal("2011-04-01", XSD + "date")], neo4j.time.Date(2011, 4, 1)),
        ([Literal("P1Y2M", XSD + "duration")], neo4j.time.Duration(years=1, months=2)),
        ([Literal("1.50", XSD + "double")], None),
        ([Literal("1", XSD + "boolean")], None),
        ([Literal("2011", XSD + "date")], None),
        ([Literal("9" * 30, XSD + "integer")], None),
        ([Literal("3", "integer")], None),
        ([Literal("3", "number")], None),
        ([Literal("a", lang="en")], None),
        ([Literal("3"), Literal("3", XSD + "integer")], None),
    ],
)
def test_values_of_properties(literals: list[Literal], value: object) -> None:
    statement = Statement.of(PLAYED, [("x", one) for one in literals])
    assert properties_of(statement, Neo4jLayout()) == (None if value is None else {"x": value})


_VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.floats(),
    st.booleans(),
    st.dates(dt.date(1, 1, 1)).map(lambda day: neo4j.time.Date(day.year, day.month, day.day)),
)


@given(st.one_of(_VALUES, st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_each_value_is_read_as_it_was_written(value: object) -> None:
    literals = literals_of(value)
    again = literals_of(property_of(list(dict.fromkeys(literals))))
    assert set(again) == set(literals)
