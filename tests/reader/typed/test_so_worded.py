"""Paths that a question asks for in so many words, and what goes on from another kind of thing to the one asked for."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.found import FoundPath
from kgqa.reader.facts.compare import compared
from kgqa.reader.typed.asked_kind import of_asked_kind
from kgqa.reader.typed.sets import walked
from kgqa.reader.typed.so_worded import BY_KIND, BY_VERB, as_worded
from kgqa.types import Evidence, Step

GRAPH = Graph.build(
    [
        Triple("Alka", "operated by", "Sund"),
        Triple("Bris", "operated by", "Sund"),
        Triple("Alka", "built by", "Karst"),
        Triple("Bris", "built by", "Karst"),
        Triple("Sund", "headquarters", "Tarn"),
        Triple("Sund", "founded by", "Ada Holt"),
        Triple("Tarn", "located on", "Ostra"),
        Triple("Lind", "located on", "Ostra"),
        Triple("Ostra", "area", Literal("212")),
    ],
    [
        *(Entity(name, name, types=("vessel",)) for name in ("Alka", "Bris")),
        *(Entity(name, name, types=("port",)) for name in ("Tarn", "Lind")),
        Entity("Ostra", "Ostra", types=("island",)),
        Entity("Karst", "Karst", types=("shipyard",)),
    ],
)


def paths(start: str, *chains: tuple[Step, ...], likely: float = 0.2) -> list[FoundPath]:
    return [FoundPath(at, walked(start, steps, GRAPH), 0.0, likely) for at, steps in enumerate(chains)]


OPERATED, FOUNDED, SEAT = Step("operated by", True), Step("founded by"), Step("headquarters")


@pytest.mark.parametrize(
    ("question", "step", "score"),
    [
        ("Which ferries does Sund operate?", OPERATED, BY_VERB),
        ("What is operated by Sund?", OPERATED, BY_VERB),
        ("Who founded Sund?", FOUNDED, BY_VERB),
        ("Who operates Sund?", None, 0.2),
        ("What did Sund found?", None, 0.2),
        ("Which ferries did Sund sell?", None, 0.2),
        ("Which vessels does Sund have?", OPERATED, BY_KIND),
        ("Which ports does Sund have?", SEAT, BY_KIND),
        ("Which ferries does Sund operate in winter?", None, 0.2),
    ],
)
def test_the_verb_or_the_kind_names_one_relation(question: str, step: Step | None, score: float) -> None:
    found = as_worded(question, paths("Sund", (OPERATED,), (FOUNDED,), (SEAT,)), GRAPH)
    assert [one.probability for one in found if one.path.steps == (step,)] == ([score] if step else [])
    assert all(one.probability == 0.2 for one in found if one.path.steps != (step,))


def test_what_is_at_a_place() -> None:
    (found, other) = as_worded(
        "Which ports are on Ostra?", paths("Ostra", (Step("located on", True),), (Step("area"),)), GRAPH
    )
    assert (found.probability, other.probability) == (BY_KIND, 0.2)


def test_a_path_goes_on_to_the_kind_asked_for() -> None:
    near, far = paths("Sund", (SEAT,), (SEAT, Step("located on")))
    asked = [FoundPath(0, near.path, 0.0, 0.9), FoundPath(1, far.path, 0.0, 0.01)]
    (only,) = of_asked_kind("On which island is Sund based?", asked, GRAPH)
    assert only.path.ends == ("Ostra",) and only.probability > 0.6
    kept = of_asked_kind("In which port is Sund based?", asked, GRAPH)
    assert kept[0].path.ends == ("Tarn",) and kept[0].probability >= 0.9


def test_the_same_thing_of_a_kind() -> None:
    evidence = [Evidence(walked(name, (Step("built by"),), GRAPH), name, 0.3, "path") for name in ("Alka", "Bris")]
    found = compared("Were Alka and Bris built by the same shipyard?", evidence, GRAPH)
    assert found is not None and found.answer is not None and found.answer.text == "yes"
