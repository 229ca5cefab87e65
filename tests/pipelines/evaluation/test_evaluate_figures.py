"""From judged questions to a row: every figure in its interval, over the questions that have it; and JSON and back."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.card import Card
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.figures import GROUPS_KEPT, MISSES_KEPT, STAGES, Collector
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.summary import Bin, Figure, Group, Leak, Miss, Piece, Row, Summary


def collected(judged: list[Judged], seed: int = 0) -> Row:
    collector = Collector(seed)
    for item in judged:
        collector.add(item)
    return collector.row("kgqa", "linked")


def asked(
    id: str, right: bool, *, score: float = 0.9, said: bool = True, kind: str = "", hops: int | None = None
) -> Judged:
    exact = float(right and said)
    lost = "" if exact else "read"
    return Judged(
        id,
        kind,
        hops,
        score=score,
        answered=said,
        right=bool(exact),
        forced=right,
        metrics={"exact_match": exact, "f1": exact, "answered": float(said)},
        lost=lost,
        miss=Miss(id, "?", (), kind, lost, (), (), ()) if lost else None,
    )


chances = st.floats(0, 1)
some_judged = st.builds(
    asked,
    st.just("x"),
    st.booleans(),
    score=chances,
    said=st.booleans(),
    kind=st.sampled_from(["", "a", "b"]),
    hops=st.sampled_from([None, 1, 2]),
)
counted = st.builds(
    lambda judged, counts, recall, seconds: replace(
        judged,
        counts={"strong": counts},
        metrics={**judged.metrics, **({"linked_recall": recall} if recall is not None else {})},
        seconds=seconds,
    ),
    some_judged,
    st.tuples(*[st.integers(0, 4)] * 3),
    st.none() | chances,
    st.floats(0, 100),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(counted, min_size=1, max_size=12))
def test_every_figure_lies_in_its_interval_and_is_over_questions_that_there_are(judged: list[Judged]) -> None:
    row = collected(judged)
    assert (row.n, row.errors) == (len(judged), 0)
    for figure in (*row.figures, *(figure for group in row.groups for figure in group.figures)):
        assert figure.low <= figure.value <= figure.high
        assert 1 <= figure.n <= row.n
        assert figure.name == "seconds" or 0 <= figure.low <= figure.high <= 1
    exact = row.figure("exact_match")
    assert exact is not None and exact.value == pytest.approx(np.mean([item.right for item in judged]))
    assert sum(count for _, count in row.lost) == sum(not item.right for item in judged)
    assert sum(bin.n for bin in row.reliability) == sum(item.score > 0 for item in judged)
    assert row.risk_coverage[-1][0] == 1.0
    assert row.risk_coverage[-1][1] == pytest.approx(1 - np.mean([item.forced for item in judged]))


def test_the_figures_by_hand() -> None:
    judged = [
        asked("a", True, kind="one", hops=1),
        asked("b", False, kind="one", hops=1),
        asked("c", True, said=False, score=0.1, kind="two", hops=2),
        asked("d", False, said=False, score=0.0, kind="two"),
    ]
    judged[0].metrics["linked_recall"] = 0.5
    row = collected(judged)
    values = {figure.name: (figure.value, figure.n) for figure in row.figures}
    assert values["exact_match"] == (0.25, 4)
    assert values["answered"] == (0.5, 4)
    assert values["linked_recall"] == (0.5, 1)
    assert values["right_when_answered"] == (0.5, 2)
    # Of the three that have an answer at all: |1.8 - 1| in one bin and |0.1 - 1| in another.
    assert values["expected_calibration_error"] == (pytest.approx((0.8 + 0.9) / 3), 3)
    assert "seconds" not in values
    assert row.lost == (("read", 3),)
    assert [(group.by, group.name, group.n) for group in row.groups] == [
        ("kind", "one", 2),
        ("kind", "two", 2),
        ("hops", "1", 2),
        ("hops", "2", 1),
    ]
    assert [figure.value for figure in row.groups[0].figures if figure.name == "exact_match"] == [0.5]


def test_the_calibration_error_of_resamples_does_not_push_the_value_out_of_its_interval() -> None:
    # Right as often as said: the error is 0, and that of any resample is larger.
    judged = [asked(str(i), i % 10 < 7, score=0.7) for i in range(100)]
    figure = collected(judged).figure("expected_calibration_error")
    assert figure is not None
    assert figure.low <= figure.value == pytest.approx(0.0, abs=1e-9)
    assert figure.high > 0.01


def test_counts_are_summed_before_they_are_divided() -> None:
    judged = [
        replace(asked(str(i), True), counts={"strong": counts}) for i, counts in enumerate([(3, 1, 0), (0, 0, 4)])
    ]
    row = collected(judged)
    values = {figure.name: figure.value for figure in row.figures if figure.name.startswith("strong")}
    assert values == {
        "strong_precision": 0.75,
        "strong_recall": pytest.approx(3 / 7),
        "strong_f1": pytest.approx(6 / 11),
    }
    # Nothing to find and nothing said is right, as GERBIL has it.
    nothing = collected([replace(asked("x", True), counts={"strong": (0, 0, 0)})])
    assert [figure.value for figure in nothing.figures if figure.name.startswith("strong")] == [1.0, 1.0, 1.0]


def test_the_most_confident_mistakes_are_kept_the_first_of_equal_ones() -> None:
    order = list(range(2 * MISSES_KEPT))
    random.Random(0).shuffle(order)
    judged = [asked(f"{i:03}", False, score=i / 100) for i in order]
    judged += [asked("late", False, score=0.59), asked("unsaid", False, score=1.0, said=False)]
    kept = [miss.id for miss in collected(judged).misses]
    highest = [f"{i:03}" for i in range(2 * MISSES_KEPT - 1, MISSES_KEPT, -1)]
    assert kept == [highest[0], "late", *highest[1:]][:MISSES_KEPT]


def test_the_rarest_of_many_sorts_are_left_out() -> None:
    judged = [
        asked(f"{kind}-{i}", True, kind=f"k{kind:02}") for kind in range(GROUPS_KEPT + 5) for i in range(kind + 1)
    ]
    groups = collected(judged).groups
    assert [group.name for group in groups] == [f"k{kind:02}" for kind in range(5, GROUPS_KEPT + 5)]
    assert not collected([asked("a", True, kind="one"), asked("b", True, kind="one")]).groups


def test_the_stages_are_listed_in_their_order_and_errors_are_counted() -> None:
    judged = [replace(asked(stage, False), lost=stage) for stage in reversed(STAGES)]
    row = collected([*judged, judged[0]])
    assert row.lost == tuple((stage, 2 if stage == "error" else 1) for stage in STAGES)
    assert row.errors == 2


def test_nothing_is_drawn_at_random_but_by_the_seed() -> None:
    judged = [replace(asked(str(i), i % 3 == 0, score=i / 50), seconds=i / 7) for i in range(50)]
    assert collected(judged) == collected(judged)
    assert collected(judged, seed=1).figures != collected(judged).figures


# One of each type, with any values.
texts, numbers = st.text(), st.floats(allow_nan=False, allow_infinity=False)


def tuples(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


figures = st.builds(Figure, texts, numbers, numbers, numbers, st.integers(0))
pieces = tuples(st.builds(Piece, texts, numbers, texts, st.booleans()))
misses = st.builds(Miss, texts, texts, tuples(texts), texts, texts, pieces, pieces, pieces, texts, texts)
rows = st.builds(
    Row,
    texts,
    texts,
    st.integers(0),
    tuples(figures),
    tuples(st.builds(Group, texts, texts, st.integers(0), tuples(figures))),
    tuples(st.tuples(texts, st.integers(0))),
    tuples(st.builds(Bin, numbers, numbers, st.integers(0), numbers, numbers)),
    tuples(st.tuples(numbers, numbers)),
    tuples(misses),
    st.integers(0),
)
cards = st.builds(
    Card,
    texts,
    st.sampled_from(["reading", "asking", "linking", "extraction"]),
    *[texts] * 5,
    answers=st.sampled_from(["any", "all"]),
    verified=st.booleans(),
)
summaries = st.builds(
    Summary,
    cards,
    st.integers(0),
    tuples(rows),
    st.dictionaries(
        texts,
        texts | st.integers(-(2**40), 2**40) | st.booleans() | st.none() | st.lists(texts, max_size=2),
        max_size=3,
    ),
    st.dictionaries(texts, texts, max_size=2),
    tuples(texts),
    st.none() | st.builds(Leak, st.integers(0), st.integers(0), tuples(texts), texts),
    tuples(texts),
)


@settings(max_examples=50, deadline=None)
@given(summaries)
def test_a_summary_comes_back_from_its_json(summary: Summary) -> None:
    assert Summary.from_json(summary.to_json()) == summary


def test_a_row_is_found_by_system_and_entities_and_one_that_is_not_there_is_said() -> None:
    row = collected([asked("a", True)])
    summary = Summary(Card("c", "asking", *["t"] * 5), 1, (row, replace(row, entities="given")), {}, {})
    assert summary.row() is summary.rows[0]
    assert summary.row(entities="given") is summary.rows[1]
    with pytest.raises(InputError, match="no row 'bm25'; there are: kgqa, entities linked, kgqa, entities given"):
        summary.row("bm25")
    with pytest.raises(InputError, match="no summary of an evaluation: card"):
        Summary.from_json('{"questions": 1}')
