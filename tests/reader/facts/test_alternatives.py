"""Of what a question offers, one is the answer, or none."""

from __future__ import annotations

from kgqa import Entity, Evidence, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.facts.alternatives import chosen, names_choice, offered
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.sets import walked
from kgqa.types import Path, Step

FACTS = [
    Triple("Blue Smoke", "director", "Nils Moe"),
    Triple("Cold Quarry", "director", "Tora Lind"),
    Triple("Norvia", "capital", "Osta"),
    Triple("Bergia", "country", "Norvia"),
    Triple("Osta", "country", "Norvia"),
    Triple("River Klar", "flows through", "Norvia"),
    Triple("River Klar", "flows through", "Sverland"),
]
GRAPH = Graph.build(FACTS, [Entity("Nils Moe", "Nils Moe", ("N. Moe",))])
STEPS = {"director": 0.9, "capital": 0.8, "country": 0.3, "flows through": 0.6}


def found(*starts: str) -> tuple[list[Evidence], list[FoundPath]]:
    """Every path of one step from these, as probable as its relation is said to be."""
    paths: list[tuple[Path, float]] = []
    for start in starts:
        for relation, chance in STEPS.items():
            for step in (Step(relation), Step(relation, True)):
                path = walked(start, (step,), GRAPH)
                paths += [(path, chance)] if path.ends else []
    evidence = [Evidence(path, verbalize(path, GRAPH).text, chance, "path") for path, chance in paths]
    return evidence, [FoundPath(i, path, 0.0, chance) for i, (path, chance) in enumerate(paths)]


def answer(question: str, *starts: str) -> str | None:
    evidence, paths = found(*starts)
    asked = offered(question, evidence, GRAPH)
    assert asked is not None
    answers = chosen(asked, paths, GRAPH)
    return "; ".join(answers[0].values) if answers else None


def test_the_one_that_a_fact_holds_of_is_chosen() -> None:
    films = ("Blue Smoke", "Cold Quarry", "Nils Moe", "Tora Lind")
    assert answer("Was Blue Smoke directed by Nils Moe or Tora Lind?", *films) == "Nils Moe"
    assert answer("Did Nils Moe or Tora Lind direct Cold Quarry?", *films) == "Tora Lind"
    assert answer("Is the capital of Norvia Osta or Bergia?", "Norvia", "Osta", "Bergia") == "Osta"
    assert answer("Is Osta or Bergia the capital of Norvia?", "Osta", "Bergia", "Norvia") == "Osta"
    rivers = ("River Klar", "Norvia", "Sverland")
    assert answer("Does River Klar flow through Norvia or Sverland?", *rivers) == "Norvia; Sverland"


def test_nothing_is_chosen_where_no_fact_holds_of_any() -> None:
    assert answer("Was Blue Smoke directed by Tora Lind or Osta?", "Blue Smoke", "Tora Lind", "Osta") is None


def test_what_is_no_choice_is_left_alone() -> None:
    evidence, _ = found("Blue Smoke", "Nils Moe", "Tora Lind", "Norvia", "Osta")
    for question in (
        "Was Blue Smoke directed by Nils Moe?",
        "Is Nils Moe or Tora Lind older?",
        "Who directed Blue Smoke or Cold Quarry?",
        "Is it Nils Moe or Tora Lind?",
        "Did Nils Moe direct one film or more?",
    ):
        assert offered(question, evidence, GRAPH) is None


def test_a_text_may_name_one_of_them() -> None:
    evidence, _ = found("Blue Smoke", "Nils Moe", "Tora Lind")
    asked = offered("Was Blue Smoke directed by Nils Moe or Tora Lind?", evidence, GRAPH)
    assert asked is not None
    assert names_choice("N. Moe", asked, GRAPH) and not names_choice("Osta", asked, GRAPH)
