"""What was read is surer where an extractor of facts found it in the documents too."""

from __future__ import annotations

import pytest
from said_sample import said_facts

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.confirmed import is_confirmed
from kgqa.reader.slots.filled import Filled
from kgqa.reader.slots.subjects import Subject
from kgqa.types import Entity, Literal, Triple

FATHER = Triple("ada", "father", "olaf")
BORN = Triple("ada", "date of birth", Literal("1931-05-04", "date"))
ADA = Entity("ada", "Ada Lind")
GRAPH = Graph.build([FATHER, BORN], [ADA, Entity("olaf", "Olaf Lind", ("Olaf of Veland",))])
SAID = said_facts({FATHER: (0.7, "ada"), BORN: (0.9, "ada")})


def confirmed(label: str, text: str, said: SaidFacts | None = SAID, name: str = "Ada Lind") -> bool:
    one = Filled(Subject(name, name, (), (0,)), Slot(label, "person"), text, None, 0, 0, len(text), 4.0)
    return is_confirmed(one, GRAPH, said, {"Ada Lind": ADA}.get)


@pytest.mark.parametrize(
    ("label", "text"),
    [("father", "Olaf Lind"), ("father", "King Olaf of Veland"), ("date of birth", "4 May 1931")],
)
def test_by_any_of_its_names(label: str, text: str) -> None:
    assert confirmed(label, text)


def test_not_by_another_value_thing_or_relation_nor_by_what_was_imported() -> None:
    assert not confirmed("father", "Karl Moe")
    assert not confirmed("mother", "Olaf Lind")
    assert not confirmed("date of birth", "5 May 1931")
    assert not confirmed("father", "Olaf Lind", name="Karl Moe")
    assert not confirmed("father", "Olaf Lind", None)
    assert not confirmed("father", "Olaf Lind", said_facts({}))
