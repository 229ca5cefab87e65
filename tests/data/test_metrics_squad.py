"""SQuAD scores against cases worked out by hand from the official script's rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.squad import best_by_threshold, squad_question, squad_scores
from kgqa.errors import InputError

GOLDS = {"a": ["Danube", "the Danube"], "b": ["10th century"], "c": [], "d": []}
SAID = {"a": "danube.", "b": "in the 10th century", "c": "", "d": "Inn"}


@pytest.mark.parametrize(
    ("golds", "said", "em", "f1"),
    [
        (["Danube"], "The Danube!", 1.0, 1.0),
        (["x y", "y z w"], "y z", 0.0, 0.8),
        (["the"], "the", 1.0, 1.0),  # a gold that normalises to nothing is no answer
        (["the"], "Danube", 0.0, 0.0),
        (["the", "Danube"], "a", 0.0, 0.0),  # beside a real gold it is dropped
        ([], "", 1.0, 1.0),
        ([], "an", 1.0, 1.0),
        ([], "Inn", 0.0, 0.0),
        (["Inn"], "", 0.0, 0.0),
        (["a b a"], "b b", 0.0, 2 / 3),  # articles gone, "b" is shared once
    ],
)
def test_one_question(golds: list[str], said: str, em: float, f1: float) -> None:
    assert squad_question(golds, said) == (em, pytest.approx(f1))


def test_version_1() -> None:
    scores = squad_scores({"a": GOLDS["a"], "b": GOLDS["b"]}, SAID)
    assert (scores.exact, scores.f1, scores.total) == (0.5, pytest.approx(0.9), 2)
    assert (scores.HasAns_total, scores.NoAns_total, scores.NoAns_exact, scores.best_f1) == (2, 0, None, None)


def test_version_2_by_groups() -> None:
    scores = squad_scores(GOLDS, SAID)
    assert (scores.exact, scores.f1) == (0.5, pytest.approx((1 + 0.8 + 1 + 0) / 4))
    assert (scores.HasAns_exact, scores.HasAns_f1, scores.HasAns_total) == (0.5, pytest.approx(0.9), 2)
    assert (scores.NoAns_exact, scores.NoAns_f1, scores.NoAns_total) == (0.5, 0.5, 2)


def test_above_the_threshold_the_prediction_is_no_answer() -> None:
    chances = {"a": 0.9, "b": 0.5, "c": 0.1, "d": 0.6}
    scores = squad_scores(GOLDS, SAID, chances, threshold=0.5)  # b stays: 0.5 is not above 0.5
    assert (scores.HasAns_exact, scores.HasAns_f1) == (0.0, pytest.approx(0.4))
    assert (scores.NoAns_exact, scores.NoAns_f1) == (1.0, 1.0)


def test_best_threshold_by_hand() -> None:
    # From 2 (both unanswerable ones): b first (+0 exact, +0.8 F1), then c ("": 0), a (+1), d (-1).
    scores = squad_scores(GOLDS, SAID, {"a": 0.3, "b": 0.1, "c": 0.2, "d": 0.4})
    assert (scores.best_exact, scores.best_exact_thresh) == (0.75, 0.3)
    assert (scores.best_f1, scores.best_f1_thresh) == (pytest.approx(0.95), 0.3)
    assert (scores.exact, scores.f1) == (0.5, pytest.approx(0.7))


def test_best_threshold_is_zero_where_nothing_beats_abstaining() -> None:
    scores = squad_scores({"c": [], "b": ["x"]}, {"c": "y", "b": "z"}, {"c": 0.1, "b": 0.2})
    assert (scores.best_exact, scores.best_exact_thresh) == (0.5, 0.0)


def test_a_tie_is_stepped_through_in_the_order_given() -> None:
    golds, said = {"a": ["x"], "b": []}, {"a": "x", "b": "y"}
    assert squad_scores(golds, said, {"a": 0.5, "b": 0.5}).best_exact == 1.0  # no threshold reaches it
    assert squad_scores(golds, said, {"b": 0.5, "a": 0.5}).best_exact == 0.5


def test_an_article_to_an_unanswerable_question_is_right_but_costs_in_the_sweep() -> None:
    scores = squad_scores({"a": [], "b": ["x"]}, {"a": "the", "b": "x"}, {"a": 0.1, "b": 0.2})
    assert (scores.exact, scores.best_exact) == (1.0, 0.5)


def test_what_is_not_said_costs_nothing_by_any_threshold() -> None:
    scores, answerable, no_answer = np.array([1.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0]), np.array([0.2, 0.1, 0.3])
    assert best_by_threshold(scores, answerable, no_answer) == pytest.approx(2 / 3)
    assert best_by_threshold(scores, answerable, no_answer, np.array([True, False, False])) == 1.0


def test_no_prediction_is_wrong_even_where_there_is_no_answer() -> None:
    scores = squad_scores({"a": ["x"], "b": []}, {"a": "x"}, {"a": 0.1})
    assert (scores.exact, scores.NoAns_exact, scores.best_exact) == (0.5, 0.0, 0.5)


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no questions"):
        squad_scores({}, {})
    with pytest.raises(InputError, match=r"'b'.*no probability"):
        squad_scores({"b": ["x"]}, {"b": "x"}, {"a": 0.5})


WORDS = st.sampled_from(["", "x", "x y", "y z", "z"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.lists(WORDS.filter(bool), max_size=2), WORDS), min_size=1, max_size=8), st.randoms())
def test_the_sweep_finds_what_trying_every_threshold_finds(cases: list[tuple[list[str], str]], random: object) -> None:
    golds = {str(at): case[0] for at, case in enumerate(cases)}
    said = {str(at): case[1] for at, case in enumerate(cases)}
    chances = [(at + 1) / 10 for at in range(len(cases))]
    random.shuffle(chances)
    no_answer = dict(zip(golds, chances, strict=True))
    tried = [squad_scores(golds, said, no_answer, threshold) for threshold in (-1.0, *chances)]
    best = tried[0]
    assert best.best_exact == pytest.approx(max(scores.exact for scores in tried))
    assert best.best_f1 == pytest.approx(max(scores.f1 for scores in tried))
    assert all(0 <= scores.exact <= scores.f1 <= 1 for scores in tried)
    if best.best_f1_thresh:
        assert squad_scores(golds, said, no_answer, best.best_f1_thresh).f1 == pytest.approx(best.best_f1)
