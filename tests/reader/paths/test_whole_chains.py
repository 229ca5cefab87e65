"""A chain that the question names whole goes before its end."""

from __future__ import annotations

import pytest

from kgqa import Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.whole_chains import CUT_SHORT, in_whole
from kgqa.reader.typed.sets import walked
from kgqa.types import Step

GRAPH = Graph.build(
    [
        Triple("Alka", "depends_on", "Bris"),
        Triple("Alka", "budget", Literal("300")),
        Triple("Bris", "budget", Literal("400")),
    ]
)
SHORT, WHOLE = (Step("budget"),), (Step("depends_on"), Step("budget"))


def left(words: str, whole: float = 0.7) -> tuple[float, ...]:
    paths = [
        FoundPath(0, walked("Alka", SHORT, GRAPH), 0.0, 0.8),
        FoundPath(1, walked("Alka", WHOLE, GRAPH), 0.0, whole),
    ]
    return tuple(found.probability for found in in_whole(words, words, paths, GRAPH))


def test_a_step_that_is_named_is_not_left_out() -> None:
    assert left("What is the budget of the project that it depends on?") == (pytest.approx(0.8 * CUT_SHORT), 0.7)


@pytest.mark.parametrize("words", ["What is the budget of it?", "What is the budget of the project behind it?"])
def test_a_step_that_is_not_named_may_be(words: str) -> None:
    assert left(words) == (0.8, 0.7)


def test_an_improbable_chain_shortens_nothing() -> None:
    assert left("What is the budget of the project that it depends on?", whole=0.1) == (0.8, 0.1)


def test_a_step_whose_end_is_named_is_told_and_not_asked() -> None:
    question = "What is the budget of Alka, which depends on Bris?"
    assert left(question) == (0.8, 0.7)
