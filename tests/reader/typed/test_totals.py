"""Totals and averages over a small graph, with no model."""

from __future__ import annotations

import pytest
import rdflib

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.reader.asked.totals import taken_total
from kgqa.reader.typed.all_of_kind import of_kind, with_values

BOATS = {"Alka": ("12 m", "400", "1951"), "Bris": ("40 m", "600", "1986"), "Dun": ("33 m", "350", "2011")}


def fleet(*extra: Triple, lacks: str = "") -> Graph:
    facts = [
        Triple(name, relation, Literal(value))
        for name, values in BOATS.items()
        for relation, value in zip(("length", "price", "launched"), values, strict=True)
        if f"{name} {relation}" != lacks
    ]
    return Graph.build([*facts, *extra], [Entity(name, name, types=("ferry boat",)) for name in BOATS])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the total price of all boats?", "1350"),
        ("What is the average price of the boats?", "450"),
        ("What is the sum of the prices of all boats?", "1350"),
        ("What is the total length of all ferry boats?", "85 m"),
        ("What is the average length of boats?", "28.33 m"),
        ("What is the mean cost of boats launched after 1980?", "475"),
    ],
)
def test_a_number_is_worked_out_of_all(question: str, answer: str) -> None:
    over = fleet()
    found = of_kind(question, with_values(question, (), over), over, built=False)
    assert isinstance(found, Answer) and found.text == answer and found.kind == "number"
    assert found.support and found.derivation is not None and found.derivation.total is not None
    (row,) = rdflib.Graph(KGQAStore.of(over)).query(query_of(found.derivation, "sparql") or "")
    assert float(row[0]) == pytest.approx(float(answer.split()[0]), abs=0.01)  # type: ignore[index, arg-type]  # one row of a SELECT


@pytest.mark.parametrize(
    ("graph", "question", "why"),
    [
        (fleet(lacks="Dun price"), "What is the total price of all boats?", "'price' is not known of Dun"),
        (fleet(), "What is the average draught of boats?", "no fact says the draught of these"),
        (
            fleet(Triple("Dun", "length", Literal("50 m"))),
            "What is the total length of all boats?",
            "the values of 'length' are not known closely enough",
        ),
    ],
)
def test_what_cannot_be_worked_out_is_left_open(graph: Graph, question: str, why: str) -> None:
    assert of_kind(question, (), graph, built=False) == why


@pytest.mark.parametrize(
    "text",
    [
        "what is the average depth of §0",
        "what is the total area of §0 and §1",
        "what is the total number of boats",
        "what is the average",
        "which boat is longer than the average",
    ],
)
def test_what_is_no_total_of_a_set(text: str) -> None:
    assert taken_total(text) == (text, None)
