"""Bootstrap intervals and paired comparisons against plain resampling."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.intervals import (
    Difference,
    bootstrap_f1,
    bootstrap_mean,
    bootstrap_ratio,
    paired_bootstrap,
    paired_ratio,
    wilson,
)
from kgqa.data.metrics.resampling import resampled_sums
from kgqa.errors import InputError

GENERATOR = np.random.default_rng(3)
FEW = GENERATOR.choice([0.0, 0.4, 1.0], 400)  # few distinct values: drawn as counts
MANY = GENERATOR.random(400)  # all distinct: drawn as rows


def plain(values: np.ndarray, resamples: int = 4000) -> np.ndarray:
    generator = np.random.default_rng(11)
    return np.array([generator.choice(values, len(values)).mean() for _ in range(resamples)])


@pytest.mark.parametrize("values", [FEW, MANY], ids=["few", "many"])
def test_the_same_interval_as_by_plain_resampling(values: np.ndarray) -> None:
    deviation = values.std() / math.sqrt(len(values))
    expected = np.quantile(plain(values), [0.025, 0.975])
    found = bootstrap_mean(values, resamples=4000)
    assert found == pytest.approx(tuple(expected), abs=0.12 * deviation)
    assert (found[1] - found[0]) / 2 == pytest.approx(1.96 * deviation, rel=0.06)
    narrow = bootstrap_mean(values, level=0.5)
    assert found[0] < narrow[0] < values.mean() < narrow[1] < found[1]


@pytest.mark.parametrize("values", [FEW, MANY], ids=["few", "many"])
def test_deterministic_by_seed_whatever_the_order(values: np.ndarray) -> None:
    assert bootstrap_mean(values) == bootstrap_mean(values[::-1])
    assert bootstrap_mean(values) != bootstrap_mean(values, seed=1)


def test_sums_of_a_resample_belong_together() -> None:
    for values in (FEW, MANY):
        sums = resampled_sums(np.column_stack((values, 2 * values, np.ones(400))), seed=0, resamples=50)
        assert sums.shape == (50, 3)
        assert sums[:, 1] == pytest.approx(2 * sums[:, 0])
        assert (sums[:, 2] == 400).all()
        assert len(set(sums[:, 0])) > 25


def test_memory_stays_bounded() -> None:
    values = np.random.default_rng(0).random(40_000)
    tracemalloc.start()
    bootstrap_mean(values, resamples=100)
    bootstrap_mean(values < 0.5, resamples=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50e6


def test_none_and_one() -> None:
    assert bootstrap_mean([]) == bootstrap_ratio([], []) == bootstrap_f1([], [], []) == (0, 1)
    assert bootstrap_mean([0.3]) == (0.3, 0.3)
    assert bootstrap_ratio([1], [4]) == (0.25, 0.25)
    assert bootstrap_ratio([0, 0], [0, 0]) == (0, 1)
    assert paired_bootstrap([1], [0]).mean == 1


def test_micro_figures() -> None:
    tp, fp, fn = np.array([5, 0, 3, 2] * 20), np.array([1, 2, 0, 0] * 20), np.array([0, 1, 4, 0] * 20)
    low, high = bootstrap_f1(tp, fp, fn)
    f1 = 2 * tp.sum() / (2 * tp + fp + fn).sum()
    assert low < f1 < high
    generator = np.random.default_rng(5)
    drawn = generator.integers(0, 80, (3000, 80))
    micro = 2 * tp[drawn].sum(1) / (2 * tp + fp + fn)[drawn].sum(1)
    assert (low, high) == pytest.approx(tuple(np.quantile(micro, [0.025, 0.975])), abs=0.01)
    assert bootstrap_ratio(tp, tp + fp) != bootstrap_ratio(tp, tp + fn)
    # A document without predictions says nothing about precision: only resamples of the other one count.
    assert bootstrap_ratio([3, 0], [4, 0]) == (0.75, 0.75)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0, 1)],
)  # 81 of 263 is the worked example of Newcombe 1998, table I
def test_wilson(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 50), st.integers(0, 50))
def test_wilson_is_symmetric_and_holds_the_proportion(successes: int, failures: int) -> None:
    n = successes + failures
    low, high = wilson(successes, n)
    mirrored = wilson(failures, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))
    assert 0 <= low <= (successes / n if n else 0.5) + 1e-12 and high <= 1


def test_paired() -> None:
    right = GENERATOR.random(500) < 0.5
    better = right | (GENERATOR.random(500) < 0.2)
    found = paired_bootstrap(better, right)
    assert found.mean == pytest.approx(better.mean() - right.mean())
    assert 0 < found.low < found.mean < found.high
    assert found.p == pytest.approx(1 / 2001)
    # Differences that vary much more than the systems' own means do not: the pairing decides.
    noise = GENERATOR.random(500) < 0.5
    assert paired_bootstrap(noise, right).p > 0.05


def test_paired_p_is_that_of_a_plain_shifted_bootstrap() -> None:
    a, b = GENERATOR.random(60), GENERATOR.random(60) - 0.05
    difference = a - b
    as_large = np.abs(plain(difference) - difference.mean()) >= abs(difference.mean())
    assert paired_bootstrap(a, b, resamples=4000).p == pytest.approx(as_large.mean(), abs=0.03)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12), st.integers(0, 5))
def test_paired_properties(pairs: list[tuple[int, int]], seed: int) -> None:
    a, b = zip(*pairs, strict=True)
    found = paired_bootstrap(a, b, seed=seed, resamples=50)
    assert found == paired_bootstrap(a[::-1], b[::-1], seed=seed, resamples=50)
    assert found.low <= found.high and 0 < found.p <= 1
    assert paired_bootstrap(a, a, seed=seed, resamples=50) == Difference(0, 0, 0, 1)


def share(sums: np.ndarray) -> np.ndarray:
    return sums[:, 0] / sums[:, 1]


def test_a_paired_ratio_is_that_of_plain_resampling_of_both_together() -> None:
    said = GENERATOR.integers(1, 6, 80).astype(float)
    a, b = (np.column_stack((np.floor(said * part), said)) for part in (0.8, 0.5))
    found = paired_ratio(share, a, b, resamples=4000)
    assert found is not None and found.mean == pytest.approx(a[:, 0].sum() / said.sum() - b[:, 0].sum() / said.sum())
    drawn = np.random.default_rng(7).integers(0, 80, (4000, 80))
    top = a[:, 0][drawn].sum(1) - b[:, 0][drawn].sum(1)
    expected = np.quantile(top / said[drawn].sum(1), [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx(tuple(expected), abs=0.01)
    # Apart they vary more than their difference does.
    alone = bootstrap_ratio(a[:, 0], said)
    assert found.high - found.low < alone[1] - alone[0] and found.p < 0.01
    back = paired_ratio(share, b, a, resamples=4000)
    assert back == Difference(-found.mean, -found.high, -found.low, found.p)
    # Where every question counts alike a ratio is a mean.
    means = paired_bootstrap(a[:, 0], b[:, 0])
    ones = (np.column_stack((side[:, 0], np.ones(80))) for side in (a, b))
    assert paired_ratio(share, *ones).mean == pytest.approx(means.mean)


def test_a_paired_ratio_that_there_is_not() -> None:
    nothing, some = np.zeros((3, 2)), np.ones((3, 2))
    assert paired_ratio(share, nothing, some) is None and paired_ratio(share, some, nothing) is None
    # Resamples without the only question that says something are left out.
    one = np.array([[1.0, 2.0], [0.0, 0.0], [0.0, 0.0]])
    assert paired_ratio(share, one, one) == Difference(0.0, 0.0, 0.0, 1.0)
    for a, b in ((some, some[:2]), (some[:0], some[:0])):
        with pytest.raises(InputError, match="sums of the same questions"):
            paired_ratio(share, a, b)


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no questions"):
        paired_bootstrap([], [])
    with pytest.raises(InputError, match="shapes"):
        paired_bootstrap([1], [1, 2])
    with pytest.raises(InputError, match="finite"):
        bootstrap_mean([math.nan])
    with pytest.raises(InputError, match="denominators must be 0 or more"):
        bootstrap_ratio([1], [-1])
    with pytest.raises(InputError, match="level must be between 0 and 1, not 95"):
        bootstrap_mean([1, 0], level=95)
    with pytest.raises(InputError, match="from 0 to n = 3, not 4"):
        wilson(4, 3)
    with pytest.raises(InputError, match="resamples must be 1 or more"):
        bootstrap_mean([1], resamples=0)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1)), min_size=1, max_size=30))
def test_b_against_a_is_the_mirror_of_a_against_b(pairs: list[tuple[float, float]]) -> None:
    a, b = [one for one, _ in pairs], [other for _, other in pairs]
    forth, back = paired_bootstrap(a, b, resamples=50), paired_bootstrap(b, a, resamples=50)
    if forth.mean:
        assert (forth.mean, forth.low, forth.high, forth.p) == (-back.mean, -back.high, -back.low, back.p)
