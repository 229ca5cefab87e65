"""What a task is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.benchmarks import Benchmark
from kgqa.pipelines.evaluation.figures import Collector
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import RunFolder
from kgqa.pipelines.evaluation.settings import EvaluationSettings
from kgqa.pipelines.evaluation.summary import Row
from kgqa.pipelines.progress import Progress

CHUNK = 64
"""Questions that are asked together and written together: what a kill loses at most."""


@dataclass(frozen=True, slots=True)
class Job:
    """One evaluation on its way. ``examples`` reads the file anew at each call, one record at a time."""

    benchmark: Benchmark
    settings: EvaluationSettings
    folder: RunFolder
    examples: Callable[[], Iterator[Any]]
    total: int
    longest: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows, and what a reader of them should know."""

    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


class JudgeBatch(Protocol):
    """Answers and judges some examples; never raises for one of them."""

    def __call__(self, examples: list[Any]) -> list[Judged]:
        """One judged question an example, in order."""
        ...


def run_row(job: Job, system: str, entities: str, judge: JudgeBatch) -> Row:
    """Asks what is not asked yet, then makes the row of all."""
    name = f"{system}, entities {entities}" if entities else system
    done = job.folder.done(name)
    job.progress(name, done, job.total)
    before = job.folder.judged(name) if done else iter(())
    with job.folder.writing(name) as out:
        chunk: list[Any] = []
        for at, example in enumerate(job.examples()):
            if at < done:
                _same(job, name, at, example.id, next(before, None))
                continue
            chunk.append(example)
            if len(chunk) == CHUNK:
                out.add(judge(chunk))
                job.progress(name, at + 1, job.total)
                chunk = []
        if chunk:
            out.add(judge(chunk))
            job.progress(name, job.total, job.total)
    if done > job.total:
        raise InputError(
            f"{job.folder.rows_file(name)}: has {done} lines for {job.total} questions; start over (replace)"
        )
    collector = Collector(job.settings.seed)
    for judged in job.folder.judged(name):
        collector.add(judged)
    return collector.row(system, entities)


def _same(job: Job, name: str, at: int, id: str, judged: Judged | None) -> None:
    """Raises InputError unless line ``at`` of a row that is gone on with is that question's."""
    if judged is None or judged.id != id:
        found = "nothing" if judged is None else f"the question {judged.id!r}"
        raise InputError(
            f"{job.folder.rows_file(name)}: judgement {at + 1} must be of the question {id!r}, found {found}; start "
            "over (replace)"
        )
