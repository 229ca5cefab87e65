"""Questions turned into ones without an answer: what is put in, and what is never touched."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reader_data.edits import CONTRARIES, OTHER, contrary, edited, negated, renamed
from kgqa import Mention
from kgqa.data.example import ReadingExample

TEXT = "The Marn bridge was opened in 1904 by Ida Holm. The Tolva bridge followed in 1911."


def example(question: str, answer: str) -> ReadingExample:
    at = TEXT.index(answer)
    return ReadingExample("q", question, TEXT, (Mention(at, at + len(answer), answer),))


def test_every_word_has_a_contrary_that_is_another_word() -> None:
    assert len(OTHER) > 150
    assert all(word != other and other in OTHER for word, other in OTHER.items())
    assert all(len(pair.split()) == 2 for pair in CONTRARIES.split(";"))


def test_a_word_becomes_its_contrary() -> None:
    assert contrary("Who crossed it first?", random.Random(0)) == "Who crossed it last?"
    assert contrary("Who opened the bridge?", random.Random(0)) == "Who closed the bridge?"
    assert contrary("Who is she?", random.Random(0)) is None


def test_a_negation_is_put_in_or_taken_out() -> None:
    said = {negated("When did Ida Holm open it?", random.Random(seed)) for seed in range(20)}
    assert "When didn't Ida Holm open it?" in said
    said = {negated("When did the Tolva bridge begin?", random.Random(seed)) for seed in range(20)}
    assert said >= {"When did the Tolva bridge not begin?", "When did the Tolva bridge never begin?"}
    assert negated("Who can cross it?", random.Random(0)) == "Who can not cross it?"
    assert negated("Who didn't cross it?", random.Random(0)) == "Who did cross it?"
    assert negated("Name the bridge.", random.Random(0)) is None


def test_a_name_gives_way_to_another_of_the_text_but_never_to_the_answer() -> None:
    for seed in range(20):
        changed = renamed("When was the Marn bridge opened?", TEXT, random.Random(seed), ["1904"])
        assert changed in {"When was the Ida Holm bridge opened?", "When was the Tolva bridge opened?"}
    assert renamed("when was it opened?", TEXT, random.Random(0), ["1904"]) is None


def test_changed_questions_have_no_answers_and_names_of_their_own() -> None:
    made = list(edited([example("When was the Marn bridge first opened?", "1904")], random.Random(1)))
    assert {e.id for e in made} == {"q-contrary", "q-negated", "q-renamed"}
    assert all(not e.answers and e.context == TEXT for e in made)
    assert not list(edited(made, random.Random(1)))  # a question without an answer is left alone


@pytest.mark.parametrize("change", [contrary, negated])
@given(question=st.text(max_size=80), seed=st.integers(0, 9))
def test_any_question_is_changed_or_left_out(change, question, seed) -> None:  # type: ignore[no-untyped-def]  # drawn
    once = change(question, random.Random(seed))
    assert once is None or once != question
    assert once == change(question, random.Random(seed))
