"""Facts with qualifiers as entities of their own, and the graph without them."""

from __future__ import annotations

import pytest

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.statements import (
    OBJECT,
    PREDICATE,
    PREFIX,
    SUBJECT,
    Statement,
    count_qualifiers,
    entity_in,
    named_entities,
    statement_rows,
    without_statements,
)
from kgqa.types import Quad

FACT = Triple("ida", "PLAYED_IN", "salt")
NURSE = Statement.of(FACT, [("role", Literal("nurse")), ("paid", Literal("3"))])
PLAIN = [FACT, Triple("ida", "born in", "veland"), Quad("salt", "made in", "veland", "films")]
NAMED = [Entity("ida", "Ida Lind", types=("person",)), Entity("salt", "Salt")]


def test_an_id_is_what_a_statement_says_in_any_order() -> None:
    again = Statement.of(FACT, [("paid", Literal("3")), ("role", Literal("nurse")), ("paid", Literal("3"))])
    assert again == NURSE and NURSE.id.startswith(PREFIX)
    others = [
        Statement.of(FACT, [("role", Literal("guard"))]),
        Statement.of(FACT, [("role", Literal("nurse", lang="en")), ("paid", Literal("3"))]),
        Statement.of(Triple("ida", "PLAYED_IN", Literal("salt")), NURSE.qualifiers),
        Statement.of(FACT, NURSE.qualifiers, "17"),
    ]
    assert len({NURSE.id, *(one.id for one in others)}) == 5
    assert others[-1].id == PREFIX + "17" and others[-1].name == "17"


def test_it_is_read_back_from_its_facts_and_from_no_others() -> None:
    triples = list(NURSE.triples())
    assert Statement.read(reversed(triples)) == NURSE
    assert Statement.read([]) is None
    for wrong in (
        triples[:3],  # no qualifier
        triples[1:],  # no subject
        [*triples, Triple(NURSE.id, OBJECT, "fjord")],
        [*triples, Triple(NURSE.id, "role", "nurse")],
        [triples[0], Triple(NURSE.id, PREDICATE, Literal("x", lang="en")), *triples[2:]],
        [Triple("other", one.relation, one.tail) for one in triples],
    ):
        assert Statement.read(wrong) is None


def test_it_is_called_by_its_fact() -> None:
    graph = Graph.build([*PLAIN, *NURSE.triples()], NAMED)
    assert entity_in(NURSE, graph) == Entity(NURSE.id, "Ida Lind – played in – Salt", types=("statement",))
    long = Statement.of(Triple("a", "said", Literal("x" * 1000)), [("on", Literal("Monday"))])
    assert len(entity_in(long, graph).label) < 100


def test_a_graph_without_statements_is_what_it_was_before_them() -> None:
    bare = Graph.build(PLAIN, NAMED)
    assert without_statements(bare) is bare and not statement_rows(bare).size and count_qualifiers(bare) == 0
    full = Graph.build([*PLAIN, *NURSE.triples()], [*NAMED, entity_in(NURSE, bare)])
    assert count_qualifiers(full) == 2
    assert [full.node(row) for row in statement_rows(full)] == [NURSE.id]
    assert list(named_entities(full)) == list(named_entities(bare)) == [bare.entity(row) for row in range(3)]
    plain = without_statements(full)
    assert list(plain.statements()) == list(bare.statements()) and plain.n_triples == bare.n_triples
    assert list(plain.match(tail="salt")) == [FACT] and list(plain.match(relation=SUBJECT)) == []
    assert [full.ids[row] for row in range(full.n_entities)] == [plain.ids[row] for row in range(plain.n_entities)]
    rows = {id: plain.row(id) for id in bare.ids}
    assert [plain.degree(rows[id]) for id in bare.ids] == [bare.degree(bare.row(id)) for id in bare.ids]  # type: ignore[arg-type]  # all are there
    assert plain.entity_by_id("ida") == bare.entity_by_id("ida")
    assert plain.entity_by_id(NURSE.id) == Entity(NURSE.id, "Ida Lind – played in – Salt")
    assert full.relation_index("role") == plain.relation_index("role")


@pytest.mark.parametrize("count", [0, 3])
def test_qualifiers_are_counted(count: int) -> None:
    statement = Statement.of(FACT, [("role", Literal(f"{i}")) for i in range(count)])
    assert count_qualifiers(Graph.build([*PLAIN, *statement.triples()])) == count
