"""Which texts a question for yes or no is held against, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.polar.checkpoint import Believed, new_polar
from kgqa.reader.polar.judging import LOOKED_AT, PolarReader, is_judged, read
from kgqa.types import Evidence, Passage


def passage(text: str, number: int = 0) -> Evidence:
    return Evidence(Passage(str(number), str(number), "House rules", text), text, 1.0, "dense")


def texts(evidence: list[Evidence]) -> list[str]:
    return [each.text for each in read(evidence)]


def test_sentences_are_read_alone_and_with_the_one_before() -> None:
    rules = passage("The lido was built in 1934. It is not heated. May I dive? Diving is allowed.")
    assert texts([rules]) == [
        "The lido was built in 1934.",
        "It is not heated.",
        "The lido was built in 1934. It is not heated.",
        "Diving is allowed.",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=8))
def test_what_is_read_lies_in_the_best_passages(contents: list[str]) -> None:
    evidence = [passage(text, number) for number, text in enumerate(contents)]
    for each in read(evidence):
        number, start, end = each.place
        assert number < LOOKED_AT
        assert 0 <= start < end <= len(contents[number])
        assert contents[number][start:end] == each.text


@pytest.mark.parametrize(
    "question",
    ["Who may bring a dog?", "Is the lift older than the hall?", "Isn't it closed?", "Is it Graz or Linz?", ""],
)
def test_other_questions_are_not_judged(question: str, tiny_base: Path) -> None:
    assert not is_judged(question)
    judge = PolarReader(new_polar(str(tiny_base)), device="cpu")
    assert judge.judge(question, [passage("Dogs are welcome.")]) is None


def test_a_stretch_that_has_the_names_of_two_things_is_not_read(tiny_base: Path) -> None:
    judge = PolarReader(new_polar(str(tiny_base)), device="cpu")
    towns = passage("The mayor of Osterby is Sigrun Dahl. Delmont lies inland.")
    looked = judge.look("Is Sigrun Dahl the mayor of Delmont?", [towns])
    assert looked is None
    looked = judge.look("Is Sigrun Dahl the mayor of Osterby?", [towns])
    assert looked is not None
    _, start, end = looked.places[0]
    assert towns.text[start:end] == "The mayor of Osterby is Sigrun Dahl."


def test_without_a_text_nothing_is_said(tiny_base: Path) -> None:
    judge = PolarReader(new_polar(str(tiny_base)), device="cpu")
    assert judge.judge("Are dogs allowed?", []) is None
    assert judge.judge("Are dogs allowed?", [passage("Are dogs allowed?")]) is None


def test_a_verdict_is_said_from_its_least_probability_on(tiny_base: Path) -> None:
    model = new_polar(str(tiny_base), seed=2)
    evidence = [passage("Dogs are welcome. Cats are not.")]
    said = PolarReader(replace(model, believed=Believed(least=0.0)), device="cpu").judge("Are dogs allowed?", evidence)
    assert said is not None
    assert said.text in ("yes", "no")
    assert said.kind == "boolean"
    assert 0 < said.score < 1
    silent = PolarReader(replace(model, believed=Believed(least=1.0)), device="cpu")
    assert silent.judge("Are dogs allowed?", evidence) is None
