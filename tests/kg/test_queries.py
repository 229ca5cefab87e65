"""Derivations as queries: run over the RDF that kgqa writes, and in a server that speaks Cypher."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import bolt
import pyoxigraph
import pytest
import rdflib
from typed_world import typed_graph

from kgqa import Answer, Entity, InputError, Literal, Question, Result, Step, Triple
from kgqa.kg.formats.rdf import TYPES, lift
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores import Neo4jStore
from kgqa.kg.stores.copying import copy_into
from kgqa.kg.stores.rdf_terms import id_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.kg.writing.rdf import write
from kgqa.types import Bound, Derivation, Measure, Pick, Walk

GRAPH = typed_graph()
FENN = Walk("fenn", (Step("P57", inverse=True),))
QUILL = Walk("quill", (Step("P161", inverse=True),))
DAY, LENGTH = Measure((Step("P577"),), "day"), Measure((Step("P2047"),), "number")
CAST, ROLES = Measure((Step("P161"),), "links"), Measure((Step("P161", inverse=True),), "links")
ODD = ('x"> } # ', "a`}) DETACH DELETE n //", "it's \\u0027 'so'", "tab\tand\nline")
FOUNDED = Measure(
    (Step("founded"),), "keys", (("1899", 693600.0), ("1921", 701635.0), ("4 May 1967", 718438.0))
)  # days
GROUP = Walk("Varnholt Group", (Step("subsidiary"),))
CASES: list[tuple[Derivation, object]] = [
    (Derivation("members", (FENN,)), {"Glass Orchard", "The Salt Clock", "Nine Lanterns", "Paper Tide"}),
    (Derivation("count", (FENN,)), 4),
    (Derivation("members", (FENN, QUILL)), {"Glass Orchard", "The Salt Clock", "Paper Tide"}),
    (Derivation("members", (FENN,), without=(QUILL,)), {"Nine Lanterns"}),
    (Derivation("members", (FENN,), without=(QUILL, Walk("hale", QUILL.steps))), set()),
    (Derivation("members", (FENN,), apart=("Paper Tide", "Nine Lanterns")), {"Glass Orchard", "The Salt Clock"}),
    (Derivation("members", (FENN,), bounds=(Bound(DAY, ">", "2001-12-31"),)), {"Nine Lanterns", "Paper Tide"}),
    (
        Derivation("count", (FENN,), bounds=(Bound(DAY, ">=", "1995-01-01"), Bound(LENGTH, "<", "130"))),
        1,
    ),
    (Derivation("members", (FENN,), pick=Pick(LENGTH, True)), {"Paper Tide"}),
    (
        Derivation("members", (FENN,), bounds=(Bound(DAY, "<", "2005-01-01"),), pick=Pick(LENGTH, True)),
        {"The Salt Clock"},
    ),
    (Derivation("members", (GROUP,), pick=Pick(FOUNDED, False)), {"Cordell Steel"}),
    (Derivation("members", (GROUP,), bounds=(Bound(FOUNDED, ">", "693600"),)), {"Arc Motors", "Brisk Foods"}),
    (Derivation("members", (FENN,), pick=Pick(CAST, False)), {"The Salt Clock"}),
    (Derivation("members", (FENN,), pick=Pick(CAST, True)), {"Glass Orchard", "Nine Lanterns", "Paper Tide"}),
    (Derivation("boolean", (FENN,), pick=Pick(CAST, False), subject="Paper Tide"), False),
    (Derivation("members", among=("hale", "quill", "corvo"), pick=Pick(ROLES, True, 1, 2)), {"hale", "quill"}),
    (Derivation("members", among=("Low Ember", "Paper Tide"), pick=Pick(DAY, False)), {"Low Ember"}),
    (Derivation("members", (Walk("Paper Tide", (Step("P577"),)),)), {"2010-09-17"}),
    (
        Derivation("members", (FENN,), kinds=("film",), apart=("Paper Tide", "Nine Lanterns", "Glass Orchard")),
        {"The Salt Clock"},
    ),
    (Derivation("members", (FENN,), kinds=("person",)), set()),
    (
        Derivation("members", (Walk("Paper Tide", (Step("P57"), Step("P57", inverse=True))),), apart=("Paper Tide",)),
        {"Glass Orchard", "The Salt Clock", "Nine Lanterns"},
    ),
    (Derivation("sum", (FENN,), total=LENGTH), 486),
    (Derivation("average", (FENN,), total=LENGTH), 121.5),
    (Derivation("sum", (FENN,), bounds=(Bound(DAY, ">", "2010-01-01"),), total=LENGTH), 145),
    (Derivation("boolean", (FENN,), subject="Paper Tide"), True),
    (Derivation("boolean", (FENN,), subject="Low Ember"), False),
    (Derivation("boolean", (FENN,), pick=Pick(LENGTH, True), subject="Paper Tide"), True),
    (Derivation("boolean", (FENN,), pick=Pick(LENGTH, True), subject="Nine Lanterns"), False),
    (Derivation("boolean", (FENN,), count=(">", 3)), True),
    (Derivation("boolean", (FENN, QUILL), count=("<", 1)), False),
    (Derivation("boolean", among=("Paper Tide",), bounds=(Bound(LENGTH, ">", "150"),)), False),
]


BC, TINY = "50 BC", "1 nm"
SMALL_WORLD = Graph.build(
    [
        *(Triple("Oda", "has", name) for name in ("Ada", "Bo", "Cy")),
        *(Triple(name, "begun", Literal(when)) for name, when in (("Ada", BC), ("Bo", "812"), ("Cy", "1850"))),
        *(Triple(name, "size", Literal(size)) for name, size in (("Ada", TINY), ("Bo", "2 nm"), ("Cy", "3 nm"))),
        Triple("Ada", "size", Literal("0.001 µm")),
        Triple("Ada", "next to", "Bo"),
        Triple("Cy", "next to", "Ada"),
        Triple("Ada", "next to", "Ada"),
    ],
    [Entity(name, name, types=("boat",)) for name in ("Ada", "Bo", "Cy")],
)
HAD = Walk("Oda", (Step("has"),))
NEXT = Walk("Ada", (Step("next to"),), both=True)
BEGUN = Measure(
    (Step("begun"),), "keys", ((Literal(BC), -17593.0), (Literal("812"), 296882.0), (Literal("1850"), 676003.0))
)
SIZES = ((TINY, 1e-9), ("0.001 µm", 1e-9), ("2 nm", 2e-9), ("3 nm", 3e-9))
SIZE = Measure((Step("size"),), "keys", tuple((Literal(text), number) for text, number in SIZES))
SMALL_CASES: list[tuple[Derivation, object]] = [
    (Derivation("members", (HAD,), pick=Pick(BEGUN, False)), {"Ada"}),
    (Derivation("members", (HAD,), pick=Pick(BEGUN, False, 1, 2)), {"Ada", "Bo"}),
    (Derivation("members", (HAD,), bounds=(Bound(BEGUN, "<", "-17592.5"),)), {"Ada"}),
    (Derivation("members", (HAD,), pick=Pick(SIZE, True)), {"Cy"}),
    (Derivation("members", (HAD,), bounds=(Bound(SIZE, ">", "0.0000000015"),)), {"Bo", "Cy"}),
    (Derivation("sum", (HAD,), total=SIZE), pytest.approx(6e-9)),
    (Derivation("average", (HAD,), total=SIZE), pytest.approx(2e-9)),
    (Derivation("members", kinds=("boat",), bounds=(Bound(SIZE, "<", "0.0000000025"),)), {"Ada", "Bo"}),
    (Derivation("count", kinds=("boat",), apart=("Bo",)), 2),
    (Derivation("members", (NEXT,), apart=("Ada",)), {"Bo", "Cy"}),
    (Derivation("count", (NEXT,), apart=("Ada",), pick=Pick(SIZE, True)), 1),
]
"""Keys below nought and very small ones, a value written in two ways, a kind alone, and a relation taken both ways."""


def odd_graph() -> Graph:
    facts = [Triple(name, 'owned "by" \\ `', "Lind") for name in ODD]
    return Graph.build([*facts, *(Triple(name, "age", Literal(f"it's\n{i}")) for i, name in enumerate(ODD))])


ODD_CASE = Derivation(
    "members",
    (Walk("Lind", (Step('owned "by" \\ `', inverse=True),)),),
    pick=Pick(Measure((Step("age"),), "keys", tuple((Literal(f"it's\n{i}"), float(i)) for i in range(4))), True),
)


def in_rdflib(derivation: Derivation, graph: Graph) -> object:
    found = rdflib.Graph(KGQAStore.of(graph)).query(query_of(derivation, "sparql") or "")
    if derivation.asks == "boolean":
        return found.askAnswer
    values = [row[0] for row in found]
    if derivation.asks != "members":
        return values[0].toPython()
    return {id_of(str(value)) if isinstance(value, rdflib.URIRef) else str(value) for value in values}


def in_oxigraph(derivation: Derivation, store: pyoxigraph.Store) -> object:
    found = store.query(query_of(derivation, "sparql") or "")
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    values = [row[0] for row in found]  # type: ignore[index, union-attr]  # solutions, as the query selects
    if derivation.asks != "members":
        return float(values[0].value)
    return {id_of(value.value) for value in values}


def dumped(graph: Graph) -> pyoxigraph.Store:
    out = io.BytesIO()
    write(graph, out, "nquads", "", Counter())
    store = pyoxigraph.Store()
    store.load(out.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    return dumped(GRAPH)


@pytest.mark.parametrize(("derivation", "wanted"), CASES, ids=range(len(CASES)))
def test_sparql_gives_the_answer(derivation: Derivation, wanted: object, store: pyoxigraph.Store) -> None:
    assert in_rdflib(derivation, GRAPH) == wanted
    assert in_oxigraph(derivation, store) == wanted


@pytest.mark.parametrize(("derivation", "wanted"), SMALL_CASES, ids=range(len(SMALL_CASES)))
def test_sparql_compares_without_loss(derivation: Derivation, wanted: object) -> None:
    assert in_rdflib(derivation, SMALL_WORLD) == wanted
    assert in_oxigraph(derivation, dumped(SMALL_WORLD)) == wanted


def test_sparql_with_odd_names_stays_one_query() -> None:
    assert in_rdflib(ODD_CASE, odd_graph()) == {ODD[3]}
    assert in_oxigraph(ODD_CASE, dumped(odd_graph())) == {ODD[3]}


def test_cypher_gives_the_answer(tmp_path: Path) -> None:
    import neo4j

    server = bolt.server()
    for graph, cases in ((GRAPH, CASES), (SMALL_WORLD, SMALL_CASES), (odd_graph(), [(ODD_CASE, {ODD[3]})])):
        with server.database() as name:
            with Neo4jStore.connect(server.uri, auth=server.auth, database=name, write=True) as database:
                copy_into(graph, database)
            with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
                for derivation, wanted in cases:
                    query = query_of(derivation, "cypher") or ""
                    rows = [row.data() for row in driver.execute_query(query, database_=name).records]
                    if derivation.asks == "members":
                        assert {row["member"] for row in rows} == wanted, query
                    else:
                        assert [*rows[0].values()] == [wanted], query


def test_a_result_gives_its_query_or_none() -> None:
    made = Derivation("members", (FENN,))
    answers = (Answer("x", 0.9, "entities", derivation=made), Answer("y", 0.5, "span"))
    result = Result(Question("1", "Which films?"), (), (), answers)
    assert result.query("sparql") == query_of(made, "sparql")
    assert result.query("cypher", answer=0) == query_of(made, "cypher")
    assert result.query("sparql", answer=1) is None and result.query("cypher", answer=2) is None
    assert Result(Question("1", "?")).query("sparql") is None
    assert Result.from_json(result.to_json()) == result
    with pytest.raises(InputError, match="cypher, sparql, found 'sql'"):
        result.query("sql")


def test_a_member_reached_in_two_ways_is_totalled_once() -> None:
    facts = [("Oda", "runs", "North"), ("Oda", "runs", "South"), ("Per", "works at", "North")]
    facts += [("Per", "works at", "South"), ("Siv", "works at", "North")]
    pay = [Triple("Per", "pay", Literal("80", "number")), Triple("Siv", "pay", Literal("40", "number"))]
    graph = Graph.build([*(Triple(*fact) for fact in facts), *pay])
    walk, total = Walk("Oda", (Step("runs"), Step("works at", inverse=True))), Measure((Step("pay"),), "number")
    for asks, wanted in (("sum", 120), ("average", 60)):
        derivation = Derivation(asks, (walk,), total=total)
        assert in_rdflib(derivation, graph) == wanted
        assert in_oxigraph(derivation, dumped(graph)) == wanted


def test_types_are_found_in_a_dump_where_nobody_labelled_the_classes() -> None:
    base = "http://x/"
    kinds = [Triple(base + "glow", TYPES[0], base + "Film"), Triple(base + "dusk", TYPES[1], base + "Series")]
    made = [Triple(base + name, base + "by", base + "lund") for name in ("glow", "dusk", "rime")]
    data = lift([*kinds, *made])
    graph = Graph.build(data.triples, data.entities, data.relations)
    walk = Walk(base + "lund", (Step(base + "by", inverse=True),))
    for kind, wanted in (("Film", {base + "glow"}), ("Series", {base + "dusk"}), ("lund", set())):
        derivation = Derivation("members", (walk,), kinds=(kind,))
        assert in_rdflib(derivation, graph) == wanted
        assert in_oxigraph(derivation, dumped(graph)) == wanted
