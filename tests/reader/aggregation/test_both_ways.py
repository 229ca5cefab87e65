"""A mutual relation that a graph says one way of some and the other way of others, and its queries."""

from __future__ import annotations

import pytest
import rdflib

from kgqa import Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.reader.aggregation.answers import from_paths
from kgqa.reader.aggregation.both_ways import both_ways
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.sets import walked
from kgqa.types import Answer, Step

FACTS = [
    ("Brenn", "borders", "Aria"),
    ("Aria", "borders", "Cora"),
    ("Aria", "borders", "Aria"),
    ("Aria", "part of", "Union"),
    ("North Aria", "part of", "Aria"),
]
GRAPH = Graph.build([Triple(*fact) for fact in FACTS])


def answers(relation: str, *probabilities: float, count: bool = False) -> list[Answer]:
    """What a relation of Aria says forwards and backwards, as probable as that."""
    paths = [walked("Aria", (Step(relation, inverse),), GRAPH) for inverse in (False, True)]
    found = [FoundPath(i, path, 0.0, each) for i, (path, each) in enumerate(zip(paths, probabilities, strict=False))]
    return from_paths(found, GRAPH, count=count)


def queried(answer: Answer) -> list[str]:
    rows = rdflib.Graph(KGQAStore.of(GRAPH)).query(query_of(answer.derivation, "sparql") or "")
    return sorted(str(row[0]).rpartition(":")[2] for row in rows)  # type: ignore[index]  # rows of a SELECT


@pytest.mark.parametrize(("probabilities", "text"), [((0.9, 0.4), "Cora; Brenn"), ((0.4, 0.9), "Brenn; Cora")])
def test_both_ways_are_one_answer_and_one_query(probabilities: tuple[float, float], text: str) -> None:
    (answer,) = both_ways(answers("borders", *probabilities), GRAPH)
    assert (answer.text, answer.score, answer.kind) == (text, 0.9, "entities")
    assert {each.evidence for each in answer.support} == {0, 1}
    assert queried(answer) == ["Brenn", "Cora"] == sorted(answer.values)
    assert "-[:`borders`]-(member)" in (query_of(answer.derivation, "cypher") or "")


def test_their_number_is_that_of_both() -> None:
    (answer,) = both_ways(answers("borders", 0.9, 0.9, count=True), GRAPH)
    assert (answer.text, answer.kind) == ("2", "number") and queried(answer) == ["2"]


def test_what_has_a_direction_stays_apart() -> None:
    apart = answers("part of", 0.9, 0.4)
    assert both_ways(apart, GRAPH) == apart and len(apart) == 2


def test_one_way_alone_stays_as_it_is() -> None:
    alone = answers("borders", 0.9)
    assert both_ways(alone, GRAPH) == alone and len(alone) == 1
