"""Properties asked for in other words than they are called by."""

from __future__ import annotations

import pytest

from kgqa import Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.vocabulary.properties import place_among
from kgqa.types import Step

RELATIONS = ("material", "mass", "department", "employer", "role", "price", "city", "start year", "colour")
GRAPH = Graph.build([Triple("§0", relation, Literal("x")) for relation in RELATIONS])


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("what is the §0 made of", "material"),
        ("how heavy is §0", "mass"),
        ("how much does the §0 weigh", "mass"),
        ("where does §0 work", "employer"),  # before the department
        ("what does §0 do", "role"),
        ("how much is the §0", "price"),
        ("where does §0 live", "city"),
        ("when did §0 start", "start year"),
        ("what colour is the §0", "colour"),
        ("how heavy is the lid of §0", None),
        ("where does the boss of §0 work", None),
        ("how tall is §0", None),
    ],
)
def test_the_property_that_is_meant(question: str, meant: str | None) -> None:
    ranked = [(rank, name) for name in RELATIONS if (rank := place_among(question, Step(name), GRAPH)) is not None]
    assert (min(ranked)[1] if ranked else None) == meant
    assert all(place_among(question, Step(name, inverse=True), GRAPH) is None for name in RELATIONS)
