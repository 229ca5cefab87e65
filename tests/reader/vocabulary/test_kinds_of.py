"""What things are, by their types and by facts that say so, and questions that ask for one kind of several."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.reader.aggregation.answers import from_paths
from kgqa.reader.network.found import Chosen, FoundPath
from kgqa.reader.paths.asked_kind import UNLIKE, kind_asked, of_asked_kind
from kgqa.reader.typed.sets import of_kind, walked
from kgqa.reader.vocabulary.kinds_of import KindsOf, are_apart
from kgqa.types import Step, Walk

KINDS = {"Osta": "city", "Bergia": "port city", "Halm": "river", "Ebb": "mountain", "Ida": "human", "Unn": ""}


def graph(*extra: Triple, relation: str = "instance of") -> Graph:
    located = [Triple(name, "located in", "Norvia") for name in KINDS]
    told = [Triple(name, relation, kind) for name, kind in KINDS.items() if kind]
    return Graph.build([*located, *told, *extra], [])


def found(over: Graph, question: str) -> FoundPath:
    path = walked("Norvia", (Step("located in", True),), over)
    (only,) = of_asked_kind(question, [FoundPath(0, path, 0.0, 0.6)], over)
    return only


@pytest.mark.parametrize("relation", ["instance of", "type", "is_a", "rdf:type"])
def test_a_fact_says_what_a_thing_is(relation: str) -> None:
    over = graph(relation=relation)
    assert set(found(over, "How many cities are in Norvia?").path.ends) == {"Osta", "Bergia", "Unn"}
    assert set(found(over, "Which people are in Norvia?").path.ends) == {"Ida", "Unn"}
    assert set(found(over, "What is the number of rivers in Norvia?").path.ends) == {"Halm", "Unn"}


def test_a_wider_class_is_one_of_its_things_too() -> None:
    over = graph(Triple("river", "subclass of", "waterway"), Triple("waterway", "subclass of", "landmark"))
    names = [kind.name for kind in KindsOf(over)("Halm")]
    assert names == ["landmark", "river", "waterway"]
    kept, chosen = of_kind(["Halm", "Ida", "Osta"], "landmark", KindsOf(over))
    up = Step("subclass of", True)
    assert kept == ["Halm"] and chosen == Chosen(walks=(Walk("landmark", (up, up, Step("instance of", True))),))


def test_a_circle_of_classes_ends() -> None:
    over = graph(Triple("river", "subclass of", "stream"), Triple("stream", "subclass of", "river"))
    assert [kind.name for kind in KindsOf(over)("Halm")] == ["river", "stream"]


def test_a_class_that_is_a_text() -> None:
    over = Graph.build(
        [Triple("Osta", "type", Literal("city")), Triple("Halm", "type", Literal("river"))],
        [Entity("Osta", "Osta"), Entity("Halm", "Halm")],
    )
    assert of_kind(["Halm", "Osta"], "city", KindsOf(over)) == (["Osta"], Chosen(among=("Osta",)))


def test_the_query_says_how_they_were_chosen() -> None:
    over = graph()
    (answer,) = from_paths([found(over, "How many rivers are in Norvia?")], over, count=True)
    assert answer.text == "2" and answer.derivation is not None and answer.derivation.among == ("Halm", "Unn")
    assert answer.score == pytest.approx(0.3)  # of two of them one is known to be a river
    query = query_of(answer.derivation, "sparql")
    assert query is not None and "Halm" in query
    kept, chosen = of_kind(["Ebb", "Halm", "Osta"], "river", KindsOf(over))
    assert kept == ["Halm"] and chosen == Chosen(walks=(Walk("river", (Step("instance of", True),)),))


def test_things_of_other_kinds_are_not_counted_as_what_is_asked_for() -> None:
    typed = [Entity(name, name, types=(kind,)) for name, kind in KINDS.items() if kind]
    over = Graph.build([Triple(entity.id, "located in", "Norvia") for entity in typed], typed)
    assert found(over, "How many lakes are in Norvia?").probability == pytest.approx(0.6 * UNLIKE)
    assert found(over, "How many sights are in Norvia?").probability == 0.6  # it may be a word for all of them
    assert found(over, "How many rivers are in Norvia?").path.ends == ("Halm",)


def test_kinds_apart() -> None:
    assert are_apart("human", "city") and are_apart("River", "lake")
    assert not are_apart("city", "capital") and not are_apart("novel", "work") and not are_apart("film actor", "person")


def test_the_word_for_what_is_counted() -> None:
    assert kind_asked("What is the number of cities in Norvia?") == "city"
    assert kind_asked("What's the number of films?") == "film"
    assert kind_asked("What is the number of the house?") in ("", "house")


def test_what_somebody_does_is_a_kind_of_person() -> None:
    graph = Graph.build([Triple("Ada Holt", "job title", "engineer"), Triple("Bo Lind", "occupation", "painter")])
    kinds = KindsOf(graph)
    assert kinds.are("Ada Holt", "engineer") and kinds.are("Bo Lind", "painter")
    assert not kinds.are("Ada Holt", "painter")
