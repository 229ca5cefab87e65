"""A knowledge base as rdflib's store: found by name, asked by SPARQL, never written."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kgqa import Entity, InputError, Literal, Relation, StoreError, Triple
from kgqa.kg.folder import GRAPH, create
from kgqa.kg.graph import Graph
from kgqa.kg.stores.named import Names, equal_rows
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.kg.strings import StringTable
from kgqa.types import Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
HEAT = rdflib.URIRef("urn:kgqa:Heat")
FACTS = [
    Triple("Heat", "directed_by", "Michael Mann"),
    Triple("Heat", "minutes", Literal("170", XSD + "integer")),
    Triple("Heat", "titre", Literal("Heat", "", "fr")),
    Quad("L.A. Takedown", "directed_by", "Michael Mann", "http://g/tv"),
    Quad("Heat", "directed_by", "Michael Mann", "http://g/films"),
    Triple("_:b1", "http://x/p", "http://x/o"),
    Triple("http://x/o", "odd", Literal("x", "number", "no tag")),
]
ENTITIES = [Entity("Heat", "Heat", ("Heat (1995)", "盗火线"), "a film", ("film",)), Entity("lonely", "nobody knows")]
RELATIONS = [Relation("directed_by", "director", ("made by",), "director of")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plugin") / "films.kb"
    with create(path, build_id="0a") as draft:
        draft.write(GRAPH, Graph.build(FACTS, ENTITIES, RELATIONS).arrays())
        draft.commit({})
    return path


@pytest.fixture(scope="module")
def opened(folder: Path) -> rdflib.Graph:
    graph = rdflib.Graph("kgqa")
    assert graph.open(str(folder)) == rdflib.store.VALID_STORE
    return graph


def test_sparql_over_facts_and_names(opened: rdflib.Graph) -> None:
    query = """
        SELECT ?film ?minutes WHERE {
            ?mann rdfs:label "Michael Mann" . ?film <urn:kgqa:directed_by> ?mann ; <urn:kgqa:minutes> ?minutes .
            FILTER(?minutes > 160)
        }"""
    assert [(str(film), minutes.toPython()) for film, minutes in opened.query(query)] == [("urn:kgqa:Heat", 170)]
    query = "SELECT ?film WHERE { ?p rdfs:label 'director' . ?film ?p ?somebody }"
    assert len(opened.query(query)) == 2
    query = "ASK { ?film skos:altLabel '盗火线' ; schema:description ?text }"
    found = opened.query(query, initNs={"schema": "http://schema.org/", "skos": rdflib.SKOS, "rdfs": rdflib.RDFS})
    assert found.askAnswer


def test_every_pattern_agrees_with_the_whole(opened: rdflib.Graph) -> None:
    whole = list(opened)
    assert len(whole) == len(set(whole)) == len(opened)
    for subject, predicate, object in whole:
        for pattern in (
            (subject, None, None),
            (None, predicate, None),
            (None, None, object),
            (subject, predicate, None),
            (None, predicate, object),
            (subject, None, object),
            (subject, predicate, object),
        ):
            fits = {row for row in whole if all(p is None or p == t for p, t in zip(pattern, row, strict=True))}
            if "odd" not in predicate:  # a language that is none is left out, and can't be asked for
                assert set(opened.triples(pattern)) == fits, pattern
    assert list(opened.triples((rdflib.Literal("Heat"), None, None))) == []
    assert (HEAT, rdflib.RDFS.label, rdflib.Literal("Heat")) in opened
    assert (HEAT, rdflib.RDFS.label, rdflib.Literal("Heat", lang="en")) not in opened


def test_a_dataset_tells_named_graphs_apart(folder: Path) -> None:
    dataset = rdflib.Dataset("kgqa")
    dataset.open(str(folder))
    names = {str(graph.identifier) for graph in dataset.graphs()}
    assert names == {"urn:x-rdflib:default", "http://g/films", "http://g/tv"}
    films = dataset.graph(rdflib.URIRef("http://g/films"))
    assert [str(subject) for subject in films.subjects()] == ["urn:kgqa:Heat"]
    query = "SELECT ?g WHERE { GRAPH ?g { ?film <urn:kgqa:directed_by> ?who } } ORDER BY ?g"
    assert [str(row.g) for row in dataset.query(query)] == ["http://g/films", "http://g/tv"]
    assert len(dataset.default_graph) == len(rdflib.Graph(dataset.store)) - 1


def test_nothing_is_written_and_closed_is_closed(folder: Path, tmp_path: Path) -> None:
    graph = rdflib.Graph("kgqa")
    with pytest.raises(StoreError, match="no knowledge base is open"):
        len(graph)
    assert graph.open(str(tmp_path / "none.kb")) == rdflib.store.NO_STORE
    with pytest.raises(InputError, match="kgqa import"):
        graph.open(str(tmp_path / "none.kb"), create=True)
    graph.open(str(folder))
    for write in (graph.add, graph.remove):
        with pytest.raises(InputError, match="read-only in rdflib"):
            write((HEAT, HEAT, HEAT))
    with pytest.raises(InputError, match="read-only in rdflib"):
        graph.update("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(InputError, match="read-only in rdflib"):
        graph.update("LOAD <file:///etc/hostname>")
    graph.close()
    with pytest.raises(StoreError, match="no knowledge base is open"):
        list(graph)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c OPTIONAL { { SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } } } }",
        "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
        "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
        "ASK FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_query_fetches_nothing_from_elsewhere(opened: rdflib.Graph, query: str) -> None:
    for asked in (query, prepareQuery(query)):
        with pytest.raises(InputError, match="would fetch from elsewhere"):
            opened.query(asked)


def test_names_that_are_facts_too_come_once() -> None:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    store = KGQAStore.of(Graph.build([Triple("a", label, Literal("a")), Triple("a", "r", "b")]))
    graph = rdflib.Graph(store)
    rows = list(graph)
    assert len(rows) == len(set(rows)) == len(graph)
    assert [str(label) for label in graph.objects(rdflib.URIRef("urn:kgqa:a"), rdflib.RDFS.label)] == ["a"]


def test_equal_rows_finds_each_text() -> None:
    texts = ["", "a", "ab", "é", "ab", "abc", "中文"]
    table = StringTable.build(texts)
    for text in {*texts, "b", "x" * 9}:
        assert equal_rows(table, text).tolist() == [row for row, found in enumerate(texts) if found == text]
    names = Names(Graph.build(FACTS, ENTITIES, RELATIONS))
    assert len(names) == len(list(names.match()))
