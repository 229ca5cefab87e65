"""The report of one reader: figures that can be counted by hand, and the shipped reader on a few texts."""

from __future__ import annotations

import math
from dataclasses import asdict

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.calibrate import given_curve, text_points
from benchmarks.reading import chinese, read_all, reading, shown, table
from kgqa import Mention
from kgqa.data.example import ReadingExample
from kgqa.reader.calibration import Calibration
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.network.scoring import Prediction


def example(number: int, context: str, answer: str) -> ReadingExample:
    at = context.find(answer) if answer else -1
    answers = (Mention(at, at + len(answer), answer),) if answer else ()
    return ReadingExample(str(number), "what?", context, answers)


FOUR = [
    example(1, "A red boat.", "red"),
    example(2, "A blue boat.", "blue boat"),
    example(3, "A boat.", ""),
    example(4, "A ship.", ""),
]
GUESSES = [Prediction("red", 4.0), Prediction("blue", 1.0), Prediction("boat", 0.0), Prediction("ship", -3.0)]


def test_figures_counted_by_hand() -> None:
    half = 1 / (1 + math.exp(-0.5))
    found = reading("r", Calibration(given_min_score=half), FOUR, GUESSES)
    assert (found.questions, found.answerable) == (4, 2)
    assert (found.forced_em, found.silent_f1) == (50.0, 50.0)
    assert found.forced_f1 == pytest.approx(100 * (1 + 2 / 3) / 2)
    # Said: the first two; the others are left unsaid, which is right.
    assert found.f1 == found.best_f1 == pytest.approx(100 * (1 + 2 / 3 + 1 + 1) / 4)
    assert (found.em, found.no_answer_f1) == (75.0, 100.0)
    assert found.risk == (0.0, 0.5, pytest.approx(2 / 3), 0.75)
    assert found.curve[-1] == (1.0, 0.75)
    assert sum(n for _, _, n, _, _ in found.reliability) == 4
    assert "EM 50.0" in shown(found) and table([found]).count("\n") == 1


def test_the_curve_of_given_texts_is_its_own() -> None:
    curves = given_curve(Calibration(passage_slope=0.1, passage_bias=-2.0), FOUR * 50, GUESSES * 50)
    assert curves.passage(4.0) == Calibration(passage_slope=0.1, passage_bias=-2.0).passage(4.0)
    assert curves.given(4.0) > 0.9 > 0.1 > curves.given(0.0)
    # F1 is best where the second, half right, is said too.
    assert curves.given_min_score == curves.given(1.0)
    assert text_points(FOUR, GUESSES)[1] == ((1.0, 0.0, 0.0), False)


def test_the_shipped_reader_is_reported_on() -> None:
    checkpoint = load_checkpoint()
    examples = [
        ReadingExample(
            "1", "When was the lighthouse built?", "The lighthouse was built in 1788.", (Mention(28, 32, "1788"),)
        ),
        ReadingExample("2", "Who is the king of Osmark?", "The lighthouse was built in 1788.", ()),
    ]
    found = reading(checkpoint.name, checkpoint.calibration, examples, read_all(checkpoint, examples))
    assert found.forced_em == 100.0 and 0 <= found.calibration_error <= 1
    assert asdict(found)["threshold"] == checkpoint.calibration.given_min_score
    texts = [ReadingExample("TRIAL_1", "谁建造了灯塔?", "灯塔由李明建造。", (Mention(3, 5, "李明"),))]
    assert chinese(checkpoint, texts)["CMRC 2018"]["questions"] == 1
