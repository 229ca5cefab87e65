"""Scores over a set of examples, and the threshold from which on a span is said."""

from __future__ import annotations

import pytest

from kgqa.data.example import ReadingExample
from kgqa.reader.network.scoring import Prediction, score
from kgqa.types import Mention


def asked(answer: str) -> ReadingExample:
    text = f"The answer is {answer}."
    return ReadingExample("1", "What?", text, (Mention(14, 14 + len(answer), answer),) if answer else ())


# Right at 4, wrong at 3, right at 2, of nine that have no answer.
EXAMPLES = [asked("red"), asked(""), asked("blue"), *[asked("")] * 7]
SAID = [Prediction(text, margin) for text, margin in (("red", 4.0), ("dun", 3.0), ("blue", 2.0))]
SAID += [Prediction("dun", -float(at)) for at in range(7)]


@pytest.mark.parametrize(("slack", "threshold"), [(0.0, 4.0), (9.0, 4.0), (10.0, 5.0)])
def test_the_threshold_may_cost_so_many_points(slack: float, threshold: float) -> None:
    # Saying one, and saying three, are right nine times of ten; saying nothing eight times.
    found = score(EXAMPLES, SAID, slack=slack)
    assert found.threshold == threshold
    assert found.f1 == pytest.approx(90.0)
    assert found.forced_f1 == pytest.approx(100.0)
