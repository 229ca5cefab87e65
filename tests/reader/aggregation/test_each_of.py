"""One thing asked of two names."""

from __future__ import annotations

import pytest

from kgqa import Answer, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.each_of import OF_EACH, before_parts, of_each
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.sets import walked
from kgqa.types import Step

GRAPH = Graph.build(
    [
        Triple("Shop", "led by", "Ida Moe"),
        Triple("Billing", "led by", "Per Holm"),
        Triple("Shop", "part of", "Retail"),
        Triple("Billing", "part of", "Retail"),
    ]
)


def paths(label: str) -> list[FoundPath]:
    return [
        FoundPath(n, walked(s, (Step(label),), GRAPH), 0.0, 0.9 - n / 10) for n, s in enumerate(("Billing", "Shop"))
    ]


@pytest.mark.parametrize("question", ["Who leads Shop and Billing?", "Who are the leaders of Shop and Billing?"])
def test_it_is_asked_of_each(question: str) -> None:
    found = of_each(question, paths("led by"), GRAPH)
    assert found is not None and found.text == "Ida Moe; Per Holm" and found.score == pytest.approx(0.8 * OF_EACH)
    assert [place.evidence for place in found.support] == [1, 0] and len(found.entities) == 2


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Who leads both Shop and Billing?", "led by"),
        ("Who leads Shop or Billing?", "led by"),
        ("Who leads Shop?", "led by"),
        ("What are Shop and Billing part of?", "part of"),
        ("Does Ida lead Shop and Billing?", "led by"),
    ],
)
def test_what_is_asked_of_both_or_of_one_is_not(question: str, label: str) -> None:
    assert of_each(question, paths(label), GRAPH) is None


def test_a_part_is_no_surer_than_the_whole() -> None:
    whole = Answer("Ida Moe; Per Holm", 0.7, "entities", values=("Ida Moe", "Per Holm"))
    part, other = (Answer(name, score, "entity", values=(name,)) for name, score in (("Per Holm", 0.9), ("Bo", 0.8)))
    found = before_parts(whole, [part, other])
    assert [(answer.text, answer.score) for answer in found] == [("Bo", 0.8), (whole.text, 0.7), ("Per Holm", 0.7)]
