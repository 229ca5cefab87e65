"""Questions over two texts keep the place of their answer, and a curve tells right readings from wrong ones."""

from __future__ import annotations

import doctest
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.halves import half_of, is_kept_for_curves
from benchmarks.linked import fitted
from benchmarks.reader_data import composed as module
from benchmarks.reader_data.composed import GAP, composed, over_both
from kgqa.data.example import ReadingExample
from kgqa.reader.calibration import Calibration
from kgqa.types import Mention

BUILT = ReadingExample("1", "Who built the light of Varland?", "Edda Lind built it.", (Mention(0, 9, "Edda Lind"),))
BORN = ReadingExample("2", "When was Edda Lind born?", "Lind was born in 1871.", (Mention(17, 21, "1871"),))


def test_the_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_name_gives_way_to_the_question_for_it() -> None:
    (made,) = composed([BUILT, BORN], 10, random.Random(1))
    assert made.question == "When was the person who built the light of Varland born?"
    assert sorted(made.context.split(GAP)) == [BUILT.context, BORN.context]
    assert [made.context[a.start : a.end] for a in made.answers] == ["1871"]
    assert composed([BORN], 10, random.Random(1)) == []


@given(st.text(max_size=30), st.booleans())
def test_answers_keep_their_places_beside_any_text(other: str, first: bool) -> None:
    made = over_both("3", "When?", BORN, other, first=first)
    assert [made.context[a.start : a.end] for a in made.answers] == ["1871"]


def test_a_quarter_of_either_half_is_kept() -> None:
    ids = [str(i) for i in range(4000)]
    for half in (0, 1):
        own = [id for id in ids if half_of(id) == half]
        assert 0.2 < sum(map(is_kept_for_curves, own)) / len(own) < 0.3


def test_a_curve_of_linked_readings() -> None:
    covered = [((1.0, -0.1, 0.9), True)] * 20 + [((1.0, -0.1, 0.2), False)] * 20
    curves = fitted(Calibration(), covered)
    assert curves.linked(1.0, share=-0.1, covered=0.9) > 0.8 > 0.2 > curves.linked(1.0, share=-0.1, covered=0.2)
    assert Calibration().linked(9.0) == 0.0
