"""Best spans against trying all of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.reader.network.decode import Span, best_spans, by_text, text_key
from kgqa.reader.network.inputs import Window


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


TEXT = "The Seine, a river; Seine and Marne, the river Marne."
"""Words that come twice, with articles and without."""

places = st.integers(0, len(TEXT) - 1).flatmap(
    lambda a: st.integers(a + 1, len(TEXT)).flatmap(lambda b: st.tuples(st.just(a), st.just(b), st.floats(-20, 20)))
)


@settings(deadline=None)
@given(st.lists(places, max_size=12, unique_by=lambda place: place[:2]))
def test_spans_of_one_text_are_one_and_their_odds_add_up(found: list[tuple[int, int, float]]) -> None:
    told = by_text([Span(*place) for place in found], TEXT)
    odds: dict[str, float] = {}
    for start, end, margin in found:
        name = text_key(TEXT[start:end])
        odds[name] = odds.get(name, 0.0) + math.exp(margin)
    names = [text_key(TEXT[s.start : s.end]) for s in told]
    assert dict(zip(names, (math.exp(s.margin) for s in told), strict=True)) == pytest.approx(odds)
    assert sorted((s.margin for s in told), reverse=True) == [s.margin for s in told]
    assert {(s.start, s.end) for s in told} <= {place[:2] for place in found}
    shares = [math.exp(s.share) for s in told]
    assert sum(shares) == pytest.approx(1.0 if told else 0.0)
    assert shares == pytest.approx([odds[name] / sum(odds.values()) for name in names])


def test_the_best_of_equal_texts_is_shown() -> None:
    told = by_text([Span(4, 9, 1.0), Span(0, 9, 2.0), Span(20, 25, 1.5), Span(30, 35, 2.5)], TEXT)
    # e, e^2 and e^1.5 together outweigh e^2.5.
    assert [TEXT[s.start : s.end] for s in told] == ["The Seine", "Marne"]


def test_a_span_of_two_windows_counts_once() -> None:
    assert by_text([Span(4, 9, 1.0), Span(4, 9, 3.0)], TEXT) == [Span(4, 9, 3.0, 0.0)]


def test_texts_of_articles_and_signs_alone_stay_apart() -> None:
    assert len(by_text([Span(0, 3, 1.0), Span(9, 10, 1.0)], TEXT)) == 2
