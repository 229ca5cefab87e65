"""What the parse shows to be denied or attributed is no fact for the trained extractor either."""

from __future__ import annotations

import pytest

from kgqa import Literal
from kgqa.extract.document import Document, Span
from kgqa.extract.doubt import APART, less_sure_apart, with_doubt
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.parsed import Parsed, Value

ONE, TWO = Span(0, 20), Span(21, 40)


def fact(head: int, tail: int, sentence: Span, *qualifiers: tuple[str, str], relation: str = "spouse") -> FoundFact:
    return FoundFact(head, relation, tail, sentence, sentence, "x", 0.9, qualifiers)


def test_a_denied_pair_is_denied_whatever_the_relation_and_the_direction() -> None:
    denied = fact(0, 1, ONE, ("negated", "yes"))
    (found,) = with_doubt([fact(1, 0, ONE, relation="sibling")], [denied, fact(0, 2, ONE)])
    assert not found.is_said


def test_a_sentence_that_is_all_hearsay_says_nothing_as_true() -> None:
    heard = fact(0, 1, ONE, ("attributed to", "Olav Dahl"))
    found = with_doubt([fact(0, 2, ONE), fact(0, 2, TWO)], [heard])
    assert [each.is_said for each in found] == [False, True]


def test_one_plain_statement_is_enough() -> None:
    found = with_doubt([fact(0, 1, ONE)], [fact(0, 1, ONE, ("negated", "yes")), fact(0, 1, ONE, ("date", "1931"))])
    assert found[0].is_said
    assert with_doubt([fact(0, 1, ONE)], []) == (fact(0, 1, ONE),)


def test_things_that_no_sentence_names_together_are_less_sure() -> None:
    text = "Low Water is a novel. Ida Kell wrote it. She was born in 1944."
    entities = (
        FoundEntity("Low Water", "work", ("Low Water",), (Span(0, 9), Span(37, 39))),
        FoundEntity("Ida Kell", "person", ("Ida Kell",), (Span(22, 30), Span(41, 44))),
    )
    sentences = (Span(0, 21), Span(22, 40), Span(41, 62))
    born = Value(Span(57, 61), "1944", "date")
    parsed = Parsed(Document("d", "", text), None, sentences, entities, (born,))  # type: ignore[arg-type]  # no parse is read
    year = Literal("1944", "date")
    facts = [
        FoundFact(0, "author", 1, sentences[1], sentences[1], "trained", 0.8),
        FoundFact(1, "date of birth", year, sentences[2], sentences[2], "trained", 0.8),
        FoundFact(0, "publication date", year, sentences[2], sentences[2], "trained", 0.8),
    ]
    sure, also, apart = less_sure_apart(facts, parsed)
    assert (sure.confidence, also.confidence) == (0.8, 0.8)
    assert apart.confidence == pytest.approx(0.8 * APART)
