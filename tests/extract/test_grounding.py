"""Statements are about the entities and values that stand where they say, and about things of their own elsewhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.grounding import grounded
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.relations.schema import RelationType
from kgqa.extract.relations.stated import EXTRACTOR, Stated
from kgqa.types import Literal

TEXT = "The yawl Dorade, 52 feet long, was drawn by Captain Olin Stern in 1929 for a sweeper."
DESIGNER = RelationType("d", "designer", "Boat", "Person")
LENGTH = RelationType("l", "length", "Boat", "number")
NICKNAME = RelationType("n", "nickname", "Boat", "string")
BUILT = RelationType("b", "year built", "Boat", "date")
OWNER = RelationType("o", "owner", "Boat", "Person")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


PEOPLE = (FoundEntity("Olin Stern", "person", ("Olin Stern",), (span("Olin Stern"),)),)
VALUES = (Value(span("52"), "52", "number", "foot"), Value(span("1929"), "1929", "date"))
SENTENCE = Span(0, len(TEXT))


def facts_of(*stated: tuple[RelationType, Span, Span, float]):
    doc = cast(Any, SimpleNamespace(text=TEXT))  # of which nothing is asked here
    parsed = Parsed(Document("d", "", TEXT), doc, (SENTENCE,), PEOPLE, VALUES)
    said = [Stated(SENTENCE, relation, head, tail, chance) for relation, head, tail, chance in stated]
    return grounded(said, PEOPLE, parsed)


def test_a_stretch_is_the_entity_that_it_touches_most_of() -> None:
    entities, (fact,) = facts_of((DESIGNER, span("The yawl Dorade"), span("Captain Olin Stern"), 0.9))
    assert (fact.tail, fact.extractor, fact.confidence, fact.relation) == (0, EXTRACTOR, 0.9, "designer")
    assert entities[fact.head] == FoundEntity("yawl Dorade", "boat", ("yawl Dorade",), (span("yawl Dorade"),))
    assert TEXT[fact.span.start : fact.span.end] == "The yawl Dorade, 52 feet long, was drawn by Captain Olin Stern"


def test_a_stretch_with_a_number_is_no_mention_without_it() -> None:
    text = "Board Session 7 was led by Olin Stern; Session 8 by Ada Lind."
    at = text.index
    found = FoundEntity("Board Session", "event", ("Board Session",), (Span(0, 13),))
    doc = cast(Any, SimpleNamespace(text=text))
    parsed = Parsed(Document("d", "", text), doc, (Span(0, len(text)),), (found,), ())
    leader = RelationType("l", "leader", "Event", "Person")
    name = Span(at("Olin Stern"), at("Olin Stern") + 10)
    for head, called in ((Span(0, 15), "Board Session 7"), (Span(0, 13), "Board Session")):
        entities, (fact,) = grounded([Stated(Span(0, len(text)), leader, head, name, 0.9)], (found,), parsed)
        assert entities[fact.head].name == called


def test_the_word_for_its_class_is_no_part_of_a_name() -> None:
    text = "The ferry Hild and the ferry of Olin Stern were built by the person Ada Lind."
    doc = cast(Any, SimpleNamespace(text=text))
    parsed = Parsed(Document("d", "", text), doc, (Span(0, len(text)),), (), ())
    builder = RelationType("b", "builder", "Ferry", "Person")
    at = text.index
    tail = Span(at("the person"), len(text) - 1)
    for head, called in (
        (Span(0, 14), "Hild"),
        (Span(at("the ferry of"), at(" were")), "ferry of Olin Stern"),
    ):
        entities, (fact,) = grounded([Stated(Span(0, len(text)), builder, head, tail, 0.9)], (), parsed)
        assert (entities[fact.head].name, entities[cast(int, fact.tail)].name) == (called, "Ada Lind")


def test_values_are_literals_with_their_unit() -> None:
    _, facts = facts_of((LENGTH, span("Dorade"), span("52 feet"), 0.9), (BUILT, span("Dorade"), span("in 1929"), 0.8))
    assert [each.tail for each in facts] == [Literal("52", "number"), Literal("1929", "date")]
    assert facts[0].qualifiers == (("unit", "foot"),) and facts[0].head == facts[1].head


def test_a_text_is_one_where_the_range_says_so_and_no_value_where_none_stands() -> None:
    _, facts = facts_of((NICKNAME, span("Dorade"), span("a sweeper"), 0.9), (LENGTH, span("Dorade"), span("long"), 0.9))
    assert [each.tail for each in facts] == [Literal("sweeper", "")]


def test_of_one_fact_in_a_sentence_the_surest_is_kept_and_nothing_is_its_own() -> None:
    _, facts = facts_of(
        (DESIGNER, span("Dorade"), span("Olin Stern"), 0.4),
        (DESIGNER, span("Dorade"), span("Stern"), 0.7),
        (OWNER, span("Dorade"), span("Dorade"), 0.9),
    )
    assert [(each.relation, each.confidence) for each in facts] == [("designer", 0.7)]


@given(st.lists(st.tuples(st.sampled_from([DESIGNER, LENGTH, NICKNAME, OWNER]), *[st.integers(0, 85)] * 4), max_size=8))
def test_every_fact_names_entities_that_are_there_by_words_that_stand_in_the_text(drawn) -> None:
    stated = [
        (relation, Span(min(a, b), max(a, b) + 1), Span(min(c, d), max(c, d) + 1), 0.5)
        for relation, a, b, c, d in drawn
    ]
    stated = [each for each in stated if each[1].end <= len(TEXT) and each[2].end <= len(TEXT)]
    entities, facts = facts_of(*stated)
    assert entities[: len(PEOPLE)] == PEOPLE
    for fact in facts:
        assert 0 <= fact.head < len(entities) and fact.span.start < fact.span.end <= len(TEXT)
        assert not isinstance(fact.tail, int) or 0 <= fact.tail < len(entities)
    for entity in entities:
        assert all(TEXT[m.start : m.end].casefold() == entity.name.casefold() for m in entity.mentions)
