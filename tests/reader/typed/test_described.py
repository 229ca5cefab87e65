"""Limits, superlatives, totals and counts of things that a question describes by their values: a small table, no
model."""

from __future__ import annotations

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.typed.all_of_kind import FOUND, of_kind, with_values

STAFF = {
    "Ada Brenn": ("nurse", "Cardiology", "Lund", 34000, 2012),
    "Bo Castel": ("nurse", "Cardiology", "Lund", 35500, 2015),
    "Cia Dahl": ("surgeon", "Orthopaedics", "Malmo", 71000, 2008),
    "Dag Ekman": ("nurse", "Orthopaedics", "Malmo", 33000, 2019),
    "Eva Falk": ("porter", "Logistics", "Lund", 27000, 2020),
    "Gro Holm": ("nurse", "Cardiology", "Malmo", 36000, 2010),
}
HOSPITAL = Graph.build(
    [
        triple
        for name, (role, department, city, salary, year) in STAFF.items()
        for triple in (
            Triple(name, "role", role),
            Triple(name, "department", department),
            Triple(name, "city", city),
            Triple(name, "salary", Literal(str(salary))),
            Triple(name, "start year", Literal(str(year))),
        )
    ],
    [Entity(name, name, types=("person",)) for name in STAFF],
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which nurses in Cardiology earn more than 35000?", "Bo Castel; Gro Holm"),
        ("Which nurse in Lund earns the most?", "Bo Castel"),
        ("How many nurses in Malmo earn more than 33500?", "1"),
        ("What is the average salary of nurses in Cardiology?", "35166.67"),
        ("What is the total salary in Cardiology?", "105500"),
        ("Who joined after 2012?", "Bo Castel; Dag Ekman; Eva Falk"),
        ("Who started before 2010?", "Cia Dahl"),
        ("Which nurses joined before 2013?", "Ada Brenn; Gro Holm"),
        ("Which department has the most nurses?", "Cardiology"),
        ("Which city has the fewest nurses?", "Lund; Malmo"),
        ("Which nurses in Oslo earn more than 35000?", None),
        ("Who retired after 2012?", None),
    ],
)
def test_an_operation_on_those_described(question: str, answer: str | None) -> None:
    evidence = with_values(question, (), HOSPITAL)
    found = of_kind(question, evidence, HOSPITAL, built=True)
    assert (found.text if isinstance(found, Answer) else None) == answer
    if isinstance(found, Answer):
        assert found.score <= FOUND
