"""A mutual relation that a graph says one way of some and the other way of others, and its queries."""

from __future__ import annotations

import pytest
import rdflib

from kgqa import Literal, Relation, Triple
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
    ("Solo", "borders", "Solo"),
]
DIRECTED = [
    "links to", "joined", "crosses", "facet of", "neighbourhood", "replaced with", "fought in", "married by",
    "affiliated with", "border crossing", "friendship",
]  # fmt: skip
GRAPH = Graph.build(
    [Triple(*fact) for fact in FACTS]
    + [Triple(head, label, tail) for label in DIRECTED for head, tail in (("Aria", "Cora"), ("Brenn", "Aria"))]
    + [Triple("Aria", "next to", Literal("the Grey Sea")), Triple("Brenn", "next to", "Aria")],
    relations=[Relation("joined", "joined", ("borders",))],
)


def answers(relation: str, *probabilities: float, count: bool = False, start: str = "Aria") -> list[Answer]:
    """What a relation says of ``start`` forwards and backwards, as probable as that."""
    paths = [walked(start, (Step(relation, inverse),), GRAPH) for inverse in (False, True)]
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


@pytest.mark.parametrize("relation", ["part of", *DIRECTED])
def test_what_has_a_direction_stays_apart(relation: str) -> None:
    for count in (False, True):
        apart = answers(relation, 0.9, 0.4, count=count)
        assert both_ways(apart, GRAPH) == apart and len(apart) == 2


def test_beside_a_literal_nothing_is_joined() -> None:
    for count in (False, True):
        apart = answers("next to", 0.9, 0.4, count=count)
        assert both_ways(apart, GRAPH) == apart and len(apart) == 2


def test_what_only_leads_back_to_itself_is_no_empty_answer() -> None:
    apart = answers("borders", 0.9, 0.4, start="Solo")
    assert both_ways(apart, GRAPH) == apart


def test_one_way_alone_stays_as_it_is() -> None:
    alone = answers("borders", 0.9)
    assert both_ways(alone, GRAPH) == alone and len(alone) == 1
