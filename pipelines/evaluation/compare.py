"""Two runs over the same questions: the difference, whether it is more than chance, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kgqa.data.metrics.arrays import Floats
from kgqa.data.metrics.intervals import paired_bootstrap, paired_ratio
from kgqa.data.metrics.linking import micro_figures
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import RunFolder
from kgqa.pipelines.evaluation.summary import Row, Summary


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in both runs, over the ``n`` questions that have it, or what it is made of, in both.

    ``difference`` is b less a, with its 95 % interval; ``p`` the two-sided bootstrap probability of no
    difference.
    """

    name: str
    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run b against run a. ``gained``: ids that b alone has right; ``lost``: that a alone has right.

    ``not_compared``: figures of either that are no means or ratios of what each question has (calibration, the best of
    all thresholds, seconds, which questions of a batch share), or that no question has in both.
    """

    a: str
    b: str
    questions: int
    figures: tuple[Compared, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    only_in_one: int
    not_compared: tuple[str, ...] = ()


def compare(
    run_a: str | Path,
    run_b: str | Path,
    *,
    row_a: str = "",
    row_b: str = "",
    seed: int = 0,
    resamples: int = 10_000,
    skip: int = 0,
) -> Comparison:
    """Compares a row of two report folders question by question, by a paired bootstrap (Koehn 2004).

    Micro figures are made of the counts of each resample, which is of the same texts in both.

    ``row_a``, ``row_b``: "kgqa", "kgqa, entities given", "bm25"...; the first row where none is named. The two
    may stand in one folder. ``skip``: how many of the questions in both, from the first in run a, are left out, those
    that something was chosen on. Raises InputError where a folder holds no run, a row is not there, or the two have no
    question in common.
    """
    for name, value in (("seed", seed), ("skip", skip)):
        if value < 0:
            raise InputError(f"{name} must be 0 or more, found {value}")
    a, b = _load(run_a, row_a), _load(run_b, row_b)
    common = [id for id in a.judged if id in b.judged]
    if not common:
        raise InputError(f"{run_a} and {run_b} have no question in common")
    wrong = _other_golds(Path(run_a), Path(run_b))
    if wrong:
        raise InputError(wrong)
    if skip >= len(common):
        raise InputError(f"skip must be less than the {len(common)} questions in both, found {skip}")
    common = common[skip:]
    pairs = [(a.judged[id], b.judged[id]) for id in common]
    figures = [found for name in a.names if (found := _compared(name, pairs, seed, resamples)) is not None]
    done = {figure.name for figure in figures}
    return Comparison(
        a.name,
        b.name,
        len(common),
        tuple(figures),
        tuple(id for id in common if b.judged[id].right and not a.judged[id].right),
        tuple(id for id in common if a.judged[id].right and not b.judged[id].right),
        len(set(a.judged) ^ set(b.judged)),
        tuple(name for name in dict.fromkeys((*a.names, *b.names)) if name not in done),
    )


Pairs = Sequence[tuple[Judged, Judged]]
"""The same questions in run a and in run b."""


def _compared(name: str, pairs: Pairs, seed: int, resamples: int) -> Compared | None:
    means = [(a.metrics[name], b.metrics[name]) for a, b in pairs if name in a.metrics and name in b.metrics]
    if means:
        first, second = np.array(means).T
        found = paired_bootstrap(second, first, seed=seed, resamples=resamples)
        ends = (found.mean, found.low, found.high, found.p)
        return Compared(name, len(means), float(first.mean()), float(second.mean()), *ends)
    if name == "right_when_answered":
        told = np.array([[(one.right and one.answered, one.answered) for one in pair] for pair in pairs], np.float64)
        return _ratio(name, lambda sums: sums[:, 0] / sums[:, 1], told[:, 0], told[:, 1], seed, resamples)
    kind, _, part = name.rpartition("_")
    counts = [(a.counts[kind], b.counts[kind]) for a, b in pairs if kind in a.counts and kind in b.counts]
    if counts and part in ("precision", "recall", "f1"):
        both = np.array(counts, np.float64)
        return _ratio(name, lambda sums: micro_figures(sums)[part], both[:, 0], both[:, 1], seed, resamples)
    return None


def _ratio(
    name: str, figure: Callable[[Floats], Floats], a: Floats, b: Floats, seed: int, resamples: int
) -> Compared | None:
    found = paired_ratio(figure, b, a, seed=seed, resamples=resamples)
    if found is None:
        return None
    first, second = (float(figure(side.sum(axis=0)[None])[0]) for side in (a, b))
    return Compared(name, len(a), first, second, found.mean, found.low, found.high, found.p)


@dataclass(frozen=True, slots=True)
class _Loaded:
    name: str
    judged: dict[str, Judged]
    names: tuple[str, ...]


def _load(run: str | Path, name: str) -> _Loaded:
    path = Path(run)
    summary = Summary.load(path)
    row = _row(summary, name, path)
    judged = {item.id: replace(item, miss=None) for item in RunFolder(path).judged(row.name)}
    if len(judged) != row.n:
        raise InputError(f"{path}: the row {row.name!r} says {row.n} questions, and its file holds {len(judged)}")
    return _Loaded(f"{path.name}: {row.name}", judged, tuple(f.name for f in row.figures))


def _row(summary: Summary, name: str, path: Path) -> Row:
    if not summary.rows:
        raise InputError(f"{path}: holds no row")
    if not name:
        return summary.rows[0]
    for row in summary.rows:
        if name in (row.name, row.system):
            return row
    raise InputError(f"{path}: no row {name!r}; there are: {', '.join(row.name for row in summary.rows)}")


def _other_golds(a: Path, b: Path) -> str:
    """Equal ids of different files are different questions."""
    first, second = Summary.load(a), Summary.load(b)
    if first.card.name != second.card.name:
        return f"{a} is an evaluation on {first.card.name}, {b} on {second.card.name}"
    if first.settings.get("questions_sha256") != second.settings.get("questions_sha256"):
        return f"{a} and {b} were asked of different files of questions, and ids alone don't make them equal"
    return ""
