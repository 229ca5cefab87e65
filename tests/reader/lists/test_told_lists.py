"""Spans of several passages as one list: whose members are like each other, each with its own place and score."""

from __future__ import annotations

import pytest

from kgqa import Entity, Passage
from kgqa.reader.asked.several import Several, asks_for_several
from kgqa.reader.lists.told import beside, is_other_kind, items_of, names, told
from kgqa.reader.network.found import FoundSpan

FILM = Several("film", 0)
LIST = "The films are Red Door, Blue Door and Low Sun."
ONE, TWO, THREE = "Night Ferry is a thriller.", "Grey Harbour is a film.", "Winter Bees is a 1961 novel."


def span(evidence: int, text: str, words: str, probability: float) -> FoundSpan:
    start = text.index(words)
    passage = Passage(str(evidence), str(evidence), "", text)
    return FoundSpan(evidence, passage, start, start + len(words), 3.0, probability)


def nobody(text: str) -> Entity | None:
    return None


def test_a_sentence_that_lists() -> None:
    items = items_of(FILM, [span(0, LIST, "Red Door, Blue Door and Low Sun", 0.7)], lambda text: False)
    answer = told(items, [None] * 3, "Ada Brock", nobody)
    assert answer is not None and answer.values == ("Red Door", "Blue Door", "Low Sun")
    assert (
        answer.text == "Red Door; Blue Door; Low Sun" and answer.kind == "span" and answer.score == pytest.approx(0.7)
    )
    assert [LIST[place.start : place.end] for place in answer.support] == list(answer.values)
    assert [member.support for member in answer.members] == [(place,) for place in answer.support]


def test_passages_that_say_one_each() -> None:
    spans = [span(0, ONE, "Night Ferry", 0.4), span(1, TWO, "Grey Harbour", 0.3), span(2, THREE, "Winter Bees", 0.3)]
    items = items_of(FILM, spans, lambda text: False)
    assert [item.span.text for item in items] == ["Night Ferry", "Grey Harbour"]  # a novel is no film
    answer = told(items, [0.6, 0.6], "Ada Brock", nobody)
    assert answer is not None and answer.values == ("Night Ferry", "Grey Harbour")
    assert [member.score for member in answer.members] == [pytest.approx(0.58), pytest.approx(0.51)]
    assert answer.score == pytest.approx(0.545) and [place.evidence for place in answer.support] == [0, 1]
    assert beside(answer, spans) == [spans[2]]


def test_what_is_not_said_when_asked_back_is_left_out() -> None:
    spans = [span(0, ONE, "Night Ferry", 0.4), span(1, TWO, "Grey Harbour", 0.3)]
    items = items_of(FILM, spans, lambda text: False)
    only = told(items, [0.6, None], "Ada Brock", nobody)
    assert only is not None and only.values == ("Night Ferry",) and only.members == ()
    assert told(items, [None, None], "Ada Brock", nobody) is None
    assert beside(None, spans) == spans


def test_the_same_from_two_passages_adds_up() -> None:
    spans = [span(0, LIST, "Red Door, Blue Door and Low Sun", 0.7), span(1, "Low Sun is a film.", "Low Sun", 0.4)]
    answer = told(items_of(FILM, spans, lambda text: False), [None, None, None, 0.5], "Ada", nobody)
    assert answer is not None and answer.values == ("Red Door", "Blue Door", "Low Sun")
    assert len(answer.members[2].support) == 2 and answer.members[2].score > answer.members[0].score


def test_entities_and_what_is_asked_about() -> None:
    spans = [span(0, LIST, "Red Door, Blue Door and Low Sun", 0.7)]
    items = items_of(FILM, spans, lambda text: False)
    answer = told(items, [None] * 3, "", lambda text: Entity(text, text))
    assert answer is not None and answer.kind == "entities" and len(answer.entities) == 3
    answer = told(items, [None] * 3, "Low Sun", nobody)
    assert answer is not None and answer.values == ("Red Door", "Blue Door")


def test_nothing_like_a_member() -> None:
    assert items_of(FILM, [], lambda text: False) == []
    assert items_of(FILM, [span(2, THREE, "Winter Bees", 0.9)], lambda text: False) == []
    assert items_of(FILM, [span(0, ONE, "Night Ferry is a thriller", 0.9)], lambda text: False) == []


def test_kinds_that_a_text_tells() -> None:
    assert not is_other_kind(TWO, 0, 12, FILM) and is_other_kind(THREE, 0, 11, FILM)
    assert not is_other_kind(ONE, 0, 11, FILM)
    assert is_other_kind("The Osk Prize is a prize for novels.", 0, 13, Several("novel", 0))
    assert names("Jon Reef and Mila Osk", "Mila Osk") and not names("", "Mila Osk") and not names("Jon Osk", "Mila Osk")


MADE = "She directed Salt Road (1987) and Winter Ferry (1996). She produced Glass Harbour (1991) and Late Light (1988)."


def test_all_that_was_made_is_one_list() -> None:
    passage = Passage("1", "1", "Mara Tolve", MADE)
    spans = [
        FoundSpan(0, passage, MADE.index("Glass"), MADE.index(" (1991)"), 3.0, 0.6, 0.0),
        FoundSpan(0, passage, MADE.index("Salt"), MADE.index(" (1987)"), 1.0, 0.2, 0.0),
    ]
    asked = {"make": 4, "produce": 2}
    for verb, many in asked.items():
        question = f"Which films did Mara Tolve {verb}?"
        several = asks_for_several(question)
        assert several is not None
        items = items_of(several, spans, lambda text: False, question)
        assert len(items) == many and all(item.is_said for item in items)
