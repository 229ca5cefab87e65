"""What is not connected with what a question names does not answer it: neither all of a kind, nor what shares something
with it, nor a number that is said of something else."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Relation, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.asked_kind import of_asked_kind
from kgqa.reader.paths.unconnected import connected
from kgqa.reader.typed.sets import walked
from kgqa.types import Step

KINDS = {"Osta": "town", "Bergia": "town", "Ardmoor": "region", "Veland": "country", "Halm": "river", "Ebb": "bridge"}
FACTS = [
    *(Triple(name, "country", "Veland") for name in ("Osta", "Bergia", "Ardmoor", "Halm")),
    *(Triple(name, "instance of", f"k:{kind}") for name, kind in KINDS.items()),
    Triple("Ardmoor", "capital", "Osta"),
    Triple("Ardmoor", "area", Literal("2300", "number")),
    Triple("Ardmoor", "number of towns", Literal("2", "number")),
    Triple("Ebb", "crosses", "Halm"),
]
UP, DOWN, TO_ALL = Step("country"), Step("country", True), Step("instance of", True)


@pytest.fixture(scope="module")
def graph() -> Graph:
    entities = [Entity(name, name, types=(kind,)) for name, kind in KINDS.items()]
    entities += [Entity(f"k:{kind}", kind) for kind in KINDS.values()]
    relations = [Relation("country", "country", ("lies in the state",), "has in it")]
    return Graph.build(FACTS, list({one.id: one for one in entities}.values()), relations)


def found(graph: Graph, *paths: tuple[str, tuple[Step, ...]]) -> list[FoundPath]:
    return [FoundPath(i, walked(start, steps, graph), 0.0, 0.6) for i, (start, steps) in enumerate(paths)]


@pytest.mark.parametrize(
    ("question", "stays"),
    [
        ("Which towns are in Ardmoor?", False),
        ("How many towns in Ardmoor have a school?", False),
        ("List the towns near Ardmoor.", False),
        ("Which towns are in the same state as Ardmoor?", True),
        ("Which other towns lie beside Ardmoor?", True),
        ("Which towns of the country of Ardmoor are there?", True),
        ("Where does Ardmoor lie?", True),
    ],
)
def test_what_shares_something_is_not_in_it(graph: Graph, question: str, *, stays: bool) -> None:
    paths = found(graph, ("Ardmoor", (UP, DOWN)), ("Ardmoor", (Step("capital"),)))
    assert [one.evidence for one in connected(question, paths, graph)] == ([0, 1] if stays else [1])


@pytest.mark.parametrize(
    ("question", "stays"),
    [("Which towns are in Ardmoor?", False), ("Which towns are in Oldmark?", False), ("Which towns are there?", True)],
)
def test_all_of_a_class_are_not_those_of_a_place(graph: Graph, question: str, *, stays: bool) -> None:
    paths = found(graph, ("k:town", (TO_ALL,)), ("Ardmoor", (Step("area"),)))
    assert [one.evidence for one in connected(question, paths, graph)] == ([0, 1] if stays else [1])


@pytest.mark.parametrize(
    ("question", "relation", "stays"),
    [
        ("Which towns are in Ardmoor?", "area", False),
        ("How many towns are in Ardmoor?", "area", False),
        ("How many towns are in Ardmoor?", "capital", False),
        ("Which is the largest town in Ardmoor?", "area", False),
        ("How many towns are in Ardmoor?", "number of towns", True),
        ("How many capitals does Ardmoor have?", "capital", True),
        ("How many people live in Ardmoor?", "area", True),
        ("How many square kilometres does Ardmoor have?", "area", True),
        ("Which town is the capital of Ardmoor?", "capital", True),
    ],
)
def test_a_number_is_no_town_nor_any_number_theirs(graph: Graph, question: str, relation: str, *, stays: bool) -> None:
    (left,) = of_asked_kind(question, found(graph, ("Ardmoor", (Step(relation),))), graph)
    assert (left.probability >= 0.6) == stays


def test_one_thing_of_another_kind_is_not_several_of_this(graph: Graph) -> None:
    (left,) = of_asked_kind("Which towns are near Ebb?", found(graph, ("Ebb", (Step("crosses"),))), graph)
    assert left.probability < 0.3
    (left,) = of_asked_kind("Which town is near Ebb?", found(graph, ("Ebb", (Step("crosses"),))), graph)
    assert left.probability == 0.6


def test_a_detour_does_not_lead_to_what_is_in_a_place(graph: Graph) -> None:
    facts = [
        Triple("Northmark", "governor", "Sela"),
        Triple("Sela", "studied at", "Kelda School"),
        Triple("Kelda", "province", "Northmark"),
        Triple("Old School", "city", "Kelda"),
    ]
    over = Graph.build(facts, [Entity(name, name, types=("school",)) for name in ("Kelda School", "Old School")])
    paths = found(
        over,
        ("Northmark", (Step("governor"), Step("studied at"))),
        ("Northmark", (Step("province", True), Step("city", True))),
    )
    assert [one.evidence for one in connected("Which schools are in Northmark?", paths, over)] == [1]
    asked = "At which schools did the governor of Northmark study?"
    assert [one.evidence for one in connected(asked, paths, over)] == [0, 1]


def test_a_city_is_none_of_the_newspapers_of_a_place() -> None:
    facts = [Triple("Kelda", "province", "Northmark"), Triple("Post", "owner", "Ada Holt")]
    types = {"Kelda": "city", "Post": "newspaper", "Northmark": "province"}
    over = Graph.build(facts, [Entity(name, name, types=(kind,)) for name, kind in types.items()])
    paths = found(over, ("Northmark", (Step("province", True),)))
    assert connected("Which newspapers are from Northmark?", paths, over) == []
    assert connected("Which towns are in Northmark?", paths, over) == paths
    assert connected("Which theatres are in Northmark?", paths, over) == paths
