"""What is in a set and what is not, with the queries of both, over a graph that says mutual relations one way."""

from __future__ import annotations

import pytest
import rdflib

from kgqa import Entity, Evidence, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.kg.verbalize import verbalize
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.decide import decided
from kgqa.reader.typed.sets import either_way, walked
from kgqa.types import Answer, Derivation, Step

BORDERS = [("Aria", "Bora"), ("Cyra", "Aria"), ("Dela", "Bora"), ("Bora", "Edra")]
MEMBERS = [("Dorn FC", "player", "Ann Lo"), ("Dorn FC", "player", "Bea Mo"), ("Hill FC", "player", "Cid No")]
PLACES = [("Ann Lo", "keeper"), ("Bea Mo", "defender"), ("Cid No", "striker")]
GRAPH = Graph.build(
    [
        *(Triple(one, "borders", other) for one, other in BORDERS),
        *(Triple(*fact) for fact in MEMBERS),
        *(Triple(name, "position", place) for name, place in PLACES),
        *(Triple(name, "date of birth", "1990-01-02") for name, _ in PLACES),
    ],
    [Entity(name, name, types=("country",)) for name in ("Aria", "Bora", "Cyra", "Dela", "Edra")],
)


def answered(question: str, *walks: tuple[str, Step]) -> Answer:
    paths = [walked(start, (step,), GRAPH) for start, step in walks]
    evidence = [Evidence(path, verbalize(path, GRAPH).text, 0.9, "path") for path in paths]
    found = decided(question, evidence, [FoundPath(i, path, 0.0, 0.9) for i, path in enumerate(paths)], GRAPH)
    assert found is not None and found.answer is not None, found
    return found.answer


def queried(derivation: Derivation | None) -> str:
    rows = rdflib.Graph(KGQAStore.of(GRAPH)).query(query_of(derivation, "sparql") or "")
    return "; ".join(sorted(str(row[0]).rpartition(":")[2] for row in rows))  # type: ignore[index]  # rows of a SELECT


@pytest.mark.parametrize("inverse", [False, True])
def test_a_mutual_relation_that_is_not_so_is_not_so_either_way(inverse: bool) -> None:
    found = answered("Which countries do not border Aria?", ("Aria", Step("borders", inverse)))
    assert found.text == queried(found.derivation) == "Dela; Edra"


def test_what_a_not_is_about_is_no_member_of_the_query_either() -> None:
    walks = [("Bora", Step("borders", inverse=True)), ("Aria", Step("borders", inverse=True))]
    found = answered("Which countries border Bora but not Aria?", *walks)
    assert found.text == queried(found.derivation) == "Dela"


def test_none_of_the_kind_is_none_in_the_query() -> None:
    found = answered("How many strikers born after 1980 play for Dorn FC?", ("Dorn FC", Step("player")))
    assert found.text == queried(found.derivation) == "0"


def test_relations_with_a_direction_are_gone_one_way() -> None:
    path = walked("Dorn FC", (Step("player"),), GRAPH)
    assert either_way(path, GRAPH) == [path]
    borders = walked("Aria", (Step("borders"),), GRAPH)
    assert [way.ends for way in either_way(borders, GRAPH)] == [("Bora",), ("Cyra",)]
