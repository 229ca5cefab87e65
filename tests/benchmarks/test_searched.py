"""Questions to texts that search alone finds: which are drawn, and how right answers of each probability are."""

from __future__ import annotations

from benchmarks.searched import OPEN, Asked, Best, _kept, drawn, shown
from kgqa.data.example import ReadingExample
from kgqa.pipelines.ask import TOP_K
from kgqa.types import Evidence, Mention, Passage

HALF = [ReadingExample(f"q{n}", "Who?", "Jo.", (Mention(0, 2, "Jo"),) if n % 2 else ()) for n in range(200)]


def test_most_are_answered_and_of_the_rest_half_have_lost_their_paragraph() -> None:
    asked = drawn(HALF, 48)
    gone = [each for each in asked if each.gone]
    without = [each for each in asked if not each.example.answers]
    assert len(gone) == len(without) == 48 // OPEN and len(asked) == 64
    assert all(each.example.answers for each in gone)
    assert asked == drawn(HALF, 48) and len({each.example.id for each in asked}) == 64


def test_a_paragraph_that_is_left_out_is_not_read() -> None:
    example = ReadingExample("q", "Who?", "Jo.", (Mention(0, 2, "Jo"),))
    passages = [Passage(str(n), "d", "", "Jo." if n == 3 else f"Text {n}.") for n in range(TOP_K + 1)]
    found = [Evidence(passage, passage.text, 0.5, "fusion") for passage in passages]
    whole, gone = _kept(Asked(example), found), _kept(Asked(example, gone=True), found)
    assert len(whole) == len(gone) == TOP_K
    assert passages[3] in [p.content for p in whole] and passages[3] not in [p.content for p in gone]


def test_what_is_said_beside_what_is_right() -> None:
    found = [Best(1.0, 0.0, 1.0, 0.5, 0.75, right) for right in (True, True, True, False)]
    found += [Best(0.0, 0.0, 1.0, 0.5, 0.25, False)] * 4
    low, high, all_ = shown(found)
    assert "0.25 said  0.00 right" in low and "0.75 said  0.75 right" in high
    assert all_ == "8 questions, 0.38 right, calibration error 0.125"
