"""Graphs of networkx and rdflib, there and back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.bridges import from_networkx, from_rdflib, to_networkx, to_rdflib
from kgqa.kg.graph import Graph
from kgqa.kg.stores import NetworkxStore
from kgqa.types import Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
words = st.text("aé /%:中#", min_size=1, max_size=4).filter(lambda text: text.strip() == text)
ids = words | st.sampled_from(["http://x/a", "urn:kgqa:entity/a", "_:b1", "r", "urn:x:y%20z"])
literals = st.builds(Literal, st.text("01 a\n", max_size=3), st.sampled_from(["", "number", XSD + "integer"]))
tagged = st.builds(Literal, words, st.just(""), st.sampled_from(["en", "zh-hant", "zh-Hant"]))
names = st.lists(words, max_size=2, unique=True).map(lambda found: tuple(sorted(found)))
facts = st.builds(Triple, ids, words, ids | literals | tagged)
quads = st.builds(Quad, ids, words, ids | literals | tagged, st.sampled_from(["http://g/1", "_:b1", "a graph"]))
known = st.lists(st.builds(Entity, ids, words, names, st.just("") | words, names), max_size=4, unique_by=lambda e: e.id)
called = st.lists(st.builds(Relation, words, words, names, st.just("") | words), max_size=3, unique_by=lambda r: r.id)
graphs = st.builds(Graph.build, st.lists(facts, max_size=10), known, called)
named = st.builds(Graph.build, st.lists(facts | quads, max_size=10), known, called)


def same(one: Graph, two: Graph) -> bool:
    before, after = one.arrays(), two.arrays()
    return before.keys() == after.keys() and all(np.array_equal(before[name], after[name]) for name in before)


@settings(max_examples=80, deadline=None)
@given(graph=named)
def test_networkx_round_trip(graph):
    there = to_networkx(graph)
    assert there.number_of_edges() == graph.n_triples
    assert there.number_of_nodes() == graph.n_terms
    assert same(from_networkx(there), graph) and same(NetworkxStore(there).snapshot(), graph)


@settings(max_examples=25, deadline=None)
@given(graph=graphs)
def test_rdflib_round_trip(graph):
    assert same(from_rdflib(to_rdflib(graph)), graph)


def test_networkx_without_attributes():
    import networkx

    graph = networkx.MultiDiGraph()
    graph.add_edge("Heat", "Michael Mann", key="director")
    assert list(from_networkx(graph).match()) == [Triple("Heat", "director", "Michael Mann")]
    graph.add_edge("Heat", "Michael Mann")
    with pytest.raises(InputError, match="must have its relation as key"):
        from_networkx(graph)
    graph.edges["Heat", "Michael Mann", 1]["relation"] = "producer"
    assert [triple.relation for triple in from_networkx(graph).match()] == ["director", "producer"]
    for other in (networkx.DiGraph, networkx.MultiGraph):
        with pytest.raises(InputError, match=f"must be a networkx MultiDiGraph, found {other.__name__}"):
            from_networkx(other([("Heat", "Michael Mann")]))
    graph.add_node(3)
    with pytest.raises(InputError, match="found 3"):
        from_networkx(graph)


def test_rdflib_keeps_lexical_forms_and_encodes_ids():
    graph = to_rdflib(Graph.build([Triple("a b", "r", Literal("01", XSD + "integer"))]))
    (fact,) = [fact for fact in graph if str(fact[1]) == "urn:kgqa:relation/r"]
    assert str(fact[0]) == "urn:kgqa:entity/a%20b"
    assert (str(fact[2]), str(fact[2].datatype)) == ("01", XSD + "integer")


def test_rdflib_of_others_is_lifted():
    import rdflib

    other = rdflib.Graph().parse(
        data="@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':h rdfs:label "Heat"; :director [ rdfs:label "Mann" ]; :note "plain"^^<' + XSD + "string> .",
        format="turtle",
    )
    graph = from_rdflib(other)
    assert graph.entity_by_id("http://x/h") == Entity("http://x/h", "Heat")
    (fact,) = graph.match(relation="http://x/director")
    assert isinstance(fact.tail, str) and fact.tail.startswith("_:")
    assert graph.label(graph.row(fact.tail)) == "Mann"
    assert [t.tail for t in graph.match(relation="http://x/note")] == [Literal("plain")]


def test_what_rdf_can_not_say_is_refused():
    with pytest.raises(InputError, match="not both"):
        to_rdflib(Graph.build([Triple("a", "r", Literal("x", "number", "en"))]))
    with pytest.raises(InputError, match="not a tag"):
        to_rdflib(Graph.build([Triple("a", "r", Literal("x", "", "not a tag"))]))
    with pytest.raises(InputError, match="base must be"):
        to_rdflib(Graph.build([]), base="no iri")
