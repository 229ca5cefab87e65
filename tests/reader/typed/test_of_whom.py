"""Questions for some of all people, which name no kind, and superlatives of a day that is named."""

from __future__ import annotations

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.typed.all_of_kind import of_kind

STAFF = {"Ada Holt": (52000, "2019-04-01", "1990-05-02"), "Bo Lind": (61000, "2015-01-09", "1971-11-30")}


def office(born: bool = True, types: tuple[str, ...] = ("person",)) -> Graph:
    facts = [
        triple
        for name, (salary, started, birth) in STAFF.items()
        for triple in (
            Triple(name, "salary", Literal(str(salary))),
            Triple(name, "start date", Literal(started)),
            *([Triple(name, "date of birth", Literal(birth))] if born else []),
        )
    ]
    facts += [Triple(name, "deadline", Literal(day)) for name, day in (("Dune", "2027-03-01"), ("Ember", "2027-01-15"))]
    projects = [Entity(name, name, types=("project",)) for name in ("Dune", "Ember")] if types else []
    return Graph.build(facts, [*(Entity(name, name, types=types) for name in STAFF), *projects])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who has a salary above 55000?", "Bo Lind"),
        ("Who has the highest salary?", "Bo Lind"),
        ("Who started first?", "Bo Lind"),
        ("Who started after 2018?", "Ada Holt"),
        ("Who is the youngest person?", "Ada Holt"),
        ("Which project has the earliest deadline?", "Ember"),
        ("Which project has the latest deadline?", "Dune"),
    ],
)
def test_all_people_are_looked_at(question: str, answer: str) -> None:
    found = of_kind(question, (), office(), built=False)
    assert isinstance(found, Answer) and found.text == answer


def test_the_youngest_is_not_who_came_last() -> None:
    assert not isinstance(of_kind("Who is the youngest person?", (), office(born=False), built=False), Answer)


def test_without_kinds_those_that_have_it_are_meant() -> None:
    found = of_kind("Who has the highest salary?", (), office(types=()), built=False)
    assert isinstance(found, Answer) and found.text == "Bo Lind"


@pytest.mark.parametrize("question", ["Who is it?", "Who has a salary?", "Who?", "Who is the youngest?"])
def test_nobody_is_chosen_by_nothing(question: str) -> None:
    assert of_kind(question, (), office(), built=False) is None
