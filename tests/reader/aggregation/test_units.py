"""Numbers that documents state with a unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgqa import Answer, Evidence, Literal, Passage, Path, Step, Support, Triple
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Claim, Provenance, State, Statement
from kgqa.kg.said import SaidFacts
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.aggregation.units import with_units

PRICE = Literal("890", "number")
FACT = Triple("librel", "price", PRICE)
PATH = Path("librel", (Step("price"),), (PRICE,), (FACT,))
ANSWER = Answer("890", 0.9, "number", (Support(0),), (), ("890",))


def origins(*units: str) -> Origins:
    """What one document says in each of the ``units``."""
    said = tuple(
        Statement("d", (0, 40), (at, at + 1), "table", 0.8, (("unit", unit),) if unit else ())
        for at, unit in enumerate(units)
    )
    passages = PassageTable.build([Passage("d", "d", "d", "x" * 40)])
    facts = SaidFacts(Provenance.build([Claim(FACT, State.FACT, 0.8, said)]), passages)
    return Origins([Evidence(PATH, "Librel | price: 890", 1.0, "graph")], facts)


@pytest.mark.parametrize("unit", ["euro", "kilometre per hour", "foot"])
def test_a_number_is_answered_with_its_unit(unit: str) -> None:
    (found,) = with_units("What does the Librel cost?", [ANSWER], origins(unit, unit))
    shown = {"euro": "890 euros", "kilometre per hour": "890 kilometres per hour", "foot": "890 feet"}[unit]
    assert (found.text, found.values, found.kind) == (shown, (shown,), "number")


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("How many euros does the Librel cost?", ["euro"]),
        ("What is the population of the Librel?", ["inhabitant"]),
        ("What does the Librel cost?", ["euro", "dollar"]),
        ("What does the Librel cost?", ["euro", ""]),
        ("What does the Librel cost?", [""]),
    ],
)
def test_a_unit_that_is_asked_for_or_not_told_alike_is_not_added(question: str, units: list[str]) -> None:
    assert with_units(question, [ANSWER], origins(*units)) == [ANSWER]


def test_nor_to_what_is_not_that_number() -> None:
    counted = replace(ANSWER, text="3", values=("3",))
    assert with_units("How many Librels are there?", [counted], origins("euro")) == [counted]
    assert with_units("What does it cost?", [ANSWER], Origins(origins("euro").evidence)) == [ANSWER]
