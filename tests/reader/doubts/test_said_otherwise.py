"""Facts beside texts that say otherwise, and relations that say the opposite of what is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgqa.kg.graph import Graph
from kgqa.reader.doubts.said_otherwise import beside_texts, names_relation
from kgqa.reader.language.opposites import is_opposite
from kgqa.reader.network.found import FoundPath, FoundSpan
from kgqa.reader.passages.injected import beside_passages
from kgqa.types import Entity, Evidence, Passage, Path, Step, Triple

ENTITIES = [Entity("b", "The Long Quay"), Entity("o", "Oda Wrenfield"), Entity("t", "Ture Halm")]


def facts(relation: str) -> tuple[Graph, FoundPath]:
    triple = Triple("b", relation, "t")
    path = Path("b", (Step(relation, False),), ("t",), (triple,))
    return Graph.build([triple], ENTITIES), FoundPath(0, path, 2.0, 0.8)


def span(text: str, answer: str, probability: float) -> FoundSpan:
    start = text.index(answer)
    return FoundSpan(1, Passage("p", "p", "Quays", text), start, start + len(answer), 2.0, probability)


SAYS = "The Long Quay was illustrated by Oda Wrenfield."


@pytest.mark.parametrize(
    ("words", "relation", "text", "answer", "is_less"),
    [
        ("who illustrated it?", "publisher", SAYS, "Oda Wrenfield", True),
        ("who illustrated it?", "publisher", "In The Long Quay's blurb Oda Wrenfield is named.", "Oda Wrenfield", True),
        ("who illustrated it?", "illustrator", SAYS, "Oda Wrenfield", False),
        ("who illustrated it?", "publisher", "Ture Halm made The Long Quay.", "Ture Halm", False),
        ("who illustrated it?", "publisher", "Oda Wrenfield lives there.", "Oda Wrenfield", False),
        ("who built it?", "creator", "The Long Quay was built by Oda Wrenfield.", "Oda Wrenfield", True),
        ("who built it?", "builder", "The Long Quay was built by Oda Wrenfield.", "Oda Wrenfield", False),
        ("who built it?", "creator", "The Long Quay is by Oda Wrenfield.", "Oda Wrenfield", False),
        ("which team did it play for?", "member of", "Of The Long Quay Oda Wrenfield played.", "Oda Wrenfield", True),
        ("the number of night guards of it", "number of guards", "The Long Quay has 9 night guards.", "9", True),
        ("the number of guards of it", "number of guards", "The Long Quay has 9 night guards.", "9", False),
        ("the number of night guards of it", "number of guards", "The Long Quay has 9 guards.", "9", False),
    ],
)
def test_what_a_text_says_otherwise_speaks_against_a_fact_that_was_not_asked_for_or_not_in_these_words(
    words: str, relation: str, text: str, answer: str, is_less: bool
) -> None:
    graph, found = facts(relation)
    (now,) = beside_texts(words, [found], [span(text, answer, 0.5)], graph)
    assert (now.probability < found.probability / 2) is is_less
    assert is_less or now == found


def test_a_text_that_is_hardly_believed_says_nothing_against_a_fact() -> None:
    graph, found = facts("publisher")
    assert beside_texts("who illustrated it?", [found], [span(SAYS, "Oda Wrenfield", 0.0005)], graph) == [found]
    assert beside_texts("who illustrated it?", [found], [], graph) == [found]


def test_a_text_about_the_start_says_nothing_against_what_is_two_steps_away() -> None:
    triples = (Triple("b", "publisher", "o"), Triple("o", "school", "t"))
    path = Path("b", (Step("publisher"), Step("school")), ("t",), triples)
    found, graph = FoundPath(0, path, 2.0, 0.8), Graph.build(triples, ENTITIES)
    assert beside_texts("where did it graduate?", [found], [span(SAYS, "Oda Wrenfield", 0.5)], graph) == [found]


def test_a_fact_of_less_than_is_asked_for_is_not_read_beside_passages_unless_it_is_nearly_sure() -> None:
    graph, found = facts("number of guards")
    evidence = [Evidence(found.path, "", 0.5, "path")]
    assert beside_passages("The number of guards of The Long Quay?", [found], evidence, graph) == [found]
    asked = "The number of night guards of The Long Quay?"
    assert beside_passages(asked, [found], evidence, graph) == []
    sure = replace(found, probability=0.95)
    assert beside_passages(asked, [sure], evidence, graph) == [sure]


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("when did it die?", "date of death", True),
        ("who wrote it?", "author", True),
        ("where did it study?", "educated at", True),
        ("who made it?", "manufacturer", True),
        ("who wrote it?", "illustrator", False),
        ("what came after it?", "successor", True),
        ("where is it?", "location", True),
        ("what is it?", "P31", True),
        ("who wrote it?", "作者", True),
        ("when was it?", "publication date", True),
        ("where is it?", "publication date", False),
        ("what came after it?", "successor of", False),
        ("who made the film?", "film score", False),
    ],
)
def test_words_that_name_a_relation(words: str, label: str, expected: bool) -> None:
    assert names_relation(words, label) is expected


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Where did it die?", "place of birth", True),
        ("Where did it die?", "place of burial", True),
        ("Where was it born and where did it die?", "place of birth", False),
        ("What was it followed by?", "preceded by", True),
        ("What was it followed by?", "followed by", False),
        ("What was followed by it?", "followed by", True),
        ("What was followed by it?", "those followed by", False),
        ("Who was the predecessor of it?", "successor", True),
        ("Who was the predecessor of it?", "successor of", False),
        ("Who wrote the sequel to it?", "author", False),
        ("When was it founded?", "date of birth", False),
    ],
)
def test_relations_that_say_the_opposite(words: str, label: str, expected: bool) -> None:
    assert is_opposite(words, label) is expected
