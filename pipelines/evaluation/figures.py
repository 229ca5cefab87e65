"""From judged questions to figures with intervals. The denominator is every question that was asked."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from kgqa.data.metrics.calibration import expected_calibration_error, reliability
from kgqa.data.metrics.intervals import bootstrap_f1, bootstrap_mean, bootstrap_ratio, bootstrap_statistic
from kgqa.data.metrics.linking import LinkCounts
from kgqa.data.metrics.selective import area_under_risk_coverage, risk_coverage, thinned
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.summary import Bin, Figure, Group, Miss, Row

MISSES_KEPT = 30
GROUPS_KEPT = 40
"""Sorts of question that are told apart; the rarest of more are left out of the report."""

STAGES = ("missing", "link", "retrieve", "read", "abstain", "unanswerable", "error")


def figure(name: str, value: float, ends: tuple[float, float], n: int) -> Figure:
    """A figure whose interval holds its value.

    A percentile interval need not: the calibration error of a resample is larger than that of the questions
    themselves, on average, and the best of all thresholds is better.
    """
    low, high = ends
    return Figure(name, value, min(low, value), max(high, value), n)


class Collector:
    """Takes judged questions one at a time and keeps numbers alone: memory does not grow with the traces."""

    def __init__(self, seed: int, *, ranked: bool = True, calibrated: bool = True) -> None:
        """``ranked``: whether scores order the answers; ``calibrated``: whether they are probabilities too."""
        self._seed = seed
        self._is_ranked = ranked
        self._is_calibrated = ranked and calibrated
        self._columns: dict[str, list[tuple[int, float]]] = {}
        self._counts: dict[str, list[tuple[int, int, int]]] = {}
        self._kinds: list[str] = []
        self._hops: list[int | None] = []
        self._scores: list[float] = []
        self._right: list[bool] = []
        self._forced: list[bool] = []
        self._answered: list[bool] = []
        self._seconds: list[float] = []
        self._lost: Counter[str] = Counter()
        self._worst: list[tuple[tuple[float, float, int], int, Miss]] = []

    def add(self, judged: Judged) -> None:
        """One question."""
        at = len(self._kinds)
        for name, value in judged.metrics.items():
            self._columns.setdefault(name, []).append((at, value))
        for name, counts in judged.counts.items():
            self._counts.setdefault(name, []).append(counts)
        self._kinds.append(judged.kind)
        self._hops.append(judged.hops)
        self._scores.append(judged.score)
        self._right.append(judged.right)
        self._forced.append(judged.forced)
        self._answered.append(judged.answered)
        self._seconds.append(judged.seconds)
        if judged.lost:
            self._lost[judged.lost] += 1
        if judged.miss is not None:
            # The most confident mistakes first: they are the ones that mislead.
            rank = (judged.score if judged.answered else min(0.0, judged.score), judged.score, -at)
            heapq.heappush(self._worst, (rank, at, judged.miss))
            if len(self._worst) > MISSES_KEPT:
                heapq.heappop(self._worst)

    def row(self, system: str, entities: str) -> Row:
        """All that was added, as a row."""
        n = len(self._kinds)
        everyone = np.arange(n)
        worst = sorted(self._worst, key=lambda item: item[0], reverse=True)
        return Row(
            system,
            entities,
            n,
            tuple(self._figures(everyone)),
            tuple(self._groups()),
            tuple((stage, self._lost[stage]) for stage in STAGES if self._lost[stage]),
            tuple(self._reliability()),
            tuple(self._risk_coverage()),
            tuple(miss for _, _, miss in worst),
            self._lost["error"],
        )

    def _figures(self, rows: np.ndarray) -> Iterator[Figure]:
        wanted = np.zeros(len(self._kinds), bool)
        wanted[rows] = True
        for name, column in self._columns.items():
            values = np.array([value for at, value in column if wanted[at]])
            if len(values):
                yield self._mean(name, values)
        answered = np.array(self._answered, bool) & wanted
        if "exact_match" in self._columns and answered.any():
            yield self._mean("right_when_answered", np.array(self._right, float)[answered])
        if len(rows) == len(self._kinds):
            yield from self._whole()

    def _whole(self) -> Iterator[Figure]:
        """What only all the questions together have."""
        scores, forced = np.array(self._scores), np.array(self._forced, float)
        some = scores > 0
        if "exact_match" in self._columns and some.any() and self._is_calibrated:
            yield self._statistic("expected_calibration_error", expected_calibration_error, scores[some], forced[some])
        if "exact_match" in self._columns and len(set(self._scores)) > 1 and self._is_ranked:
            yield self._statistic("area_under_risk_coverage", area_under_risk_coverage, scores, forced)
        for name, counts in self._counts.items():
            table = np.array(counts)
            right, wrong, missed = table.T
            micro = LinkCounts(*table.sum(axis=0).tolist())
            for part, value, ends in (
                ("precision", micro.precision, bootstrap_ratio(right, right + wrong, seed=self._seed)),
                ("recall", micro.recall, bootstrap_ratio(right, right + missed, seed=self._seed)),
                ("f1", micro.f1, bootstrap_f1(right, wrong, missed, seed=self._seed)),
            ):
                yield figure(f"{name}_{part}", value, ends, len(table))
        if any(self._seconds):
            # Questions are asked in batches and share their time: an interval over them would mean nothing.
            mean = float(np.mean(self._seconds))
            yield Figure("seconds", mean, mean, mean, len(self._seconds))

    def _mean(self, name: str, values: np.ndarray) -> Figure:
        return figure(name, float(values.mean()), bootstrap_mean(values, seed=self._seed), len(values))

    def _statistic(
        self, name: str, statistic: Callable[[np.ndarray, np.ndarray], float], scores: np.ndarray, right: np.ndarray
    ) -> Figure:
        ends = bootstrap_statistic(lambda rows: statistic(scores[rows], right[rows]), len(scores), seed=self._seed)
        return figure(name, statistic(scores, right), ends, len(scores))

    def _groups(self) -> Iterator[Group]:
        for by, column in (("kind", self._kinds), ("hops", self._hops)):
            sizes = Counter(value for value in column if value not in ("", None))
            kept = sorted(sizes, key=lambda value: (-sizes[value], str(value)))[:GROUPS_KEPT]
            if len(sizes) < 2:
                continue
            for value in sorted(kept, key=str):
                rows = np.flatnonzero(np.array([each == value for each in column]))
                yield Group(by, str(value), len(rows), tuple(self._figures(rows)))

    def _reliability(self) -> Iterable[Bin]:
        scores, forced = np.array(self._scores), np.array(self._forced, bool)
        some = (scores > 0) & self._is_calibrated
        return (Bin(*found) for found in reliability(scores[some], forced[some])) if some.any() else ()

    def _risk_coverage(self) -> Iterable[tuple[float, float]]:
        if not self._scores or "exact_match" not in self._columns or not self._is_ranked:
            return ()
        return thinned(*risk_coverage(np.array(self._scores), np.array(self._forced, bool)))
