"""What "how many" may count."""

from __future__ import annotations

import pytest

from kgqa import Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.countable import countable
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.network.found import FoundPath
from kgqa.types import Node, Path, Step


def counted(question: str, relation: str, *ends: Node) -> list[tuple[Node, ...]]:
    graph = Graph.build([Triple("it", relation, end) for end in ends])
    path = Path("it", (Step(relation),), ends, tuple(graph.match("it", relation)))
    return [found.path.ends for found in countable(question, [FoundPath(0, path, 5.0, 0.9)], graph, Origins(()))]


PASSENGERS, CARS = Literal("320 passengers"), Literal("42 cars")


@pytest.mark.parametrize(
    ("question", "relation", "ends", "left"),
    [
        ("how many passengers does it carry?", "carry", (PASSENGERS, CARS), [(PASSENGERS,)]),
        ("how many cars does it carry?", "carry", (PASSENGERS, CARS), [(CARS,)]),
        ("how many bicycles does it carry?", "carry", (PASSENGERS, CARS), []),
        ("how many sisters did it have?", "sibling", ("Ada", "Bo"), []),
        ("how many sisters did it have?", "sister", ("Ada", "Bo"), [("Ada", "Bo")]),
        ("how many siblings did it have?", "sibling", ("Ada", "Bo"), [("Ada", "Bo")]),
        ("how many people live in it?", "population", (Literal("320", "integer"),), [(Literal("320", "integer"),)]),
        (
            "how many colours does it have?",
            "colour",
            (Literal("red"), Literal("blue")),
            [(Literal("red"), Literal("blue"))],
        ),
    ],
)
def test_amounts_are_not_counted(
    question: str, relation: str, ends: tuple[Node, ...], left: list[tuple[Node, ...]]
) -> None:
    assert counted(question, relation, *ends) == left
