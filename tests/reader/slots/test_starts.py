"""What documents say of the start of a chain is not what is at its end."""

from __future__ import annotations

from said_sample import said_facts

from kgqa.kg.graph import Graph
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.starts import is_span_of, of_start
from kgqa.types import Answer, Entity, Link, Mention, Support, Triple

BORN = Triple("Maria", "place of birth", "Nordhavn")
LINKS = (Link(Mention(0, 5, "Maria"), Entity("Maria", "Maria"), 1.0),)
LAST = Slot("place of birth", "place")


def test_a_span_that_says_it_of_the_start_is_told() -> None:
    graph = Graph.build([BORN])
    own = of_start(LINKS, LAST, graph, said_facts({BORN: (0.8, "maria")}))
    assert is_span_of(Answer("Nordhavn", 0.6, "span", (Support(0, 3, 11),)), own)
    assert not is_span_of(Answer("Nordhavn", 0.6, "entity", (Support(0),)), own)
    assert not is_span_of(Answer("Brinn", 0.6, "span", (Support(0, 3, 8),)), own)
    assert not of_start(LINKS, Slot("date of birth", "date"), graph, said_facts({BORN: (0.8, "maria")}))


def test_an_imported_graph_tells_nothing_of_texts() -> None:
    graph = Graph.build([BORN])
    assert of_start(LINKS, LAST, graph, None) == of_start(LINKS, LAST, graph, said_facts({})) == frozenset()
