"""Entity linking counts, strong and weak, with and without NIL."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.linking import Annotation, LinkCounts, link_counts, mention_counts, micro_figures
from kgqa.errors import InputError


@pytest.mark.parametrize(
    ("gold", "said", "ignored", "required"),
    [  # one annotation at the same place, or none: the cases that ELEVANT tells apart
        ("Q1", "Q1", (1, 0, 0), (1, 0, 0)),
        ("Q1", "Q2", (0, 1, 1), (0, 1, 1)),
        ("Q1", "", (0, 0, 1), (0, 1, 1)),
        ("", "Q1", (0, 1, 0), (0, 1, 1)),
        ("", "", (0, 0, 0), (1, 0, 0)),
        ("Q1", None, (0, 0, 1), (0, 0, 1)),
        ("", None, (0, 0, 0), (0, 0, 1)),
        (None, "Q1", (0, 1, 0), (0, 1, 0)),
        (None, "", (0, 0, 0), (0, 1, 0)),
    ],
)
def test_nil(gold: str | None, said: str | None, ignored: tuple[int, ...], required: tuple[int, ...]) -> None:
    golds = [] if gold is None else [(0, 4, gold)]
    predictions = [] if said is None else [(0, 4, said)]
    assert link_counts(golds, predictions) == LinkCounts(*ignored)
    assert link_counts(golds, predictions, nil="required") == LinkCounts(*required)


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [(0, 5, False), (0, 6, True), (5, 9, True), (6, 7, True), (8, 12, True), (9, 12, False)],
)
def test_weak_matching_wants_one_common_character(start: int, end: int, overlaps: bool) -> None:
    counts = link_counts([(5, 9, "Q1")], [(start, end, "Q1")], matching="weak")
    assert counts == (LinkCounts(1, 0, 0) if overlaps else LinkCounts(0, 1, 1))
    assert link_counts([(5, 9, "Q1")], [(start, end, "Q2")], matching="weak") == LinkCounts(0, 1, 1)


def test_a_prediction_is_used_once() -> None:
    golds = [(0, 4, "Q1"), (5, 9, "Q1")]
    assert link_counts(golds, [(0, 9, "Q1")], matching="weak") == LinkCounts(1, 0, 1)
    assert link_counts([(0, 9, "Q1")], golds, matching="weak") == LinkCounts(1, 1, 0)


def test_mentions_alone() -> None:
    golds = [(0, 4, "Q1"), (5, 9, "")]
    assert mention_counts(golds, [(0, 4, "Q7"), (6, 9, "Q8")]) == LinkCounts(1, 1, 1)
    assert mention_counts(golds, [(0, 4, "Q7"), (6, 9, "Q8")], matching="weak") == LinkCounts(2, 0, 0)


def test_micro_figures() -> None:
    total = sum((LinkCounts(2, 0, 0), LinkCounts(1, 3, 0), LinkCounts(0, 0, 1)), LinkCounts())
    assert total == LinkCounts(3, 3, 1)
    assert (total.precision, total.recall, total.f1) == (0.5, 0.75, pytest.approx(0.6))
    assert (LinkCounts().precision, LinkCounts().recall, LinkCounts().f1) == (1, 1, 1)
    # Of many sums at once they are the same.
    sums = [(tp, fp, fn) for tp in range(3) for fp in range(3) for fn in range(3)]
    many = micro_figures(np.array(sums, np.float64))
    for name, found in many.items():
        assert found.tolist() == [getattr(LinkCounts(*each), name) for each in sums]
    assert (LinkCounts(0, 0, 2).precision, LinkCounts(0, 2, 0).recall, LinkCounts(0, 2, 0).f1) == (0, 0, 0)


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(InputError, match='"strong" or "weak", not \'loose\''):
        link_counts([], [], matching="loose")
    with pytest.raises(InputError, match='"ignored" or "required"'):
        link_counts([], [], nil="kept")


SPANS = st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from(["", "Q1", "Q2"]))
ANNOTATIONS = st.lists(SPANS.map(lambda span: (span[0], span[0] + span[1], span[2])), max_size=6)


@settings(max_examples=40, deadline=None)
@given(ANNOTATIONS, ANNOTATIONS)
def test_properties(golds: list[Annotation], said: list[Annotation]) -> None:
    strong = link_counts(golds, said, nil="required")
    weak = link_counts(golds, said, matching="weak", nil="required")
    assert strong.tp <= weak.tp
    assert weak == link_counts(golds[::-1], said[::-1] + said, matching="weak", nil="required")
    assert link_counts(golds, golds).f1 == 1
    for counts in (strong, weak):
        assert counts.tp + counts.fn == len(set(golds))
        assert counts.tp + counts.fp == len(set(said))
        assert 0 <= counts.f1 <= 1
    mirrored = link_counts(said, golds, nil="required")
    assert (mirrored.tp, mirrored.fp, mirrored.fn) == (strong.tp, strong.fn, strong.fp)
