"""Entities that are named beside a question."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.given import given_links
from kgqa.types import Entity, Link, Question, Triple

ENTITIES = [
    Entity("Q1", "Veland", ("Kingdom of Veland",)),
    Entity("Q2", "Airplane!"),
    Entity("Q3", "Åsa Lind"),
    Entity("Q4", "Heat (film)"),
    Entity("Q5", "C++ (language)"),
]
GRAPH = Graph.build([Triple("Q1", "borders", "Q9"), Triple("Q3", "born in", "Q1")], ENTITIES)
LINKER = EntityLinker(GRAPH, LinkIndex.build(GRAPH))


def links(text: str, *names: str) -> tuple[Link, ...]:
    return given_links(Question("1", text), names, GRAPH, LINKER)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Q1", "Q1"),
        ("Veland", "Q1"),
        (" VELAND ", "Q1"),
        ("Kingdom of Veland", "Q1"),
        ("Airplane!", "Q2"),
        ("asa  lind", "Q3"),
        ("Heat (film)", "Q4"),
        ("heat", "Q4"),
        # An id that no entity has a label for.
        ("Q9", "Q9"),
    ],
)
def test_ids_labels_and_aliases(name: str, id: str) -> None:
    (link,) = links("Who?", name)
    assert (link.entity, link.score) == (GRAPH.entity_by_id(id), 1.0)


@pytest.mark.parametrize("name", ["Atlantis", "Velnd", "Velands", "Kindom of Veland", "Lind", "the king of Veland", ""])
def test_a_name_that_the_graph_lacks_is_no_misspelling_of_one_that_it_has(name: str) -> None:
    with pytest.raises(InputError, match="the graph has no entity"):
        links("What about Veland?", name)


def test_a_mention_is_the_whole_label_in_the_question_or_empty() -> None:
    text = "Is cVeland in VELAND, not Velandia?"
    (link,) = links(text, "Q1")
    assert (link.mention.start, link.mention.end, link.mention.text) == (14, 20, "VELAND")
    (link,) = links("Is C++ (language) old?", "Q5")
    assert link.mention.text == "C++ (language)"
    for text in ("Is it old?", "Velandia"):
        (link,) = links(text, "Q1")
        assert (link.mention.start, link.mention.end, link.mention.text) == (0, 0, "")


def test_in_the_order_given_each_once() -> None:
    assert [link.entity.id for link in links("?", "Åsa Lind", "Veland", "Q3", "Kingdom of Veland")] == ["Q3", "Q1"]
    assert links("?") == ()
    with pytest.raises(InputError, match="no entity 'Atlantis'"):
        links("?", "Veland", "Atlantis")


WORDS = ["It", "Who", "Her", "Up", "A", "What", "Is", "The", "and", "!!!", "?", " ".join(["long"] * 39 + ["Tide"])]
PLAIN = [Entity(f"N{number}", word, ("***",) if word == "Up" else ()) for number, word in enumerate(WORDS)]
NAMED = Graph.build([Triple("N0", "directed by", "N1"), Triple("N3", "directed by", "N0")], PLAIN)
NAMES = EntityLinker(NAMED, LinkIndex.build(NAMED))


@pytest.mark.parametrize("word", [*WORDS, "***"])
def test_any_word_or_sign_that_is_a_label_is_found(word: str) -> None:
    (link,) = given_links(Question("1", "Who directed it?"), [word], NAMED, NAMES)
    assert word in (link.entity.label, *link.entity.aliases)


@pytest.mark.parametrize("name", ["How", "!!", "!!!!", "- -", " "])
def test_a_word_or_sign_that_is_no_label_is_none(name: str) -> None:
    with pytest.raises(InputError, match="the graph has no entity"):
        given_links(Question("1", "Who directed it?"), [name], NAMED, NAMES)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["Q1", "Q2", "Q3", "Q4", "Q5"]))
def test_offsets_are_what_they_claim(text: str, id: str) -> None:
    (link,) = links(text, id)
    assert text[link.mention.start : link.mention.end] == link.mention.text
    assert link.entity.id == id


@settings(deadline=None)
@given(st.text(max_size=12))
def test_what_is_accepted_is_a_name_of_the_graph(name: str) -> None:
    try:
        (link,) = links("?", name)
    except InputError:
        return
    assert link.entity in ENTITIES or name == "Q9"
