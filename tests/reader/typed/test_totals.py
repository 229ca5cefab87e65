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


@pytest.mark.parametrize(
    ("values", "way", "answer"),
    [
        (("2 mm", "3 mm", "4 mm"), "average", "3 mm"),
        (("2 mm", "3 mm", "4 mm"), "total", "9 mm"),
        (("1 km", "900 m", "800 m"), "total", "2700 m"),
        (("90 minutes", "1.5 hours", "100 minutes"), "average", "93.33 minutes"),
        (("900 km²", "1000 km²", "1100 km²"), "average", "1000 km²"),
        (("$60M", "7 million dollars", "$900K"), "total", "$67900000"),
        (("0.5 g", "0.002 g", "0.003 g"), "average", "0.1683 g"),
    ],
)
def test_a_number_is_worked_out_in_the_unit_of_most_values(values: tuple[str, ...], way: str, answer: str) -> None:
    facts = [Triple(name, "rating", Literal(value)) for name, value in zip(BOATS, values, strict=True)]
    over = Graph.build(facts, [Entity(name, name, types=("ferry boat",)) for name in BOATS])
    found = of_kind(f"What is the {way} rating of all boats?", (), over, built=False)
    assert isinstance(found, Answer) and found.text == answer and found.derivation is not None
    (row,) = rdflib.Graph(KGQAStore.of(over)).query(query_of(found.derivation, "sparql") or "")
    assert float(row[0]) == pytest.approx(float(answer.split()[0].strip("$")), rel=1e-3)  # type: ignore[index, arg-type]  # one row of a SELECT


def test_sums_of_two_currencies_have_no_total() -> None:
    facts = [Triple(name, "rating", Literal(value)) for name, value in zip(BOATS, ("$6M", "€5M", "£7m"), strict=True)]
    over = Graph.build(facts, [Entity(name, name, types=("ferry boat",)) for name in BOATS])
    assert of_kind("What is the total rating of all boats?", (), over, built=False) == (
        "the values of 'rating' are of unlike units"
    )
