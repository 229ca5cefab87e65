"""What a word of a name says the question does not: "White Men Can't Jump" denies nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Entity, Path, Step, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.answering import beyond_facts
from kgqa.reader.language.named import without_names
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.network.found import FoundPath
from kgqa.types import Evidence

FILMS = ("Gulls Can't Swim", "Never Ask (film)", "Total Fog", "Did She Know")
GRAPH = Graph.build(
    [Triple(film, "director", "Oda") for film in FILMS], [*(Entity(film, film) for film in FILMS), Entity("Oda", "Oda")]
)


def about(film: str) -> Evidence:
    return Evidence(Path(film, (Step("director"),), ("Oda",), (Triple(film, "director", "Oda"),)), "", 0.9, "path")


ALL = [about(film) for film in FILMS]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who directed Gulls Can't Swim?", "who directed it"),
        ("who did not direct gulls can't swim", "who did not direct it"),
        ("Who directed Never Ask?", "Who directed it"),
        ("Did She Know was directed by whom?", "it was directed by whom?"),
        ("Who directed 'Total Fog', and when?", "Who directed it and when?"),
        ("Who directed it?", "Who directed it?"),
        ("", ""),
    ],
)
def test_names_are_left_out(question: str, words: str) -> None:
    assert without_names(question, ALL, GRAPH) == words


def test_a_name_denies_nothing_and_works_out_nothing() -> None:
    for film in ("Gulls Can't Swim", "Never Ask", "Total Fog"):
        content = next(e.content for e in ALL if isinstance(e.content, Path) and e.content.start.startswith(film))
        found = [FoundPath(0, content, 5.0, 0.9)]
        said = without_names(f"Who directed {film}?", ALL, GRAPH)
        assert beyond_facts(said, found, GRAPH) == found
        denied = without_names(f"Who did not direct {film}?", ALL, GRAPH)
        assert beyond_facts(denied, found, GRAPH) == []
    assert not asks_yes_or_no(without_names("Did She Know was directed by whom?", ALL, GRAPH))


PIECES = ("who", "not", "Gulls", "Can't", "Swim", "Total", "Fog?", "—", "Never", "Ask")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_is_left_are_words_of_the_question_in_their_order(pieces: list[str]) -> None:
    rest = iter(pieces)
    left = [word for word in without_names(" ".join(pieces), ALL, GRAPH).split() if word != "it"]
    assert all(word in rest for word in left)


def test_a_request_is_no_question_for_yes_or_no() -> None:
    for request in (
        "Can you tell me who wrote Emma?",
        "could you please list the rivers",
        "Do you know when it opened?",
    ):
        assert not asks_yes_or_no(request)
    for question in ("Can penguins fly?", "Do you know whether it opened?", "Could it rain in Lima?"):
        assert asks_yes_or_no(question)
