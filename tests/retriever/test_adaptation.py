"""What a graph asks about itself is about chains that it has."""

from __future__ import annotations

import random
from collections import Counter
from unittest.mock import patch

import pytest
from conftest import TRIPLES

from kgqa import Entity, InputError, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever import chains
from kgqa.retriever.adaptation import graph_questions
from kgqa.retriever.paths import MASK

GRAPH = Graph.build(
    (Triple(*triple) for triple in TRIPLES),
    [Entity("Veland", "Veland", types=("country",)), Entity("lindium", "lindium")],
)


def test_questions_are_about_chains_of_the_graph() -> None:
    made = graph_questions(GRAPH, 200, random.Random(1))
    assert len(made) == 200 and made == graph_questions(GRAPH, 200, random.Random(1))
    labels = {GRAPH.relation(i).label for i in range(GRAPH.n_relations)}
    for example in made:
        assert MASK in example.question.split() or f"{MASK}'s" in example.question
        assert example.right not in example.wrong
        assert all(label in labels for chain in (example.right, *example.wrong) for label, _ in chain)
    lengths = Counter(len(example.right) for example in made)
    assert min(lengths[1], lengths[2], lengths[3]) > 20
    assert {label for example in made for label, _ in example.right} == labels
    assert any("country" in example.question or "countries" in example.question for example in made)
    assert all(len(example.right) == 1 for example in graph_questions(GRAPH, 20, random.Random(1), hops=1))


def test_a_graph_without_triples_has_nothing_to_ask() -> None:
    with pytest.raises(InputError, match="no triples"):
        graph_questions(Graph.build([]), 10, random.Random(1))


def test_a_graph_of_one_triple_is_asked_in_both_directions() -> None:
    made = graph_questions(Graph.build([Triple("a", "author", "b")]), 40, random.Random(1))
    assert {example.right for example in made} == {(("author", False),), (("author", True),)}
    assert all(example.wrong == () for example in made)


def test_questions_around_entities_of_too_many_chains_are_over_some_of_them() -> None:
    whole = [graph_questions(GRAPH, 40, random.Random(seed)) for seed in (1, 1)]
    with patch.object(chains, "EDGES_WALKED", 0), patch.object(chains, "EDGES_CHOSEN", 20):
        some = [graph_questions(GRAPH, 40, random.Random(seed)) for seed in (1, 1)]
    assert whole[0] == whole[1] and some[0] == some[1] and len(some[0]) == 40
    assert {len(one.right) for one in some[0]} == {1, 2, 3}
