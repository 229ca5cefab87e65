"""Paths that a question asks for in so many words, and what goes on from another kind of thing to the one asked for."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.asked_kind import of_asked_kind
from kgqa.reader.paths.so_worded import BY_KIND, BY_VERB, TURNED, as_worded
from kgqa.reader.typed.compare import compared
from kgqa.reader.typed.sets import walked
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
    assert all(one.probability <= 0.2 for one in found if one.path.steps != (step,))


PARTS = Graph.build(
    [
        Triple("alka", "depends on", "libsund"),
        Triple("bris", "depends on", "libsund"),
        Triple("libsund", "depends on", "libc"),
        Triple("alka", "recommends", "libsund"),
        Triple("libsund", "recommends", "tarn"),
        Triple("libsund", "languages", "Vaering"),
    ]
)
NEEDS, NEEDED = Step("depends on"), Step("depends on", True)


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("What does libsund depend on?", NEEDS),
        ("Which packages does libsund depend on?", NEEDS),
        ("Which packages depend on libsund?", NEEDED),
        ("What depends on libsund?", NEEDED),
        ("How many packages depend on libsund?", NEEDED),
        ("How many packages does libsund depend on?", NEEDS),
        ("What recommends libsund?", Step("recommends", True)),
        ("Which packages depend on the libsund?", NEEDED),
        ("What is recommended by a libsund?", Step("recommends")),
        ("What does libsund recommend?", Step("recommends")),
        ("What is recommended by libsund?", Step("recommends")),
        ("Which packages depend libsund?", None),
        ("Which packages depend with libsund?", None),
        ("Which packages depend on libsund today?", None),
        ("What is libsund?", None),
    ],
)
def test_a_verb_in_the_present_is_taken_in_its_direction(question: str, step: Step | None) -> None:
    chains = [(Step(name, back),) for name in ("depends on", "recommends") for back in (False, True)]
    starts = [FoundPath(at, walked("libsund", steps, PARTS), 0.0, 0.2) for at, steps in enumerate(chains)]
    found = as_worded(question, starts, PARTS)
    assert [one.path.steps for one in found if one.probability > 0.2] == ([(step,)] if step else [])


@pytest.mark.parametrize(
    ("start", "question", "left"),
    [
        ("alka", "What depends on alka?", TURNED),
        ("alka", "How many packages recommend alka?", TURNED),
        ("alka", "What does alka depend on?", 1.0),
        ("alka", "What is alka?", 1.0),
        ("Alka", "What was operated by Alka?", TURNED),
        ("Alka", "Who operates Alka?", 1.0),
    ],
)
def test_a_relation_is_not_taken_the_other_way_round(start: str, question: str, left: float) -> None:
    over = PARTS if start == "alka" else GRAPH
    steps = Step("recommends") if "recommend" in question else NEEDS if over is PARTS else Step("operated by")
    (found,) = as_worded(question, [FoundPath(0, walked(start, (steps,), over), 0.0, 0.9)], over)
    assert found.probability == pytest.approx(0.9 * left)


@pytest.mark.parametrize(("question", "least"), [("lakes", 0.2), ("cities", BY_VERB), ("places", BY_VERB)])
def test_things_of_another_kind_are_not_meant_by_the_verb(question: str, least: float) -> None:
    cities = [Entity(name, name, types=("city",)) for name in ("Osta", "Skerrin")]
    over = Graph.build([Triple(city.id, "located in", "Norvia") for city in cities], cities)
    path = FoundPath(0, walked("Norvia", (Step("located in", True),), over), 0.0, 0.2)
    for asked in (f"Which {question} are located in Norvia?", f"How many {question} are located in Norvia?"):
        assert as_worded(asked, [path], over)[0].probability == least


def test_with_whom_is_not_on_what() -> None:
    over = Graph.build([Triple("Ada", "works on", "Dune"), Triple("Ada", "plays with", "Bo")])
    (on,) = as_worded("Who works with Ada?", [FoundPath(0, walked("Ada", (Step("works on"),), over), 0.0, 0.9)], over)
    (with_,) = as_worded(
        "What does Ada play on?", [FoundPath(0, walked("Ada", (Step("plays with"),), over), 0.0, 0.9)], over
    )
    (same,) = as_worded(
        "What does Ada work at?", [FoundPath(0, walked("Ada", (Step("works on"),), over), 0.0, 0.9)], over
    )
    assert on.probability == with_.probability == pytest.approx(0.9 * TURNED) and same.probability == 0.9


def test_what_holds_both_ways_is_taken_either_way() -> None:
    for label, verb in (("borders", "border"), ("conflicts with", "conflict with")):
        over = Graph.build([Triple("Tarn", label, "Lind")])
        question = f"Which towns {verb} Tarn?"
        (found,) = as_worded(question, [FoundPath(0, walked("Tarn", (Step(label),), over), 0.0, 0.9)], over)
        assert found.probability == 0.9


ORGANS = Graph.build(
    [Triple("cell", "part of", "gland"), Triple("gland", "part of", "body"), Triple("Tarn", "type of", "port")]
)
INTO, OUT = Step("part of"), Step("part of", True)


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("What is a gland part of?", INTO),
        ("What is the gland a part of?", INTO),
        ("What is part of a gland?", OUT),
        ("Which things are parts of the gland?", OUT),
        ("Which organ is a gland part of?", INTO),
    ],
)
def test_a_role_is_taken_in_the_direction_asked_for(question: str, step: Step) -> None:
    chains = [FoundPath(at, walked("gland", (one,), ORGANS), 0.0, 0.5) for at, one in enumerate((INTO, OUT))]
    found = as_worded(question, chains, ORGANS)
    assert {one.path.steps[0]: one.probability for one in found}[step] == BY_VERB
    assert min(one.probability for one in found) == pytest.approx(0.5 * TURNED)


def test_a_role_may_be_written_the_other_way_round() -> None:
    """Some graphs say "Tarn, type of, port" of what the type of Tarn is."""
    (found,) = as_worded(
        "What is the type of Tarn?", [FoundPath(0, walked("Tarn", (Step("type of"),), ORGANS), 0.0, 0.9)], ORGANS
    )
    assert found.probability == 0.9
    (found,) = as_worded("What is a cell part of?", [FoundPath(0, walked("gland", (OUT,), ORGANS), 0.0, 0.9)], ORGANS)
    assert found.probability == 0.9
    (found,) = as_worded("What is a gland part of?", [FoundPath(0, walked("gland", (OUT,), ORGANS), 0.0, 0.9)], ORGANS)
    assert found.probability == pytest.approx(0.9 * TURNED)


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


@pytest.mark.parametrize(
    ("label", "question", "inverse", "least"),
    [
        ("director", "Who directed Heat?", False, BY_VERB),
        ("owner", "Who owns Heat?", False, BY_VERB),
        ("creator", "Who made Heat?", False, BY_VERB),
        ("director", "Which films did Ada direct?", True, BY_VERB),
        ("director", "Which films were directed by Ada?", True, BY_VERB),
        ("director", "Who wrote Heat?", False, 0.2),
    ],
)
def test_who_does_a_thing_is_its_doer(label: str, question: str, inverse: bool, least: float) -> None:
    over = Graph.build([Triple("Heat", label, "Ada")])
    path = walked("Ada" if inverse else "Heat", (Step(label, inverse),), over)
    (found,) = as_worded(question, [FoundPath(0, path, 0.0, 0.2)], over)
    assert found.probability == least


def test_what_a_table_lists_is_all_of_it_in_a_built_graph_too() -> None:
    over = Graph.build([Triple("Heat", "maker", "Ada"), Triple("Salt", "maker", "Ada")])
    path = FoundPath(0, walked("Ada", (Step("maker", True),), over), 0.0, 0.2)
    (prose,) = as_worded("What is made by Ada?", [path], over, built=True)
    (table,) = as_worded("What is made by Ada?", [path], over, built=True, is_listed=lambda path: True)
    assert (prose.probability, table.probability) == (0.2, BY_KIND)
