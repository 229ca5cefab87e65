"""Many rows at once are what each is by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgqa.kg.graph import Graph
from kgqa.types import Entity, Literal, Triple

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
LISTS = st.lists(TEXT.filter(bool), max_size=3, unique=True).map(tuple)
ENTITIES = st.lists(st.builds(Entity, st.sampled_from("abcde"), TEXT, LISTS, TEXT, LISTS), max_size=5)


@given(entities=ENTITIES, data=st.data())
def test_entities_and_names_of_many_rows(entities, data):
    graph = Graph.build([Triple("a", "r", Literal("5")), Triple("b", "s", "e"), Triple("b", "r", "a")], entities)
    rows = np.array(data.draw(st.lists(st.integers(0, graph.n_terms - 1))), np.int64)
    own = rows[rows < graph.n_entities]
    assert graph.entities(own) == [graph.entity(row) for row in own.tolist()]
    assert graph.names(rows) == [graph.label(row) for row in rows.tolist()]
    assert graph.types.take(own) == [graph.types[row] for row in own.tolist()]
    index = graph.relation_index("r")
    heads, tails = graph.pairs(index)
    facts = [(triple.head, triple.tail) for triple in graph.match(relation="r")]
    assert [(graph.node(head), graph.node(tail)) for head, tail in zip(heads, tails, strict=True)] == facts
    sources, relations, edges = graph.steps(own)
    everything = graph.expand(own)
    assert [sources.tolist(), relations.tolist(), graph.far(edges).tolist()] == [part.tolist() for part in everything]
