"""Questions to texts that search alone finds: which are drawn, and how right answers of each probability are."""

from __future__ import annotations

from benchmarks.searched import UNANSWERED, Best, drawn, shown
from kgqa.data.example import ReadingExample
from kgqa.types import Mention

HALF = [ReadingExample(f"q{n}", "Who?", "Jo.", (Mention(0, 2, "Jo"),) if n % 2 else ()) for n in range(200)]


def test_one_in_four_has_no_answer() -> None:
    asked = drawn(HALF, 48)
    without = [example for example in asked if not example.answers]
    assert len(asked) == 64 and len(without) * UNANSWERED == len(asked)
    assert asked == drawn(HALF, 48) and len({example.id for example in asked}) == 64


def test_what_is_said_beside_what_is_right() -> None:
    found = [Best(1.0, 0.0, 1.0, 0.75, right) for right in (True, True, True, False)]
    found += [Best(0.0, 0.0, 1.0, 0.25, False)] * 4
    low, high, all_ = shown(found)
    assert "0.25 said  0.00 right" in low and "0.75 said  0.75 right" in high
    assert all_ == "8 questions, 0.38 right, calibration error 0.125"
