"""The job ``evaluate``: a file of questions in, figures with intervals out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kgqa.data.example import AskExample, ReadingExample
from kgqa.errors import InputError
from kgqa.kg.folder import open_folder
from kgqa.pipelines.destinations import check_outside
from kgqa.pipelines.evaluation.baselines.registry import BASELINES
from kgqa.pipelines.evaluation.benchmarks import Benchmark, find_benchmark
from kgqa.pipelines.evaluation.environment import environment, sha256
from kgqa.pipelines.evaluation.figures import GROUPS_KEPT
from kgqa.pipelines.evaluation.files import examples_of, regular
from kgqa.pipelines.evaluation.leaks import LeakCheck
from kgqa.pipelines.evaluation.metrics import shown
from kgqa.pipelines.evaluation.predictions import write_predictions
from kgqa.pipelines.evaluation.report import check_libraries, write_report
from kgqa.pipelines.evaluation.runfolder import run_folder
from kgqa.pipelines.evaluation.settings import EvaluationSettings
from kgqa.pipelines.evaluation.summary import Leak, Row, Summary
from kgqa.pipelines.evaluation.tasks import run_task
from kgqa.pipelines.evaluation.tasks.task import Job
from kgqa.pipelines.progress import Progress, silent
from kgqa.reader.checkpoint import DEFAULT_READER, SHIPPED, stored_calibration
from kgqa.reader.linked import LINKED_READER, is_beside
from kgqa.retriever.path_arrays import SCORER
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import DEFAULT_SCORER
from kgqa.retriever.shipped import SHIPPED as TRAINED

PathLike = str | Path


def evaluate(
    benchmark: str,
    *,
    questions: PathLike | Sequence[PathLike],
    kb: PathLike = "",
    report: PathLike | None = None,
    replace: bool = False,
    progress: Progress = silent,
    command: str = "",
    **options: Any,
) -> Summary:
    """Evaluates on one file of questions; every question counts, and one that fails is wrong.

    ``benchmark``: a name out of ``kgqa.pipelines.evaluation.benchmarks.BENCHMARKS``. ``report``: a folder to
    keep everything in: the page, Markdown, JSON, each question's judgement and the predictions in the official
    layout; a run that was stopped goes on there, and ``replace`` starts it over. ``options``: the fields of
    :class:`~kgqa.pipelines.evaluation.settings.EvaluationSettings`; ``min_score`` is the reader's own where none is
    given. Raises InputError for bad options and for a
    file that is not of this benchmark.
    """
    chosen = find_benchmark(benchmark)
    unknown = sorted(set(options) - set(EvaluationSettings.__dataclass_fields__))
    if unknown:
        names = ", ".join(EvaluationSettings.__dataclass_fields__)
        raise InputError(f"no option {unknown[0]!r}; there are: {names}")
    if report is not None:
        check_libraries()  # a page that can't be drawn is to fail before the hours
    files = [questions] if isinstance(questions, str | Path) else questions
    if isinstance(options.get("where"), Mapping):  # as score and the readers of files take it
        options["where"] = tuple(options["where"].items())
    if options.get("min_score") is None:  # the reader's own
        curves = stored_calibration(options.get("reader", DEFAULT_READER))
        options["min_score"] = curves.given_min_score if chosen.card.task == "reading" else curves.min_score
    if not options.get("paths"):
        options["paths"] = "" if kb and open_folder(kb).has(SCORER) else DEFAULT_SCORER
    settings = EvaluationSettings(chosen.card.name, tuple(map(str, files)), str(kb), **options)
    for file in (*settings.questions, settings.train, settings.ontology):
        regular(file)
    if report is not None:
        check_outside(report, "a report")
    leak, total = _scan(chosen, settings)
    longest = _longest(chosen, settings)
    here = environment(command)
    record = {
        **settings.record(),
        "hops_used": settings.hops or longest,
        **hashes(settings),
        # A run that goes on with other code would be neither's.
        "code": f"{here['kgqa']} {here['commit']}".strip(),
    }
    with run_folder(Path(report) if report is not None else None, record, replace=replace) as folder:
        job = Job(chosen, settings, folder, lambda: examples_of(chosen, settings), total, longest, progress)
        outcome = run_task(job)
        summary = Summary(
            chosen.card,
            total,
            outcome.rows,
            record,
            here,
            (*outcome.warnings, *_unshown(outcome.rows)),
            leak,
            shown(chosen.card, outcome.rows),
        )
        if report is not None:
            _save(summary, job, Path(report))
    return summary


def _save(summary: Summary, job: Job, folder: Path) -> None:
    write_predictions(job, summary)
    write_report(summary, folder)


def _unshown(rows: Sequence[Row]) -> Iterator[str]:
    """Sorts of question that the tables by kind leave out."""
    groups = [group for row in rows[:1] for group in row.groups if group.by == "kind"]
    told = sum(group.n for group in groups)
    if len(groups) == GROUPS_KEPT and told < rows[0].n:
        yield f"of the sorts of question the {GROUPS_KEPT} largest are shown: {told} of {rows[0].n} questions"


def _scan(benchmark: Benchmark, settings: EvaluationSettings) -> tuple[Leak | None, int]:
    """Reads the whole of the files once before the hours: its leaks and its length."""
    beside = LINKED_READER if benchmark.card.task == "asking" and is_beside(settings.reader) else None
    leaks = LeakCheck(settings.reader, benchmark.card.name, beside=beside)
    total = 0
    for example in examples_of(benchmark, settings):
        total += 1
        if isinstance(example, (AskExample, ReadingExample)):
            leaks.see(example.id, example.question)
    return (leaks.result() if _reads(benchmark, settings) else None), total


def _reads(benchmark: Benchmark, settings: EvaluationSettings) -> bool:
    """Whether the reader has a part in any row."""
    if benchmark.card.task not in ("asking", "reading"):
        return False
    # Those that need passages choose them for the reader.
    reading = {name for name, baseline in BASELINES.items() if baseline.needs == "passages"}
    return not settings.only_baselines or not reading.isdisjoint(settings.baselines)


def _longest(benchmark: Benchmark, settings: EvaluationSettings) -> int:
    """Longest path that is walked: how many hops the questions need is told to no system."""
    return settings.hops if benchmark.card.task != "asking" else settings.hops or MAX_HOPS


def hashes(settings: EvaluationSettings) -> dict[str, str]:
    """What tells whether files of the same names are still the same."""
    found = {"questions_sha256": " ".join(sha256(Path(file)) for file in settings.questions)}
    if settings.kb:
        manifest = open_folder(settings.kb).manifest
        found["kb_digest"] = str(manifest["digest"])
        if not settings.paths:
            found["paths_sha256"] = str(manifest["paths"]["sha256"])
        found["encoder_sha256"] = str(manifest["encoder"]["sha256"])
    for name in ("train", "ontology"):
        file = getattr(settings, name)
        if file:
            if not Path(file).is_file():
                raise InputError(f"{name}: no file {file}")
            found[f"{name}_sha256"] = sha256(Path(file))
    for name, shipped, stem in (
        ("reader", SHIPPED / settings.reader, "reader"),
        ("paths", TRAINED / settings.paths, "paths"),
        ("rerank", TRAINED / settings.rerank, "reranker"),
        *([] if settings.kb else [("encoder", TRAINED / settings.encoder, "encoder")]),
    ):
        if not getattr(settings, name):
            continue
        for key, file in _parts(shipped if shipped.is_dir() else Path(getattr(settings, name)), stem).items():
            if file.is_file():
                found[f"{name}_{key}"] = sha256(file)
    return found


def _parts(place: Path, stem: str) -> dict[str, Path]:
    """The files of a model: its weights, and its record, whose calibration and limits make the answers too."""
    if place.suffix == ".onnx":
        return {"sha256": place, "record_sha256": place.with_suffix(".json")}
    return {"sha256": place / f"{stem}.safetensors", "record_sha256": place / f"{stem}.json"}
