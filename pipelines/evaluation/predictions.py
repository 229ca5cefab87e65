"""Predictions in the official layouts: ours written, anybody's read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgqa.data.predictions import kgqa_sets, linking, multihop, musique, redocred, squad, text2kgbench
from kgqa.data.predictions.prediction import (
    IndexPrediction,
    LinkPrediction,
    PredictedLink,
    Prediction,
    TriplePrediction,
)
from kgqa.pipelines.evaluation.files import labels
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import PREDICTIONS, slug
from kgqa.pipelines.evaluation.summary import Summary
from kgqa.pipelines.evaluation.tasks.task import Job
from kgqa.types import Triple


def write_predictions(job: Job, summary: Summary) -> tuple[Path, ...]:
    """Files for each row, in the layout of the benchmark's own script where there is one, what is abstained from empty.

    With several files of questions each has its own ("ROW-FILE"), under the ids that it has there: a script knows no
    others.
    """
    folder = job.folder.path / PREDICTIONS
    folder.mkdir(exist_ok=True)
    write = _WRITERS.get(summary.card.name, _sets)
    written: list[Path] = []
    for row in summary.rows:
        for ending, before in _files(job):
            part = Part(job, row.name, before)
            if next(part.judged(), None) is not None:  # a limit may leave none of a file
                written += write(folder / f"{slug(row.name)}{ending}", part)
    return tuple(written)


def _files(job: Job) -> list[tuple[str, str]]:
    """What each file of questions adds to the name of a row's, and what stands before its ids in the run."""
    files = job.settings.questions
    if len(files) == 1:
        return [("", "")]
    names = labels(files)
    slugs = [slug(name) for name in names]
    if len(set(slugs)) < len(slugs):
        slugs = [f"{number}-{each}" for number, each in enumerate(slugs, start=1)]
    return [(f"-{each}", f"{name}:") for each, name in zip(slugs, names, strict=True)]


@dataclass(frozen=True, slots=True)
class Part:
    """What a row has of one file of questions. ``before``: what its ids begin with in the run, and not in the file."""

    job: Job
    row: str
    before: str

    def judged(self) -> Iterator[Judged]:
        """Its judgements, in order."""
        return self._own(self.job.folder.judged(self.row))

    def examples(self) -> Iterator[Any]:
        """Its questions, in order."""
        return self._own(self.job.examples())

    def _own(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if item.id.startswith(self.before):
                yield replace(item, id=item.id.removeprefix(self.before))


Write = Callable[[Path, Part], list[Path]]
"""Writes a part to files whose names begin with that of a path."""


def _said(part: Part, *, one: bool) -> Iterator[Prediction]:
    for item in part.judged():
        answers = item.answers if item.answered else ()
        if one:
            # A set in answer to a question for one thing is one text to a script for one thing.
            answers = ("; ".join(answers),) if answers else ()
        yield Prediction(item.id, answers, _sure(item), item.passages)


def _sure(judged: Judged) -> float:
    """A probability: of nothing at all it is 0."""
    return max(judged.score, 0.0)


def _squad(path: Path, part: Part) -> list[Path]:
    """What is said; and for the script's thresholds the best span of every question, said or not, with its
    probability of no answer ("NAME-best.json", "NAME-na-prob.json")."""
    file, best, chances = (path.with_name(f"{path.name}{end}.json") for end in ("", "-best", "-na-prob"))
    items = list(part.judged())
    spans = [Prediction(item.id, item.answers[:1], _sure(item)) for item in items]
    squad.write(best, spans, chances)
    squad.write(file, [p if item.answered else Prediction(p.id, ()) for item, p in zip(items, spans, strict=True)])
    return [file, best, chances]


def _multihop(path: Path, part: Part) -> list[Path]:
    file = path.with_name(f"{path.name}.json")
    multihop.write(file, [Prediction(p.id, p.answers, p.score) for p in _said(part, one=True)])
    return [file]


def _musique(path: Path, part: Part) -> list[Path]:
    file = path.with_name(f"{path.name}.jsonl")
    musique.write(file, [Prediction(p.id, p.answers, p.score) for p in _said(part, one=True)])
    return [file]


def _sets(path: Path, part: Part) -> list[Path]:
    file = path.with_name(f"{path.name}.jsonl")
    kgqa_sets.write_jsonl(file, _said(part, one=False))
    return [file]


def _rog(path: Path, part: Part) -> list[Path]:
    """Ours, and beside it "NAME-rog.jsonl", which has no place for scores."""
    file = path.with_name(f"{path.name}-rog.jsonl")
    golds = {example.id: example.answers for example in part.examples()}
    kgqa_sets.write_rog(file, _said(part, one=False), golds)
    return [*_sets(path, part), file]


def _links(path: Path, part: Part) -> list[Path]:
    """Ours, and ELEVANT's "NAME.linked_articles.jsonl" where ids are the whole numbers that it wants."""
    file = path.with_name(f"{path.name}.jsonl")
    said = [LinkPrediction(item.id, tuple(PredictedLink(*link) for link in item.links)) for item in part.judged()]
    linking.write_jsonl(file, said)
    if not all(each.id.isascii() and each.id.isdigit() for each in said):
        return [file]
    articles = path.with_name(f"{path.name}.linked_articles.jsonl")
    linking.write_elevant(articles, said, part.examples())
    return [file, articles]


def _triples(path: Path, part: Part) -> list[Path]:
    file = path.with_name(f"{path.name}.jsonl")
    said = (TriplePrediction(item.id, tuple(Triple(*triple) for triple in item.triples)) for item in part.judged())
    text2kgbench.write(file, said, for_script=True)
    return [file]


def _documents(path: Path, part: Part) -> list[Path]:
    """Facts by names; and DocRED's "NAME.json" where all are between entities whose indexes are known."""
    files = _triples(path, part)
    if any(item.triples and not item.indexes for item in part.judged()):
        return files
    file = path.with_name(f"{path.name}.json")
    redocred.write(file, (IndexPrediction(item.id, item.indexes) for item in part.judged()))
    return [*files, file]


_WRITERS: dict[str, Write] = {
    "squad": _squad,
    "2wikimultihopqa": _multihop,
    "hotpotqa": _multihop,
    "musique": _musique,
    "webqsp": _rog,
    "cwq": _rog,
    "elevant": _links,
    "text2kgbench": _triples,
    "redocred": _documents,
}
