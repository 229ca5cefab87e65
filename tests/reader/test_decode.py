"""Best spans against trying all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.reader.decode import best_spans
from kgqa.reader.inputs import Window


def window(n: int) -> Window:
    return Window(0, tuple(range(n + 4)), (0,) * (n + 4), 3, tuple((2 * i, 2 * i + 1) for i in range(n)))


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 99), st.integers(1, 5), st.integers(1, 4))
def test_they_are_the_best_of_all(n: int, seed: int, count: int, longest: int) -> None:
    logits = np.random.default_rng(seed).normal(size=(n + 4, 2)).astype(np.float32)
    null = float(logits[0, 0]) + float(logits[0, 1])
    every = [
        (float(logits[3 + i, 0]) + float(logits[3 + j, 1]) - null, 2 * i, 2 * j + 1)
        for i in range(n)
        for j in range(i, min(n, i + longest))
    ]
    wanted = sorted(every, key=lambda s: -s[0])[:count]
    found = best_spans(window(n), logits, count=count, longest=longest)
    assert [(s.start, s.end) for s in found] == [(a, b) for _, a, b in wanted]
    assert [s.margin for s in found] == pytest.approx([m for m, _, _ in wanted])


def test_only_inside_what_is_allowed() -> None:
    logits = np.zeros((14, 2), np.float32)
    found = best_spans(window(10), logits, count=100, allowed=[(4, 9), (14, 15)])
    assert {(s.start, s.end) for s in found} == {(4, 5), (4, 7), (4, 9), (6, 7), (6, 9), (8, 9), (14, 15)}


def test_nothing_to_find() -> None:
    assert best_spans(window(0), np.zeros((4, 2), np.float32), count=3) == []
    assert best_spans(window(3), np.zeros((7, 2), np.float32), count=3, allowed=[(90, 99)]) == []
