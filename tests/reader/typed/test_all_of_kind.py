"""Questions for some of all things of a kind, which name none: over a small graph, with no model."""

from __future__ import annotations

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.reader.asked.of_kind import plan_of_kind
from kgqa.reader.typed.all_of_kind import FOUND, of_kind, with_values

BOATS = {"Alka": (12, "1951-04-02", "karst"), "Bris": (40, "1986", "karst"), "Dun": (33, "2011-11-05", "trosk")}


def fleet(*extra: Triple) -> Graph:
    facts = [
        triple
        for name, (length, launched, yard) in BOATS.items()
        for triple in (
            Triple(name, "length", Literal(f"{length} m")),
            Triple(name, "launch date", Literal(launched)),
            Triple(name, "captain", f"captain of {name}"),
            Triple(f"captain of {name}", "date of birth", Literal(f"19{length}-01-01")),
            Triple(name, "built by", yard),
        )
    ]
    boats = [Entity(name, name, types=("ferry boat",)) for name in BOATS]
    return Graph.build([*facts, *extra], [*boats, Entity("karst", "Karst", types=("shipyard",))])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which is the longest boat?", "Bris"),
        ("What is the longest ferry boat?", "Bris"),
        ("Which boat was launched first?", "Alka"),
        ("Which boats were launched after 1980?", "Bris; Dun"),
        ("Which boats are shorter than 35 m?", "Alka; Dun"),
        ("How many boats were launched before 2000?", "2"),
        ("How many boats are there?", "3"),
        ("Who is the youngest captain?", "captain of Bris"),
    ],
)
def test_all_things_of_a_kind_are_looked_at(question: str, answer: str) -> None:
    over = fleet()
    found = of_kind(question, (), over, built=False)
    assert isinstance(found, Answer) and found.text == answer
    assert found.derivation is not None and query_of(found.derivation, "sparql") is not None


def test_what_the_answer_rests_on_is_evidence() -> None:
    over = fleet()
    (piece,) = with_values("Which is the longest boat?", (), over)
    found = of_kind("Which is the longest boat?", (piece,), over, built=True)
    assert "40 m" in piece.text and isinstance(found, Answer)
    assert [place.evidence for place in found.support] == [0] and found.score <= FOUND


def test_what_is_not_known_of_all_is_left_open() -> None:
    over = fleet(Triple("Eik", "built by", "karst"), Triple("Eik", "instance of", "ferry boat"))
    assert "not known of Eik" in str(of_kind("Which is the longest boat?", (), over, built=False))


@pytest.mark.parametrize(
    "question",
    [
        "Which is the longest boat of Sundlake?",
        "Which boat is the longest in Tarn?",
        "Who was the first captain?",
        "Which is the longest boat or ship?",
        "Which boat is it?",
        "What is a boat?",
        "Which boat was built by a smith?",
        "Who is the youngest?",
    ],
)
def test_other_questions_are_none_of_these(question: str) -> None:
    assert plan_of_kind(question) is None


def test_no_such_kind() -> None:
    assert of_kind("Which is the longest river?", (), fleet(), built=False) is None


STAFF = Graph.build(
    [
        triple
        for name, role, salary in (
            ("Ada", "nurse", 24),
            ("Ben", "porter", 18),
            ("Cora", "surgeon", 61),
            ("Dag", "nurse", 20),
        )
        for triple in (Triple(name, "role", role), Triple(name, "salary", Literal(str(salary), "integer")))
    ],
    [Entity(name, name, types=("person",)) for name in ("Ada", "Ben", "Cora", "Dag")],
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who earns the most?", "Cora"),
        ("Who is paid the least?", "Ben"),
        ("Which employee has the highest salary?", "Cora"),
        ("Which nurse earns the most?", "Ada"),
        ("What is the average salary?", "30.75"),
        ("What is the total salary of the nurses?", "44"),
        ("What is the average height?", None),
        ("Which pilot earns the most?", None),
    ],
)
def test_persons_and_those_who_are_something_by_a_value(question: str, answer: str | None) -> None:
    found = of_kind(question, (), STAFF, built=False)
    assert (found.text if isinstance(found, Answer) else None) == answer


def test_a_total_of_unlike_things_is_none() -> None:
    fleet_and_staff = fleet(*STAFF.match(), Triple("Ada", "length", Literal("2 m")))
    assert of_kind("What is the total length?", (), fleet_and_staff, built=False) is None
