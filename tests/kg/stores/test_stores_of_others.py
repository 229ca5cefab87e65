"""Graphs that were not made by kgqa: what each store finds in them."""

from __future__ import annotations

from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib

from kgqa import Entity, InputError, Literal, StoreError, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.stores import ArrayStore, NetworkxStore, OxigraphStore, RdflibStore
from kgqa.kg.stores.rdf_terms import id_of, iri_of

XSD = "http://www.w3.org/2001/XMLSchema#"


def test_networkx_edges_with_numbers_for_keys() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_edge("Heat", "Michael Mann", relation="director")
    graph.add_edge("Heat", "Michael Mann", relation="producer", since=1994)
    graph.add_edge("Heat", "Michael Mann", relation="director")
    store = NetworkxStore(graph)
    assert [triple.relation for triple in store.match("Heat")] == ["director", "producer"]
    store.remove([Triple("Heat", "director", "Michael Mann")])
    assert graph.number_of_edges() == 1
    graph.add_edge("Heat", 3, key="minutes")
    with pytest.raises(InputError, match="must go from an id to an id or a Literal"):
        list(store.match("Heat"))
    graph.remove_node(3)
    graph.add_edge("Heat", "Al Pacino")
    with pytest.raises(InputError, match="must have its relation as key"):
        list(store.match("Heat"))
    with pytest.raises(InputError, match="must be a networkx MultiDiGraph"):
        NetworkxStore(networkx.DiGraph())


def test_rdflib_graphs_of_others() -> None:
    graph = rdflib.Graph().parse(
        data="""@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :heat a :Film ; rdfs:label "Heat"@en, "Hitze"@de ; :director [ rdfs:label "Mann" ] .
        :Film rdfs:label "film" . :director rdfs:label "director" ; <http://www.w3.org/2002/07/owl#inverseOf> :made .
        :made rdfs:label "director of" .""",
        format="turtle",
    )
    store = RdflibStore(graph, read_only=True)
    assert store.entity("http://x/heat") == Entity("http://x/heat", "Heat", ("Hitze",), "", ("film",))
    (fact,) = store.match(relation="http://x/director")
    assert store.label(fact.tail) == "Mann"
    assert list(store.match(tail=fact.tail)) == [fact]
    relation = store.relation("http://x/director")
    assert relation is not None and (relation.label, relation.inverse) == ("director", "director of")
    assert store.snapshot().entity_by_id("http://x/heat") == store.entity("http://x/heat")
    with pytest.raises(InputError, match="reading only"):
        store.add([Triple("a", "b", "c")])


def test_rdflib_terms_that_rdf_does_not_allow() -> None:
    graph = rdflib.Graph()
    odd = rdflib.URIRef("http://x/a b"), rdflib.URIRef("relative"), rdflib.BNode("odd name")
    graph.add(odd)
    store = RdflibStore(graph)
    (fact,) = store.match()
    assert fact == Triple("http://x/a b", "relative", "_:odd name")
    assert list(store.match(fact.head, fact.relation, fact.tail)) == [fact]
    store.remove([fact])
    assert len(graph) == 0
    for bad in (Literal("x", "number", "en"), Literal("x", "", "no tag")):
        with pytest.raises(InputError):
            store.add([Triple("a", "r", "b"), Triple("a", "r", bad)])
    assert len(graph) == 0


def test_ids_and_iris_are_one_to_one() -> None:
    plain = ["Heat", "a b", "_:b1", "_:b 1", "~_"]
    for id in (*plain, "urn:kgqa:Heat", "urn:kgqa:a%20b", "urn:kgqa:", "http://x/", "http://x/a b"):
        assert id == "_:b1" or id_of(iri_of(id)) == id
        assert id_of(iri_of(id), is_relation=True) == id
    for iri in ("urn:kgqa:Heat", "urn:kgqa:a%20b", "http://x/y", "urn:kgqa:_%3Ab1"):
        assert iri_of(id_of(iri)) == iri


def test_pyoxigraph_on_disk(tmp_path: Path) -> None:
    literals = [Literal("0170", XSD + "integer"), Literal("5", XSD + "byte"), Literal("1.50", XSD + "decimal")]
    facts = [Triple("Heat", "number", literal) for literal in literals]
    with OxigraphStore.open(tmp_path / "store") as store:
        store.add(facts)
        with pytest.raises(StoreError, match="pyoxigraph can't open it"):
            OxigraphStore.open(tmp_path / "store")
    with pytest.raises(StoreError, match="closed"):
        list(store.match())
    with OxigraphStore.open(tmp_path / "store", read_only=True) as store:
        assert sorted(store.match(), key=repr) == sorted(facts, key=repr)
        with pytest.raises(InputError, match="reading only"):
            store.remove(facts)
    with pytest.raises(StoreError):
        OxigraphStore.open(tmp_path / "missing", read_only=True)


def test_pyoxigraph_stores_of_others() -> None:
    other = pyoxigraph.Store()
    line = f'<http://x/a> <http://x/p> "1"^^<{XSD}integer> <http://x/g> .'
    other.load(line, pyoxigraph.RdfFormat.N_QUADS)
    store = OxigraphStore(other)
    assert list(store.match(tail=Literal("1", XSD + "integer"))) == [
        Triple("http://x/a", "http://x/p", Literal("1", XSD + "integer"))
    ]
    assert store.snapshot().named_graphs == ("http://x/g",)
    store.close()
    assert len(other) == 1


def test_a_knowledge_base_folder_opens_as_a_store(tmp_path: Path) -> None:
    from kgqa.kg.folder import GRAPH, create

    with create(tmp_path / "a.kb", build_id="0a") as draft:
        draft.write(GRAPH, Graph.build([Triple("a", "r", "b")]).arrays())
        draft.commit({})
    assert list(ArrayStore.open(tmp_path / "a.kb").match()) == [Triple("a", "r", "b")]
    with pytest.raises(StoreError):
        ArrayStore.open(tmp_path / "b.kb")
