"""Predictions in the official layouts: ours written, anybody's read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kgqa.data.predictions import kgqa_sets, linking, multihop, musique, squad, text2kgbench
from kgqa.data.predictions.prediction import LinkPrediction, PredictedLink, Prediction, TriplePrediction
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import PREDICTIONS, slug
from kgqa.pipelines.evaluation.summary import Summary
from kgqa.pipelines.evaluation.tasks.task import Job
from kgqa.types import Triple


def write_predictions(job: Job, summary: Summary) -> tuple[Path, ...]:
    """A file for each row, in the layout of the benchmark's own script, what is abstained from left empty."""
    folder = job.folder.path / PREDICTIONS
    folder.mkdir(exist_ok=True)
    write = _WRITERS.get(summary.card.name, _sets)
    return tuple(write(folder / slug(row.name), job.folder.judged(row.name)) for row in summary.rows)


def _said(judged: Iterable[Judged], *, one: bool) -> Iterator[Prediction]:
    for item in judged:
        answers = item.answers if item.answered else ()
        if one:
            # A set in answer to a question for one thing is one text to a script for one thing.
            answers = ("; ".join(answers),) if answers else ()
        yield Prediction(item.id, answers, item.score, item.passages)


def _squad(path: Path, judged: Iterable[Judged]) -> Path:
    """What is said; and for the script's thresholds the best span of every question, said or not, with its
    probability of no answer ("NAME-best.json", "NAME-na-prob.json")."""
    file = path.with_suffix(".json")
    items = list(judged)
    best = [Prediction(item.id, item.answers[:1], item.score) for item in items]
    squad.write(path.with_name(f"{path.name}-best.json"), best, path.with_name(f"{path.name}-na-prob.json"))
    squad.write(file, [p if item.answered else Prediction(p.id, ()) for item, p in zip(items, best, strict=True)])
    return file


def _multihop(path: Path, judged: Iterable[Judged]) -> Path:
    file = path.with_suffix(".json")
    multihop.write(file, [Prediction(p.id, p.answers, p.score) for p in _said(judged, one=True)])
    return file


def _musique(path: Path, judged: Iterable[Judged]) -> Path:
    file = path.with_suffix(".jsonl")
    musique.write(file, [Prediction(p.id, p.answers, p.score) for p in _said(judged, one=True)])
    return file


def _sets(path: Path, judged: Iterable[Judged]) -> Path:
    file = path.with_suffix(".jsonl")
    kgqa_sets.write_jsonl(file, _said(judged, one=False))
    return file


def _links(path: Path, judged: Iterable[Judged]) -> Path:
    file = path.with_suffix(".jsonl")
    said = (LinkPrediction(item.id, tuple(PredictedLink(*link) for link in item.links)) for item in judged)
    linking.write_jsonl(file, said)
    return file


def _triples(path: Path, judged: Iterable[Judged]) -> Path:
    file = path.with_suffix(".jsonl")
    said = (TriplePrediction(item.id, tuple(Triple(*triple) for triple in item.triples)) for item in judged)
    text2kgbench.write(file, said)
    return file


_WRITERS: dict[str, Callable[[Path, Iterable[Judged]], Path]] = {
    "squad": _squad,
    "2wikimultihopqa": _multihop,
    "hotpotqa": _multihop,
    "musique": _musique,
    "elevant": _links,
    "text2kgbench": _triples,
    "redocred": _triples,
}
