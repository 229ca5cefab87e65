"""Filters hold for operations, which look at the whole graph: no network reads, evidence is made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import typed_world
from said_sample import said_facts

from kgqa import Entity, Evidence, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.decisive import with_decisive
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.decide import decided
from kgqa.reader.typed.permitted import Permitted
from kgqa.reader.typed.sets import walked
from kgqa.types import Answer, Derivation, Path, Step, Support, Walk

GRAPH = typed_world.typed_graph()
DIRECTED = ("fenn", (Step("P57", inverse=True),))
"""What Orla Fenn directed."""


def piece(start: str, steps: tuple[Step, ...], graph: Graph = GRAPH, score: float = 0.9) -> Evidence:
    path = walked(start, steps, graph)
    return Evidence(path, verbalize(path, graph).text, score, "path")


def said(text: str, permitted: Permitted, *ways: tuple[str, tuple[Step, ...]]) -> list[str]:
    """The answers to a question by the paths of these ``ways`` and what is looked up beside them."""
    graph = permitted.graph
    found = with_decisive(text, [piece(*way, graph) for way in ways], graph, permitted.relations)
    evidence = permitted.evidence(found)
    paths = [FoundPath(i, p.content, 0.0, p.score) for i, p in enumerate(evidence) if isinstance(p.content, Path)]
    decision = decided(text, evidence, paths, graph)
    answers = () if decision is None or decision.answer is None else (decision.answer,)
    return [answer.text for answer in permitted.answers(text, answers, evidence)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Which films came out after 2005?", "A Kind of Thunder; Paper Tide; Winter Cartel"),
        ("What is the newest film?", "A Kind of Thunder"),
        ("Which films were released before 1990?", "Low Ember"),
    ],
)
def test_all_of_a_kind_by_other_relations_or_of_another_type_is_no_answer(text: str, answer: str) -> None:
    assert said(text, Permitted(GRAPH)) == [answer]
    assert said(text, Permitted(GRAPH, relations=["P577"])) == [answer]
    assert said(text, Permitted(GRAPH, types=["film"])) == [answer]
    assert said(text, Permitted(GRAPH, relations=["P57"])) == []
    assert said(text, Permitted(GRAPH, types=["person"])) == []


def test_a_number_of_things_is_of_their_type_and_rests_on_no_relation() -> None:
    text = "How many films are there?"
    assert said(text, Permitted(GRAPH)) == said(text, Permitted(GRAPH, types=["film"])) == ["8"]
    assert said(text, Permitted(GRAPH, types=["person"])) == []
    assert said(text, Permitted(GRAPH, relations=["P57"])) == []


@pytest.mark.parametrize(
    ("text", "relation", "answer"),
    [
        ("Which films directed by Orla Fenn came out after 2000?", "P577", "Nine Lanterns; Paper Tide"),
        ("Which film directed by Orla Fenn is the longest?", "P2047", "Paper Tide"),
        ("What is the total duration of the films directed by Orla Fenn?", "P2047", "486"),
        ("Which film directed by Orla Fenn has the fewest cast members?", "P161", "The Salt Clock"),
    ],
)
def test_what_members_are_compared_by_is_limited_too(text: str, relation: str, answer: str) -> None:
    values = (DIRECTED[0], (*DIRECTED[1], Step(relation)))
    assert said(text, Permitted(GRAPH), DIRECTED, values) == [answer]
    assert said(text, Permitted(GRAPH, relations=["P57", relation]), DIRECTED, values) == [answer]
    assert said(text, Permitted(GRAPH, relations=["P57"]), DIRECTED, values) == []
    assert said(text, Permitted(GRAPH, types=["person"]), DIRECTED, values) == []


def test_sets_by_permitted_paths_stay() -> None:
    ways = (DIRECTED, ("marsh", (Step("P57", inverse=True),)))
    for text in ("Which films were directed by Orla Fenn or Dov Marsh?", "How many films did Orla Fenn direct?"):
        free = said(text, Permitted(GRAPH), *ways)
        assert said(text, Permitted(GRAPH, relations=["P57"]), *ways) == free
        assert said(text, Permitted(GRAPH, types=["film"]), *ways) == free


def test_members_told_by_a_value_need_its_relation() -> None:
    facts = [("ida", "role", "nurse"), ("ida", "ward", "Ward 1"), ("ole", "role", "nurse"), ("ole", "ward", "Ward 2")]
    pay = [Triple(id, "salary", Literal(str(value))) for id, value in (("ida", 400), ("ole", 500))]
    graph = Graph.build([*(Triple(*fact) for fact in facts), *pay], [Entity("ida", "Ida"), Entity("ole", "Ole")])
    text = "What is the average salary of nurses in Ward 1?"
    free = said(text, Permitted(graph))
    assert said(text, Permitted(graph, relations=["salary"])) == [] and free == ["400"]


def test_evidence_keeps_the_permitted_ends_of_its_relations() -> None:
    pieces = [piece(*DIRECTED), piece("Paper Tide", (Step("P57"),)), piece("Paper Tide", (Step("P2047"),))]
    assert Permitted(GRAPH).evidence(pieces) == tuple(pieces)
    assert Permitted(GRAPH, relations=["P57"]).evidence(pieces) == tuple(pieces[:2])
    assert Permitted(GRAPH, types=["film"]).evidence(pieces) == (pieces[0], pieces[2])


def test_of_facts_out_of_documents_those_that_may_be_read_are_used() -> None:
    facts = [Triple("Ada", "wrote", book) for book in ("Dawn", "Ebb", "Fog")]
    facts += [
        Triple("Dawn", "published", "Oda"),
        Triple("Ebb", "published", "Brinn"),
        Triple("Fog", "published", "Oda"),
    ]
    graph = Graph.build(facts)
    known = said_facts({facts[0]: (0.9, "a"), facts[1]: (0.9, "b"), facts[3]: (0.9, "b"), facts[4]: (0.9, "b")})
    permitted = Permitted(graph, docs=frozenset({"a"}), said=known)
    one, two = piece("Ada", (Step("wrote"),), graph), piece("Ada", (Step("wrote"), Step("published")), graph)
    left = permitted.evidence([one, two])
    # Ebb is said elsewhere; Fog was given, and no document says it; where Dawn was published is said elsewhere.
    assert [p.content.ends for p in left if isinstance(p.content, Path)] == [("Dawn", "Fog"), ("Oda",)]
    assert "Ebb" not in left[0].text
    assert isinstance(left[1].content, Path) and left[1].content.triples == (facts[2], facts[5])
    assert permitted.evidence([piece("Ebb", (Step("published"),), graph)]) == ()
    assert replace(permitted, docs=None).evidence([one, two]) == (one, two)
    assert replace(permitted, said=None).evidence([one, two]) == (one, two)


def test_an_answer_by_less_than_its_walk_derives_nothing() -> None:
    facts = [Triple("Ada", "wrote", "Dawn"), Triple("Ada", "wrote", "Ebb")]
    graph = Graph.build(facts)
    permitted = Permitted(graph, docs=frozenset({"a"}), said=said_facts({facts[0]: (0.9, "a"), facts[1]: (0.9, "b")}))
    made = Derivation("members", (Walk("Ada", (Step("wrote"),)),))
    answer = Answer("Dawn", 0.9, "entity", (Support(0),), (Entity("Dawn", "Dawn"),), ("Dawn",), made)
    evidence = permitted.evidence([piece("Ada", (Step("wrote"),), graph)])
    assert permitted.answers("What did Ada write?", [answer], evidence) == (replace(answer, derivation=None),)
    both = replace(permitted, docs=frozenset({"a", "b"}))
    assert both.answers("What did Ada write?", [answer], both.evidence([piece("Ada", (Step("wrote"),), graph)])) == (
        answer,
    )


def test_an_operation_on_values_said_elsewhere_is_left_open() -> None:
    facts = [Triple("Ada", "wrote", book) for book in ("Dawn", "Ebb")]
    days = [Triple("Dawn", "publication date", Literal("1990")), Triple("Ebb", "publication date", Literal("2001"))]
    graph = Graph.build([*facts, *days], [Entity(book, book, types=("book",)) for book in ("Dawn", "Ebb")])
    where = {**dict.fromkeys(facts, (0.9, "a")), days[0]: (0.9, "a"), days[1]: (0.9, "b")}
    values = ("Ada", (Step("wrote"), Step("publication date")))
    text = "Which books written by Ada came out after 1995?"
    every = Permitted(graph, docs=frozenset({"a", "b"}), said=said_facts(where))
    assert said(text, every, ("Ada", (Step("wrote"),)), values) == ["Ebb"]
    assert said(text, replace(every, docs=frozenset({"a"})), ("Ada", (Step("wrote"),)), values) == []
    assert said("Which books came out after 1995?", replace(every, docs=frozenset({"a"}))) == []
