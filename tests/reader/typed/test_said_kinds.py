"""Whether a thing is of a kind, and whether a number is the one of a fact, by a graph."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Relation, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.facts.yes_no import yes_or_no
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.being import so
from kgqa.reader.typed.sets import walked
from kgqa.types import Evidence, Step

TYPES = {"Veland": "country", "Salt": "drama film", "River Osk": "river", "Osk Bridge": "bridge", "Ada": "human"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    facts = [Triple(name, "instance of", kind) for name, kind in TYPES.items()]
    facts += [Triple("Arch Bridge", "instance of", "railway bridge"), Triple("Tolvik", "instance of", "town")]
    facts += [Triple("River Osk", "length", Literal("128", "number")), Triple("Old Veland", "area", Literal("9"))]
    entities = [Entity(name, name, types=(kind,)) for name, kind in TYPES.items()]
    entities.append(Entity("Old Veland", "Old Veland", types=("former country",)))
    return Graph.build(facts, entities, [Relation("length", "length (km)")])


def looked(start: str, relation: str, graph: Graph) -> tuple[tuple[Evidence, ...], list[FoundPath]]:
    path = walked(start, (Step(relation),), graph)
    return (Evidence(path, verbalize(path, graph).text, 0.8, "path"),), [FoundPath(0, path, 0.0, 0.8)]


@pytest.mark.parametrize(
    ("question", "start", "said"),
    [
        ("Is Veland a country?", "Veland", "yes"),
        ("Is Salt a film?", "Salt", "yes"),
        ("Is Salt a drama film?", "Salt", "yes"),
        ("Is Ada a person?", "Ada", "yes"),
        ("Is Veland a region?", "Veland", ""),
        ("Is Salt a comedy film?", "Salt", ""),
        ("Is Old Veland a country?", "Old Veland", ""),
    ],
)
def test_types_say_what_a_thing_is(graph: Graph, question: str, start: str, said: str) -> None:
    relation = "area" if start == "Old Veland" else "instance of"
    found = so(question, looked(start, relation, graph)[0], graph, built=False)
    assert (found.text if found else "") == said


@pytest.mark.parametrize(
    ("question", "start", "relation", "said"),
    [
        ("Is River Osk a town?", "River Osk", "instance of", "no"),
        ("Is River Osk a river?", "River Osk", "instance of", "yes"),
        ("Is Osk Bridge a railway bridge?", "Osk Bridge", "instance of", ""),
        ("Is Osk Bridge a stone bridge?", "Osk Bridge", "instance of", ""),
        ("Is River Osk 128 km long?", "River Osk", "length", "yes"),
        ("Is River Osk 128 miles long?", "River Osk", "length", ""),
    ],
)
def test_what_is_named_is_meant_as_a_whole(graph: Graph, question: str, start: str, relation: str, said: str) -> None:
    answers = yes_or_no(question, looked(start, relation, graph)[1], graph)
    assert "".join(answer.text for answer in answers) == said


def test_a_number_found_in_a_document_is_left_to_what_the_document_says(graph: Graph) -> None:
    paths = looked("River Osk", "length", graph)[1]
    assert yes_or_no("Is River Osk 128 km long?", paths, graph, built=True) == []
