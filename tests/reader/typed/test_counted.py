"""The most and the fewest of what is linked, counted over a small graph, with no model."""

from __future__ import annotations

import pytest
import rdflib

from kgqa import Answer, Entity, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdf_terms import id_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.reader.asked.of_kind import plan_of_kind
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.typed.all_of_kind import of_kind, with_values

FACTS = """
Heron | director | Ada Quist
Otter | director | Ada Quist
Lynx | director | Ada Quist
Brume | director | Bo Rand
Marten | director | Bo Rand
Marten | director | Cy Stone
Heron | cast member | Bo Rand
Heron | cast member | Cy Stone
Otter | cast member | Cy Stone
Heron | country | Norvia
Otter | country | Norvia
Marten | country | Sarland
Mirrin | located in | Sarland
Karn | located in | Sarland
Tolm | located in | Norvia
Wend Lake | located in | Norvia
Wend Ridge | located in | Norvia
Norvia | shares border with | Sarland
Osmar | shares border with | Norvia
Ada Quist | place of birth | Mirrin
Bo Rand | place of birth | Mirrin
Cy Stone | place of birth | Karn
Ada Quist | works on | Heron
Ada Quist | works on | Otter
Bo Rand | works on | Otter
Bo Rand | reports to | Ada Quist
Cy Stone | reports to | Ada Quist
Otter | sponsored by | Elm Fund
Lynx | sponsored by | Elm Fund
Heron | sponsored by | Oak Fund
"""
KINDS = {
    "film": ("Heron", "Otter", "Lynx", "Marten"),
    "television series": ("Brume",),
    "human": ("Ada Quist", "Bo Rand", "Cy Stone"),
    "country": ("Norvia", "Sarland", "Osmar"),
    "city": ("Mirrin", "Karn", "Tolm"),
    "lake": ("Wend Lake",),
    "ridge": ("Wend Ridge",),
}


def world(*, typed: bool = True) -> Graph:
    triples = [Triple(*map(str.strip, line.split("|"))) for line in FACTS.strip().splitlines()]
    entities = [Entity(name, name, types=(kind,)) for kind, names in KINDS.items() for name in names]
    return Graph.build(triples, entities if typed else ())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who directed the most films?", "Ada Quist"),
        ("Who directed the fewest films?", "Bo Rand; Cy Stone"),  # a series is no film
        ("Which director has the most films?", "Ada Quist"),
        ("Which person is the director of the most films?", "Ada Quist"),
        ("Which film has the most cast members?", "Heron"),
        ("Which film has the largest number of directors?", "Marten"),
        ("Which country has the most cities?", "Sarland"),  # and not Norvia, with a lake and a ridge
        ("Which country has the most films?", "Norvia"),
        ("Which country borders the most countries?", "Norvia"),  # whichever way a border is written
        ("In which city were the most people born?", "Mirrin"),
        ("Which city has the most people born in it?", "Mirrin"),
        ("Who works on the most films?", "Ada Quist"),
        ("Which film is worked on by the most people?", "Otter"),
        ("Which film do the most people work on?", "Otter"),
        ("Which film has the most people working on it?", "Otter"),
        ("Who has the most direct reports?", "Ada Quist"),
        ("Which two directors directed the most films?", None),  # the second place is shared
    ],
)
def test_what_is_linked_most_or_least(question: str, answer: str | None) -> None:
    over = world()
    found = of_kind(question, with_values(question, (), over), over, built=False)
    assert (found.text if isinstance(found, Answer) else None) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which fund sponsored the most films?", "Elm Fund"),
        ("Who sponsored the most films?", "Elm Fund"),
        ("Who directed the most films?", "Ada Quist"),
    ],
)
def test_a_graph_without_kinds_counts_by_the_verb(question: str, answer: str) -> None:
    found = of_kind(question, (), world(typed=False), built=False)
    assert isinstance(found, Answer) and found.text == answer


@pytest.mark.parametrize(
    "question",
    [
        "Which country has the fewest cities?",  # nothing is known of Osmar's
        "Who appears in the most paintings?",
        "Which country has the most rivers?",
    ],
)
def test_what_the_graph_does_not_count_is_left_open(question: str) -> None:
    assert isinstance(of_kind(question, (), world(), built=False), str)


@pytest.mark.parametrize("question", ["Which film has the most cast members?", "Who works on the most films?"])
def test_the_query_counts_as_the_answer_does(question: str) -> None:
    over = world()
    found = of_kind(question, (), over, built=False)
    assert isinstance(found, Answer) and found.derivation is not None and found.derivation.pick is not None
    rows = rdflib.Graph(KGQAStore.of(over)).query(query_of(found.derivation, "sparql") or "")
    assert {id_of(str(row[0])) for row in rows} == {found.text}  # type: ignore[index]  # rows of a SELECT


def test_the_answer_says_what_was_counted_and_rests_on_it() -> None:
    over = world()
    question = "Who works on the most films?"
    evidence = with_values(question, (), over)
    found = of_kind(question, evidence, over, built=False)
    assert isinstance(found, Answer) and found.derivation is not None
    assert "Ada Quist has the most films ('works on'): 2." in found.derivation.sentence
    assert [evidence[place.evidence].text for place in found.support] == ["Ada Quist | works on: Heron ; Otter"]


@pytest.mark.parametrize(
    ("text", "left", "deed", "turned"),
    [
        ("who works on the most projects", "", "works on", False),
        ("which team is led by the fewest people", "which team", "led", True),
        ("which team do the most people lead", "which team", "lead", True),
        ("which team has the most people working on it", "which team", "working on", True),
        ("which team has the most members", "which team", "", False),
    ],
)
def test_the_deed_that_is_counted(text: str, left: str, deed: str, turned: bool) -> None:
    rest, pick = taken_superlative(text)
    assert rest == left and pick is not None and (pick.deed, pick.turned) == (deed, turned)


def test_the_most_recent_is_no_number() -> None:
    assert plan_of_kind("Who directed the most recent film?") is None
