"""Paths around linked entities: their probabilities, their order, and the steps that are encoded for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from unittest.mock import patch

import numpy as np
from conftest import TRIPLES
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Triple
from kgqa.kg.graph import Graph
from kgqa.retriever import chains, paths
from kgqa.retriever.chains import discover
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder, StepVectors, as_table, step_labels

GRAPH = Graph.build(Triple(*triple) for triple in TRIPLES)


def test_probabilities_are_shares_of_all_chains(scorer: PathScorer) -> None:
    finder = PathFinder(GRAPH, scorer)
    (looks,) = scorer.looks(["where was it born"])
    every = finder.find(looks, ["Ada Lind"], hops=3, count=1000)
    assert len(every) == len(discover(GRAPH, GRAPH.row("Ada Lind") or 0, 3))
    total = sum(share for _, share in every)
    assert total <= 1
    assert [share for _, share in every] == sorted((share for _, share in every), reverse=True)
    assert [(s.relation, s.inverse) for s in every[0][0].steps] == [("born in", False)]
    few = finder.find(looks, ["Ada Lind"], hops=3, count=2)
    assert few == every[:2]
    two = finder.find(looks, ["Ada Lind", "Karl Moe", "Ada Lind", "nobody"], hops=3, count=1000)
    assert sum(share for _, share in two) <= 1 and {path.start for path, _ in two} == {"Ada Lind", "Karl Moe"}


def test_what_the_graph_does_not_know_is_none_of_its_chains(scorer: PathScorer) -> None:
    finder = PathFinder(GRAPH, scorer)
    known, unknown = scorer.looks(["where was it born", "what is the boiling point of it"])
    assert sum(share for _, share in finder.find(known, ["Ada Lind"], hops=3, count=1000)) > 0.5
    assert sum(share for _, share in finder.find(unknown, ["Ada Lind"], hops=3, count=1000)) < 0.5


def test_relations_can_be_limited(scorer: PathScorer) -> None:
    finder = PathFinder(GRAPH, scorer)
    (looks,) = scorer.looks(["where was it born"])
    found = finder.find(looks, ["Ada Lind"], hops=3, count=1000, relations=frozenset({"occupation"}))
    assert found and all(step.relation == "occupation" for path, _ in found for step in path.steps)
    # Where what is meant may not be walked, the rest is no likelier.
    shares = {path.steps: share for path, share in finder.find(looks, ["Ada Lind"], hops=3, count=1000)}
    assert all(abs(share - shares[path.steps]) < 1e-6 for path, share in found)
    every = frozenset(GRAPH.relation(index).id for index in range(GRAPH.n_relations))
    free = finder.find(looks, ["Ada Lind"], hops=3, count=9)
    assert finder.find(looks, ["Ada Lind"], hops=3, count=9, relations=every) == free
    assert finder.find(looks, ["Ada Lind"], hops=3, count=9, relations=frozenset()) == []
    assert finder.find(looks, [], hops=3, count=9) == []


def test_ends_can_be_limited_and_other_paths_take_the_room(scorer: PathScorer) -> None:
    finder = PathFinder(GRAPH, scorer)
    (looks,) = scorer.looks(["what is the occupation of it"])
    assert finder.find(looks, ["Ada Lind"], hops=3, count=1)[0][0].ends == ("chemist",)
    found = finder.find(looks, ["Ada Lind"], hops=3, count=2, wanted=lambda node: node == "Veland")
    assert len(found) == 2 and all(path.ends == ("Veland",) for path, _ in found)
    every = {path.steps: path for path, _ in finder.find(looks, ["Ada Lind"], hops=3, count=1000)}
    for path, _ in found:
        assert "Veland" in every[path.steps].ends
        assert set(path.triples) <= set(every[path.steps].triples)
        assert any("Veland" in (triple.head, triple.tail) for triple in path.triples)
    assert finder.find(looks, ["Ada Lind"], hops=3, count=2, wanted=lambda node: False) == []


def test_steps_are_encoded_when_they_are_met_and_once(scorer: PathScorer) -> None:
    asked: list[str] = []

    def encode(labels: Sequence[str]) -> np.ndarray:
        asked.extend(labels)
        return scorer.steps(labels)

    vectors = StepVectors(GRAPH, encode)
    labels = step_labels(GRAPH)
    first = vectors.of([2, 0]).copy()
    second = vectors.of([0, 2, 5])
    assert asked == [labels[0], labels[2], labels[5]]
    assert np.array_equal(first[[0, 2]], second[[0, 2]])
    assert np.array_equal(second[[0, 2, 5]], scorer.steps([labels[0], labels[2], labels[5]]))
    known = scorer.steps(labels)
    asked.clear()
    assert np.shares_memory(StepVectors(GRAPH, encode, known).of([1, 2]), known) and asked == []
    # Vectors of another graph are not taken for this one's.
    assert not np.shares_memory(StepVectors(GRAPH, encode, known[:3]).of([1]), known) and asked == [labels[1]]


@given(st.lists(st.lists(st.integers(0, 99), min_size=1, max_size=3).map(tuple), max_size=20))
def test_a_table_holds_its_chains(rows: list[tuple[int, ...]]) -> None:
    table = as_table(rows)
    assert [tuple(code for code in row if code >= 0) for row in table.tolist()] == rows


def test_the_best_paths_are_the_same_where_not_all_are_listed(scorer: PathScorer) -> None:
    """A limit on what is gone on from leaves the best first, and the same for every question before it."""
    finder = PathFinder(GRAPH, scorer)
    questions = scorer.looks(["where was it born", "which country is the town it was born in a part of", "who made it"])
    whole = [finder.find(looks, ["Ada Lind"], hops=3, count=3) for looks in questions]
    only = frozenset(step.relation for path, _ in whole[1] for step in path.steps)
    with patch.object(chains, "EDGES_WALKED", 0), patch.object(chains, "EDGES_CHOSEN", 30):
        some = PathFinder(GRAPH, scorer)
        found = [some.find(looks, ["Ada Lind"], hops=3, count=3) for looks in questions]
        assert found == [PathFinder(GRAPH, scorer).find(looks, ["Ada Lind"], hops=3, count=3) for looks in questions]
        limited = some.find(questions[1], ["Ada Lind"], hops=3, count=9, relations=only)
    for one, other in zip(whole, found, strict=True):
        assert one[0][0] == other[0][0] and one[0][1] <= other[0][1] <= 1
    assert {step.relation for path, _ in limited for step in path.steps} <= only


def test_what_a_beginning_promises_no_chain_exceeds(scorer: PathScorer) -> None:
    steps = scorer.steps(step_labels(GRAPH))
    onward = np.arange(len(steps))
    for looks in scorer.looks(["where was it born", "who is the father of its author"]):
        for length in (1, 2):
            begun = np.array([[0, 3], [5, 5], [2, 7]])[:, :length]
            promise = looks.begun(steps, begun, 3, onward)
            for chain, most in zip(begun.tolist(), promise, strict=True):
                longer = [
                    (*chain, *more) for n in range(1, 4 - length) for more in product(range(len(steps)), repeat=n)
                ]
                assert abs(looks.scores(steps, as_table(longer)).max() - most) < 1e-4
        assert np.isneginf(looks.begun(steps, np.array([[0, 1]]), 2, onward)).all()


def test_chains_are_kept_for_few_entities(scorer: PathScorer) -> None:
    finder = PathFinder(GRAPH, scorer)
    (looks,) = scorer.looks(["where was it born"])
    before = {id: finder.find(looks, [id], hops=3, count=5) for id in GRAPH.ids}
    with patch.object(paths, "CHAINS_KEPT", 40):
        few = PathFinder(GRAPH, scorer)
        assert {id: few.find(looks, [id], hops=3, count=5) for id in GRAPH.ids} == before
        assert {id: few.find(looks, [id], hops=3, count=5) for id in GRAPH.ids} == before
        assert len(few._around) < len(GRAPH.ids)
