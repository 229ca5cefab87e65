"""The word for what is asked is a filter: no mountains where cities are asked for."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.answers import from_paths
from kgqa.reader.network.found import Chosen, FoundPath
from kgqa.reader.paths.asked_kind import UNLIKE, kind_asked, of_asked_kind
from kgqa.reader.typed.sets import walked
from kgqa.types import Node, Step

KINDS = {"Osta": "city", "Bergia": "city", "Ebb": "mountain", "Halm": "river", "Nord": "country", "Norvia": "country"}
FACTS = [
    *(Triple(name, "located in", "Norvia") for name in ("Osta", "Bergia", "Ebb")),
    Triple("Halm", "flows through", "Norvia"),
    Triple("Norvia", "borders", "Nord"),
    Triple("Norvia", "capital", "Osta"),
]


def graph(*, typed: bool = True) -> Graph:
    return Graph.build(FACTS, [Entity(name, name, types=(kind,) if typed else ()) for name, kind in KINDS.items()])


def paths(over: Graph) -> list[FoundPath]:
    steps = [Step("located in", True), Step("flows through", True), Step("borders"), Step("capital")]
    chances = [0.2, 0.4, 0.3, 0.05]
    walks = [walked("Norvia", (step,), over) for step in steps]
    return [FoundPath(i, path, 0.0, chance) for i, (path, chance) in enumerate(zip(walks, chances, strict=True))]


def asked(question: str, *, typed: bool = True) -> list[set[Node]]:
    over = graph(typed=typed)
    return [set(found.path.ends) for found in of_asked_kind(question, paths(over), over)]


def test_only_what_is_of_the_kind_is_left() -> None:
    assert asked("Which cities are in Norvia?") == [{"Bergia", "Osta"}, {"Osta"}]
    assert asked("What mountains are there in Norvia?") == [{"Ebb"}]
    assert asked("Which rivers flow through Norvia?") == [{"Halm"}]
    assert asked("How many cities are in Norvia?") == [{"Bergia", "Osta"}, {"Osta"}]


def test_a_query_keeps_to_the_kind_and_what_is_left_is_likelier() -> None:
    over = graph()
    found = of_asked_kind("Which cities are in Norvia?", paths(over), over)
    assert found[0].probability > 0.5 and found[0].chosen == Chosen(kinds=("city",))
    answer, _ = from_paths(found, over)
    assert set(answer.values) == {"Bergia", "Osta"}
    assert answer.derivation is not None and answer.derivation.kinds == ("city",)
    assert all(one.probability < 1 for one in of_asked_kind("Which rivers are in Norvia?", paths(over), over))


def test_what_has_no_type_may_be_of_any() -> None:
    facts = [Triple("Nord", "borders", name) for name in ("Norvia", "Ostia")] + [Triple("Nord", "part of", "Norvia")]
    over = Graph.build(facts, [Entity("Norvia", "Norvia", types=("country",)), Entity("Ostia", "Ostia")])
    walks = [walked("Nord", (Step(relation),), over) for relation in ("borders", "part of")]
    only = Graph.build(
        [Triple("Nord", "borders", "Ostia"), Triple("Nord", "part of", "Norvia")],
        [Entity("Norvia", "Norvia", types=("country",))],
    )
    found = [FoundPath(i, path, 0.0, 0.5) for i, path in enumerate(walks)]
    assert set(of_asked_kind("Which countries border Nord?", found, over)[0].path.ends) == {"Norvia", "Ostia"}
    walks = [walked("Nord", (Step(relation),), only) for relation in ("borders", "part of")]
    found = [FoundPath(i, path, 0.0, 0.5) for i, path in enumerate(walks)]
    kept = of_asked_kind("Which countries border Nord?", found, only)
    assert [set(one.path.ends) for one in kept] == [{"Ostia"}, {"Norvia"}]


def test_all_stays_where_nothing_says_of_what_kind() -> None:
    for question in ("Who is in Norvia?", "Which is in Norvia?", "Where is Norvia?", "Which lakes are in Norvia?"):
        assert asked(question) == [set(found.path.ends) for found in paths(graph())]
    assert asked("Which cities are in Norvia?", typed=False) == [set(found.path.ends) for found in paths(graph())]
    assert kind_asked("Which films star Ada?") == "film" and kind_asked("Which film star was born in Ghent?") == "star"


def test_equal_numbers_of_unlike_sets_do_not_support_each_other() -> None:
    from kgqa.reader.aggregation.answers import merged

    over = graph()
    one, other = from_paths([found for found in paths(over) if len(found.path.ends) == 1][:2], over, count=True)
    assert one.text == other.text == "1"
    assert [answer.score for answer in merged([one, other])] == [0.4, 0.3]


OFFICE = Graph.build(
    [Triple("Ada", "works in", "Tarn"), Triple("Tarn", "country", "Veland"), Triple("Ada", "salary", Literal("43000"))],
    [
        Entity("Tarn", "Tarn", types=("office",)),
        Entity("Dune", "Dune", types=("project",)),
        Entity("Ada", "Ada", types=("person",)),
    ],
)


def test_a_relation_called_by_the_noun_goes_on() -> None:
    near, far = (walked("Ada", steps, OFFICE) for steps in ((Step("works in"),), (Step("works in"), Step("country"))))
    paths = [FoundPath(0, near, 0.0, 0.8), FoundPath(1, far, 0.0, 0.05)]
    found = {one.path.ends: one.probability for one in of_asked_kind("In which country does Ada work?", paths, OFFICE)}
    assert found[("Veland",)] > 0.6 > 0.3 > found[("Tarn",)]
    found = {one.path.ends: one.probability for one in of_asked_kind("In which office does Ada work?", paths, OFFICE)}
    assert found[("Tarn",)] >= 0.8


@pytest.mark.parametrize(("question", "left"), [("Who leads Ada?", 0.09), ("What does Ada earn?", 0.9)])
def test_a_number_is_nobody(question: str, left: float) -> None:
    (found,) = of_asked_kind(question, [FoundPath(0, walked("Ada", (Step("salary"),), OFFICE), 0.0, 0.9)], OFFICE)
    assert found.probability == pytest.approx(left)


@pytest.mark.parametrize(
    ("question", "left"),
    [("Who is beside Ada?", 0.9 * UNLIKE), ("Who works with Ada?", 0.9), ("Whom does it name?", 0.9 * UNLIKE)],
)
def test_a_project_is_nobody_but_where_the_relation_is_named(question: str, left: float) -> None:
    over = Graph.build([Triple("Ada", "works on", "Dune")], [Entity("Dune", "Dune", types=("project",))])
    (found,) = of_asked_kind(question, [FoundPath(0, walked("Ada", (Step("works on"),), over), 0.0, 0.9)], over)
    assert found.probability == pytest.approx(left)


def test_who_may_be_called_by_a_number() -> None:
    over = Graph.build([Triple("Ward", "has", "1041")], [Entity("1041", "1041", types=("patient",))])
    (found,) = of_asked_kind("Who is in Ward?", [FoundPath(0, walked("Ward", (Step("has"),), over), 0.0, 0.9)], over)
    assert found.probability == 0.9
