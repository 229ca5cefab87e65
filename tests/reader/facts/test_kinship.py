"""Relatives by way of others are found by the labels of two steps, and nothing else of the family is said for them."""

from __future__ import annotations

import pytest

from kgqa.kg.graph import Graph
from kgqa.reader.calibration import Calibration
from kgqa.reader.facts.kinship import Relative, by_kinship, relative
from kgqa.reader.network.found import FoundPath
from kgqa.types import Path, Step, Triple

GRAPH = Graph.build(
    Triple(*parts)
    for parts in (
        ("Ada Lind", "father", "Karl Lind"),
        ("Ada Lind", "mother", "Eva Moe"),
        ("Ada Lind", "born in", "Nordhavn"),
        ("Karl Lind", "father", "Otto Lind"),
        ("Eva Moe", "father", "Nils Moe"),
        ("Eva Moe", "sibling", "Per Moe"),
        ("Karl Lind", "sibling", "Anna Lind"),
        ("Karl Lind", "sibling", "Jon Lind"),
        ("Karl Lind", "father", "Otto Lind"),
        ("Ada Lind", "spouse", "Tor Berg"),
        ("Tor Berg", "child", "Liv Berg"),
    )
)
CURVES = Calibration(compare_slope=0.0, compare_bias=4.0)


def path(start: str, *relations: str) -> FoundPath:
    ends = {start}
    for relation in relations:
        label = relation.removeprefix("^")
        edges = list(GRAPH.match(relation=label))
        ends = (
            {t.head for t in edges if t.tail in ends}
            if relation[0] == "^"
            else {str(t.tail) for t in edges if t.head in ends}
        )
    steps = tuple(Step(relation.removeprefix("^"), relation[0] == "^") for relation in relations)
    return FoundPath(0, Path(start, steps, tuple(sorted(ends)), ()), 5.0, 0.9)


@pytest.mark.parametrize(
    ("question", "name", "ways"),
    [
        ("Who is Ada Lind's paternal grandfather?", "ada lind", (("father", "father"),)),
        ("who was the grandmother of Ada Lind", "ada lind", (("parent", "mother"),)),
        ("Who is the maternal uncle of Ada?", "ada", (("mother", "brother"),)),
        ("Who is Ada\u2019s sister-in-law?", "ada", (("spouse", "sister"), ("sibling", "wife"))),
        ("Who is Ada's stepfather?", "ada", ()),
    ],
)
def test_the_relative_that_is_asked_for(question: str, name: str, ways: tuple[tuple[str, str], ...]) -> None:
    assert relative(question) == Relative(name, ways)


@pytest.mark.parametrize(
    "question",
    ["Who is Ada's father?", "Is Karl Ada's uncle?", "When was the uncle of Ada born?", "Who wrote The Uncle?", "Who?"],
)
def test_other_questions_keep_their_paths(question: str) -> None:
    paths = [path("Ada Lind", "father"), path("Ada Lind", "father", "father")]
    assert relative(question) is None
    assert by_kinship(question, paths, GRAPH, CURVES) is paths


def test_the_chain_decides_and_what_lies_on_its_way_is_not_said() -> None:
    born = path("Ada Lind", "born in")
    paths = [path("Ada Lind", "father"), path("Ada Lind", "father", "father"), path("Ada Lind", "mother"), born]
    kept = by_kinship("Who is Ada Lind's paternal grandfather?", paths, GRAPH, CURVES)
    assert [found.path.ends for found in kept] == [("Otto Lind",), ("Nordhavn",)]
    assert kept[0].probability == CURVES.compare(0.0) and kept[1] is born
    # Of another start, and without the second step, nothing of the family is left.
    other = by_kinship("Who is the paternal grandfather of Liv Berg?", paths, GRAPH, CURVES)
    assert [found.path.ends for found in other] == [("Nordhavn",)]


def test_labels_that_leave_a_man_or_a_woman_open() -> None:
    mothers, fathers = path("Ada Lind", "mother", "sibling"), path("Ada Lind", "father", "sibling")
    kept = by_kinship("Who is Ada Lind's uncle?", [mothers, fathers], GRAPH, CURVES)
    assert [found.path.ends for found in kept] == [("Per Moe",)]  # the father's two are not told apart
    assert kept[0].probability == CURVES.compare(0.0) / 2


def test_steps_are_read_in_both_directions() -> None:
    grandchild = path("Otto Lind", "^father", "^father")
    assert grandchild.path.ends == ("Ada Lind",)
    (kept,) = by_kinship("Who is the grandchild of Otto Lind?", [grandchild], GRAPH, CURVES)
    assert kept.probability == CURVES.compare(0.0)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Who is Ada Lind's father?", ["Karl Lind", "Nordhavn"]),
        ("who was the mother of ada lind", ["Eva Moe", "Nordhavn"]),
        ("Who are Ada Lind's parents?", ["Karl Lind", "Eva Moe", "Nordhavn"]),
        ("Who is Ada Lind's wife?", ["Tor Berg", "Nordhavn"]),
        ("Who is Ada Lind\u2019s brother?", ["Nordhavn"]),
        ("Who is Per Moe's father?", ["Karl Lind", "Eva Moe", "Tor Berg", "Nordhavn"]),  # another one's: no matter here
        ("Who is the father of the painter of Ada Lind?", ["Karl Lind", "Eva Moe", "Tor Berg", "Nordhavn"]),
    ],
)
def test_another_relative_is_not_said(question: str, left: list[str]) -> None:
    paths = [path("Ada Lind", relation) for relation in ("father", "mother", "spouse", "born in")]
    assert [found.path.ends[0] for found in by_kinship(question, paths, GRAPH, CURVES)] == left


def test_a_relation_walked_backwards_may_lead_to_a_parent() -> None:
    paths = [path("Liv Berg", "^child")]
    assert by_kinship("Who is Liv Berg's father?", paths, GRAPH, CURVES) == paths
    assert by_kinship("Who is Liv Berg's daughter?", paths, GRAPH, CURVES) == []
