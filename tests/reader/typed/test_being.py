"""Questions whether a thing is what a fact says it is: over a small graph, with no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN
from kgqa.reader.typed.being import so, with_so
from kgqa.reader.typed.sets import walked
from kgqa.types import Evidence, Step

GRAPH = Graph.build(
    [
        Triple("alka", "status", Literal("in use")),
        Triple("alka", "type", "ferry"),
        Triple("alka", "former name", "bris"),
        Triple("alka", "home port", Literal("Tarn")),
        Triple("jo", "place of birth", "tarn"),
        Triple("jo", "occupation", Literal("former baker")),
        Triple("tarn", "country", "veland"),
        Triple("tarn", "note", Literal("")),
    ],
    [
        Entity("alka", "The Alka"),
        Entity("ferry", "ferry boat", aliases=("car ferry",)),
        Entity("bris", "Bris"),
        Entity("jo", "Jo Lind"),
        Entity("tarn", "Tarn"),
        Entity("veland", "Veland"),
    ],
)
STARTS = {"alka": "status", "jo": "occupation", "tarn": "note"}
PATHS = tuple(Evidence(walked(id, (Step(step),), GRAPH), "", 0.1, "path") for id, step in STARTS.items())


@pytest.mark.parametrize(
    "question",
    [
        "Is the Alka in use?",
        "Is the Alka a ferry boat?",
        "Is the Alka a boat?",
        "Is the Alka still in use?",
        "is the alka a car ferry?",
        "Is Tarn in Veland?",
    ],
)
def test_what_a_fact_says_is_so(question: str) -> None:
    evidence = with_so(question, PATHS, GRAPH)
    found = so(question, evidence, GRAPH, built=False)
    assert found is not None and (found.text, found.score, len(found.support)) == ("yes", GIVEN, 1)
    assert found.derivation is None or query_of(found.derivation, "sparql") is not None
    built = so(question, evidence, GRAPH, built=True)
    assert built is not None and built.score == FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Is the Alka a tug?",
        "Is the Alka Bris?",  # it was called so
        "Is the Alka not in use?",
        "Is Jo Lind a baker?",  # a former one
        "Is Jo Lind in Tarn?",  # born there
        "Is Jo Lind from Tarn?",
        "Is Tarn older than Veland?",
        "Who is the Alka?",
        "Is the Alka?",
        "Is Veland in Tarn?",
        "",
    ],
)
def test_of_what_no_fact_says_nothing_follows(question: str) -> None:
    assert so(question, PATHS, GRAPH, built=False) is None
    assert with_so(question, PATHS, GRAPH) == PATHS


@given(st.text(max_size=40))
def test_any_text_is_looked_at(text: str) -> None:
    for question in (text, f"Is the Alka {text}?", f"Is {text} in use?"):
        with_so(question, PATHS, GRAPH)


STAFF = Graph.build(
    [
        Triple("ada", "employment", Literal("full-time")),
        Triple("ben", "employment", Literal("part-time")),
        Triple("cora", "employment", Literal("part-time")),
        Triple("ada", "role", "nurse"),
        Triple("ben", "role", "porter"),
        Triple("ada", "shift", Literal("early")),
        Triple("ada", "shift", Literal("late")),
        Triple("ben", "shift", Literal("night")),
    ],
    [Entity("ada", "Ada Lind"), Entity("ben", "Ben Ray"), Entity("cora", "Cora Wall")],
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is Ada Lind full-time?", "yes"),
        ("Does Ada Lind work full-time?", "yes"),
        ("Is Ada Lind part-time?", "no"),
        ("Does Ben Ray work full-time?", "no"),
        ("Is Ada Lind seasonal?", None),  # nobody is
        ("Is Ada Lind a nurse?", "yes"),
        ("Is Ada Lind a porter?", "no"),  # nobody of the table is two things
        ("Does Ada Lind work night?", None),  # of shifts one may have several
    ],
)
def test_who_has_one_value_alone_has_no_other(question: str, answer: str | None) -> None:
    paths = tuple(
        Evidence(walked(id, (Step("employment"),), STAFF), "", 0.1, "path")
        for id in ("ada", "ben")
        if id in question.lower()
    )
    found = so(question, with_so(question, paths, STAFF), STAFF, built=False)
    assert (None if found is None else found.text) == answer
