"""Entities by their numbers: the same graph as of entities by id, and the same entities to whoever looks at them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import Entity, Literal, Triple
from kgqa.kg.described import Described
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS, TYPE, lift
from kgqa.kg.graph import Graph
from kgqa.kg.triples import TripleList

IDS = st.sampled_from(["http://x.example/a_b", "http://x.example/C", "Q1", "_:n", "d e"])
NAMES = st.builds(
    Triple,
    IDS,
    st.sampled_from([LABELS[0], LABELS[1], ALIAS, DESCRIPTIONS[0]]),
    st.builds(Literal, st.sampled_from(["a b", "C", "Q1", " ", "x"]), st.just(""), st.sampled_from(["", "en", "de"])),
)
FACTS = st.builds(Triple, IDS, st.sampled_from(["r", TYPE]), st.one_of(IDS, st.just(Literal("1"))))


@settings(max_examples=200, deadline=None)
@given(statements=st.lists(st.one_of(NAMES, FACTS), max_size=20), more=st.lists(FACTS, max_size=3))
def test_entities_by_number_make_the_same_graph(statements, more):
    data = lift(statements)
    data.triples.extend(more)
    assert isinstance(data.entities, Described)
    by_id = Graph.build(list(data.triples), tuple(data.entities), data.relations)
    by_number = Graph.build(data.triples, data.entities, data.relations)
    assert {name: array.tobytes() for name, array in by_number.arrays().items()} == {
        name: array.tobytes() for name, array in by_id.arrays().items()
    }


def test_entities_are_sorted_and_made_when_they_are_looked_at():
    ids = {"b": 0, "unnamed": 1, "a": 2}
    one = Entity("b", "B", ("Bee",))
    entities = Described(ids, {0: one, 2: "A"})
    assert list(entities) == [Entity("a", "A"), one]
    assert (entities[0], entities[-1], entities[1:]) == (Entity("a", "A"), one, (one,))
    assert entities == (Entity("a", "A"), one)
    assert entities != (one,)
    assert sorted(entities.numbers.tolist()) == [0, 2]


def test_entities_of_another_list_are_taken_by_id():
    triples = TripleList([Triple("b", "r", "a")])
    graph = Graph.build(triples, Described({"a": 0, "c": 1}, {0: "A", 1: "C"}))
    assert [(entity.id, entity.label) for entity in map(graph.entity, range(3))] == [("a", "A"), ("b", "b"), ("c", "C")]
