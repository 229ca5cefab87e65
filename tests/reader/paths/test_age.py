"""How old somebody became, out of two days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Entity, Literal, Path, Step, Support, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.paths.age import age_at_death, asks_age_at_death
from kgqa.types import Evidence


def asked(question: str, born: str, died: str | None, *, inner: bool = False) -> tuple[str, tuple[Support, ...]] | None:
    steps = (Step("made by"),) if inner else ()
    start = "W" if inner else "J"
    facts = [Triple("J", "date of birth", Literal(born, "date")), Triple("W", "made by", "J")]
    paths = [Path(start, (*steps, Step("date of birth")), (Literal(born, "date"),), ())]
    if died is not None:
        facts.append(Triple("J", "date of death", Literal(died, "date")))
        paths.append(Path(start, (*steps, Step("date of death")), (Literal(died, "date"),), ()))
    graph = Graph.build(facts, [Entity("J", "Jo Lind"), Entity("W", "The Window")])
    found = age_at_death(question, [Evidence(path, "", 0.9, "path") for path in paths], graph)
    return None if found is None else (found.text, found.support)


WHEN = "How old was Jo Lind when she died?"


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        ("1868-06-07", "1940-01-19", "71"),
        ("1868-06-07", "1940-06-07", "72"),
        ("1868-06-07", "1940-06-06", "71"),
        ("1868", "1940", "71 or 72"),
        ("1868-06-07", "1940", "71 or 72"),
        ("1868-01-01", "1868-03-01", "0"),
    ],
)
def test_ages(born: str, died: str, age: str) -> None:
    assert asked(WHEN, born, died) == (age, (Support(0), Support(1)))


def test_what_is_not_known_is_left_open() -> None:
    assert asked(WHEN, "1868-06-07", None) is None
    assert asked(WHEN, "1940", "1868") is None
    assert asked(WHEN, "1860s", "1940") is None
    assert asked("How old was Jo Lind when the war began?", "1868-06-07", "1940-01-19") is None


def test_of_the_one_that_a_chain_leads_to() -> None:
    found = asked("How old was the painter of The Window when he died?", "1868-06-07", "1940-01-19", inner=True)
    assert found is not None and found[0] == "71"


@pytest.mark.parametrize(
    "question",
    [
        "How old was Jo Lind at the time of her death?",
        "At what age did Jo Lind die?",
        "How many years did Jo Lind live?",
        "how old was jo lind when jo lind died",
    ],
)
def test_how_it_is_asked(question: str) -> None:
    assert asks_age_at_death(question)


@pytest.mark.parametrize(
    "question",
    [
        "How old was Jo Lind when her husband died?",
        "How old was Jo Lind when the old king died?",
        "How old was Jo Lind when Karl Lind died?",
        "At what age did Jo Lind's husband die?",
        "At what age did the husband of Jo Lind die?",
        "How old was Jo Lind's father at the time of his death?",
        "How long did Jo Lind's brother live?",
    ],
)
def test_the_age_of_one_is_not_that_at_the_death_of_another(question: str) -> None:
    assert asked(question, "1868-06-07", "1940-01-19") is None


@pytest.mark.parametrize("relation", ["spouse", "husband"])
def test_of_kin_by_the_chain_that_leads_to_them(relation: str) -> None:
    facts = [Triple("A", relation, "J"), Triple("A", "father", "F")]
    paths = []
    for node, steps, born, died in (
        ("A", (), "1867-11-07", "1934-07-04"),
        ("J", (Step(relation),), "1859-05-15", "1906-04-19"),
        ("F", (Step("father"),), "1832-01-01", "1902-01-01"),
    ):
        for label, day in (("date of birth", born), ("date of death", died)):
            facts.append(Triple(node, label, Literal(day, "date")))
            paths.append(Path("A", (*steps, Step(label)), (Literal(day, "date"),), ()))
    graph = Graph.build(facts, [Entity("A", "Ada Lind"), Entity("J", "Karl Lind"), Entity("F", "Per Moe")])
    evidence = [Evidence(path, "", 0.9, "path") for path in paths]
    texts = {
        question: found.text
        for question in ("Ada Lind's husband", "Ada Lind's father", "Ada Lind")
        if (found := age_at_death(f"At what age did {question} die?", evidence, graph))
    }
    assert texts == {"Ada Lind's husband": "46", "Ada Lind's father": "70", "Ada Lind": "66"}


days = st.dates(datetime.date(1000, 1, 1), datetime.date(2020, 12, 31))


@given(days, days)
def test_the_age_is_the_number_of_birthdays_lived(one: datetime.date, other: datetime.date) -> None:
    born, died = sorted((one, other))
    birthday = (born.month, born.day)
    lived = sum(1 for year in range(born.year + 1, died.year + 1) if (year, *birthday) <= died.timetuple()[:3])
    found = asked(WHEN, born.isoformat(), died.isoformat())
    assert found is not None and found[0] == str(lived)
