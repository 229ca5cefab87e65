"""Questions for those of a kind that have a value: over a small table, with no model."""

from __future__ import annotations

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN
from kgqa.reader.typed.having import having, those_having, with_held

TOOLS = {
    "Alka": ("lathe", "in use", 2, "no"),
    "Bris": ("drill", "in use", 5, "yes"),
    "Dun": ("lathe", "on loan to Veland Mill", 5, "yes"),
}
GRAPH = Graph.build(
    [
        triple
        for name, (type_, status, hall, painted) in TOOLS.items()
        for triple in (
            Triple(name, "instance of", "tool"),
            Triple(name, "type", type_),
            Triple(name, "gas", "heavy gas"),
            Triple(name, "status", Literal(status)),
            Triple(name, "hall", Literal(str(hall), "integer")),
            Triple(name, "can be painted", Literal(painted)),
        )
    ],
    [Entity(name, name) for name in (*TOOLS, "tool", "drill", "heavy gas")]
    + [Entity("lathe", "lathe", aliases=("turner",))],
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which tools are in use?", "Alka; Bris"),
        ("Which tools have the status in use?", "Alka; Bris"),
        ("Which tool is on loan to Veland Mill?", "Dun"),
        ("Which of the tools is a drill?", "Bris"),
        ("Which tools are lathes?", "Alka; Dun"),
        ("Which tools are Turners?", "Alka; Dun"),
        ("Which tools have heavy gases?", "Alka; Bris; Dun"),
        ("List the tools with the hall 5", "Bris; Dun"),
        ("How many tools are in use?", "2"),
        ("Which tools can be painted?", "Bris; Dun"),
    ],
)
def test_those_that_have_a_value_are_found(question: str, answer: str) -> None:
    evidence = with_held(question, (), GRAPH)
    found = those_having(question, evidence, GRAPH, built=False)
    assert isinstance(found, Answer) and found.text == answer
    assert found.score == GIVEN and len(found.support) == len(found.entities) == len(evidence)
    assert found.derivation is not None and query_of(found.derivation, "sparql") is not None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which tools are not in use?", "Dun"),
        ("Which tools are out of use?", "Dun"),
        ("Which tools aren't lathes?", "Bris"),
        ("Which tools cannot be painted?", "Alka"),
        ("Which lathes can't be painted?", "Alka"),
    ],
)
def test_those_that_have_another_value_do_not_have_it(question: str, answer: str) -> None:
    found = those_having(question, with_held(question, (), GRAPH), GRAPH, built=False)
    assert isinstance(found, Answer) and found.text == answer and found.score < GIVEN


@pytest.mark.parametrize(
    "question",
    [
        "Which tools are blue?",
        "Which boats are in use?",
        "What is the status of Alka?",
        "Who is in use?",
        "Which is in use?",
        "",
    ],
)
def test_what_is_no_such_question_or_has_no_such_value_is_left_alone(question: str) -> None:
    assert having(question, GRAPH) is None
    assert those_having(question, (), GRAPH, built=False) is None and with_held(question, (), GRAPH) == ()


def test_of_facts_out_of_documents_it_is_less_sure() -> None:
    question = "Which tools are in use?"
    found = those_having(question, with_held(question, (), GRAPH), GRAPH, built=True)
    assert found is not None and found.score == FOUND


def test_only_relations_that_may_be_looked_at_say_it() -> None:
    question = "Which tools are in use?"
    assert len(with_held(question, (), GRAPH, ["status"])) == 2
    evidence = with_held(question, (), GRAPH, ["type"])
    assert evidence == () and those_having(question, evidence, GRAPH, built=False) is None


STAFF = {
    "Ada Lind": ("nurse", "Ward 3", ("Polish", "English"), "full-time", "Cora Wall"),
    "Ben Ray": ("porter", "Logistics", ("English",), "part-time", "Ada Lind"),
    "Cora Wall": ("surgeon", "Ward 1", ("German", "French"), "full-time", ""),
    "Dag Moe": ("nurse", "Ward 1", ("Polish",), "part-time", "Cora Wall"),
}
HOSPITAL = Graph.build(
    [
        triple
        for name, (role, ward, languages, hours, boss) in STAFF.items()
        for triple in (
            Triple(name, "role", role),
            Triple(name, "department", ward),
            Triple(name, "employment", Literal(hours)),
            Triple(name, "previous department", "Ward 3"),
            *(Triple(name, "languages spoken", language) for language in languages),
            *([Triple(name, "manager", boss)] if boss else []),
        )
    ],
    [Entity(name, name, types=("person",)) for name in STAFF],
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who speaks Polish?", "Ada Lind; Dag Moe"),
        ("Who else speaks Polish?", "Ada Lind; Dag Moe"),
        ("Which nurses speak Polish and English?", "Ada Lind"),
        ("Who speaks German or English?", "Ada Lind; Ben Ray; Cora Wall"),
        ("Who works part-time?", "Ben Ray; Dag Moe"),
        ("Who is working in Ward 1?", "Cora Wall; Dag Moe"),
        ("How many people work in Ward 1?", "2"),
        ("How many nurses are there?", "2"),
        ("List all nurses", "Ada Lind; Dag Moe"),
        ("Who is a surgeon?", "Cora Wall"),
        ("Who's the nurse in Ward 1?", "Dag Moe"),
        ("Which part-time nurses speak Polish?", "Dag Moe"),
        ("Which nurses that speak Polish work full-time?", "Ada Lind"),
        ("Whose previous department was Ward 3?", None),
        ("Who is Cora Wall?", None),  # whose manager she is does not say who she is
        ("Who speaks Klingon?", None),
        ("Who should speak Polish?", None),
        ("Which nurses must work in Ward 1?", None),
        ("Who does not speak Polish?", "Ben Ray; Cora Wall"),
        ("Who doesn't work in Ward 1?", "Ada Lind; Ben Ray"),
        ("Which nurses don't work part-time?", "Ada Lind"),
        ("Which nurses are not in Ward 1?", "Ada Lind"),
        ("List staff who do not speak English", "Cora Wall; Dag Moe"),
        ("How many people are not nurses?", "2"),
        ("Who has no manager?", None),  # what is not written may be so
        ("Who does not speak Klingon?", None),
        ("Who never speaks Polish?", None),
        ("Who does not work part-time and does not speak Polish?", None),
        ("Who is the only surgeon?", "Cora Wall"),
        ("Who is the only nurse?", None),
        ("Who hates Ward 1?", None),
        ("Who works in Ward 1 on Mondays?", None),
        ("Who worked in Ward 3 in 1996?", None),
        ("Who taught Polish?", None),
        ("Which nurses speak French?", None),
        ("Which porters manage Ada Lind?", None),
        ("Who is the manager of Ada Lind?", None),  # and not whose manager she is
        ("Who is Cora Wall's manager?", None),
        ("Who has the manager Cora Wall?", "Ada Lind; Dag Moe"),
    ],
)
def test_rows_of_persons_by_their_values(question: str, answer: str | None) -> None:
    evidence = with_held(question, (), HOSPITAL)
    found = those_having(question, evidence, HOSPITAL, built=False)
    assert (None if found is None else found.text) == answer


def test_a_question_as_long_as_may_be_is_read_in_no_time() -> None:
    words = " and ".join(["speaks Polish", "works in Ward 1", "is a nurse"] * 20)
    assert having(f"Who {words[:900]} in 1996?", HOSPITAL) is None
    found = having("Who speaks Polish and works part-time and is a nurse in Ward 1?", HOSPITAL)
    assert found is not None and [id for id, _ in found.members] == ["Dag Moe"]


def test_things_of_no_kind_are_persons_by_what_only_persons_do() -> None:
    graph = Graph.build(
        [
            Triple("Giant", "starred actors", "James Dean"),
            Triple("Salt", "starred actors", "Ada Lind"),
            Triple("Ben Ray", "department", "Ward 1"),
            Triple("Cora Wall", "department", "Ward 3"),
        ]
    )
    assert having("Who starred in James Dean?", graph) is None
    found = having("Who works in Ward 1?", graph)
    assert found is not None and [id for id, _ in found.members] == ["Ben Ray"] and found.known < 1


def test_what_texts_tell_of_some_is_no_column() -> None:
    people = ("Ada Lind", "Ben Ray", "Cora Wall", "Dag Moe")
    told = [Triple("Ada Lind", "educated at", "Tarn School"), Triple("Ben Ray", "educated at", "Sund School")]
    told += [Triple("Ada Lind", "spouse", "Ben Ray"), Triple("Cora Wall", "occupation", "baker")]
    graph = Graph.build(told, [Entity(name, name, types=("person",)) for name in people])
    assert having("Who attended Tarn School?", graph) is not None
    assert having("Who did not attend Tarn School?", graph) is None
