"""The job ``score``: anybody's predictions, judged as kgqa's own answers are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any

from kgqa.data.elevant import evaluation_spans
from kgqa.data.example import AskExample, ExtractionExample, LinkingExample, ReadingExample
from kgqa.data.lines import open_bytes
from kgqa.data.ontology import read_ontology
from kgqa.data.predictions import kgqa_sets, linking, multihop, musique, redocred, squad, text2kgbench
from kgqa.data.predictions.prediction import LinkPrediction, Matched, Prediction, matched
from kgqa.data.redocred import read_documents
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.destinations import check_outside
from kgqa.pipelines.evaluation.benchmarks import Benchmark, find_benchmark
from kgqa.pipelines.evaluation.environment import environment, sha256
from kgqa.pipelines.evaluation.figures import Collector
from kgqa.pipelines.evaluation.files import regular
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.judging import Judge, failed
from kgqa.pipelines.evaluation.known import Known
from kgqa.pipelines.evaluation.metrics import shown
from kgqa.pipelines.evaluation.report import check_libraries, write_report
from kgqa.pipelines.evaluation.runfolder import RunFolder, run_folder
from kgqa.pipelines.evaluation.summary import Summary
from kgqa.pipelines.evaluation.tasks import linking as linking_task
from kgqa.pipelines.evaluation.tasks import reading as reading_task
from kgqa.pipelines.evaluation.triples import judge as judge_triples
from kgqa.types import Answer, Question, Result, Triple

LISTED = 10
"""Ids named in a warning."""
NO_PREDICTION = "no prediction"


@dataclass(frozen=True, slots=True)
class Golds:
    """The questions that predictions are held against."""

    benchmark: Benchmark
    path: Path
    where: Mapping[str, str] | None
    limit: int

    def __iter__(self) -> Iterator[Any]:
        found = self.benchmark.read(self.path, self.where)
        return islice(found, self.limit) if self.limit else iter(found)

    @property
    def ids(self) -> list[str]:
        """Ids of the questions that are scored, in the order of the file."""
        return [example.id for example in self]

    @property
    def all_ids(self) -> list[str]:
        """Ids of every question of the file, those that are left out too."""
        return [example.id for example in self.benchmark.read(self.path, None)]


def score(
    benchmark: str,
    *,
    questions: str | Path,
    predictions: str | Path,
    no_answer: str | Path | None = None,
    ontology: str | Path | None = None,
    where: Mapping[str, str] | None = None,
    limit: int = 0,
    seed: int = 0,
    report: str | Path | None = None,
    command: str = "",
) -> Summary:
    """Scores a file of predictions in the benchmark's official layout, or in kgqa's JSONL of id and answers.

    Every question of the file counts: one without a prediction is wrong, and counted in a warning, as are
    predictions for ids that the file lacks. An empty answer is an abstention. ``no_answer``: squad's
    probabilities of no answer (or any score that orders the questions so), for the best scores that a threshold
    on them reaches. ``report``: a new folder for the page and each question's judgement. Raises InputError where a
    file is not of its layout, or nothing would depend on it.
    """
    chosen = find_benchmark(benchmark)
    if report is not None:
        check_libraries()
        if Path(report).exists():
            raise InputError(f"{report}: is there already; name another folder")
        check_outside(report, "a report")
    if seed < 0:
        raise InputError(f"seed must be 0 or more, found {seed}")
    if limit < 0:
        raise InputError(f"limit must be 0 (all) or more, found {limit}")
    for file in (questions, predictions, no_answer, ontology):
        regular(file or "")
    _check_idle(chosen, Path(predictions), no_answer, ontology)
    golds = Golds(chosen, Path(questions), where, limit)
    found = _READERS[chosen.card.task](golds, Path(predictions), no_answer, ontology)
    settings: dict[str, Any] = {
        "benchmark": benchmark,
        "questions": str(questions),
        "questions_sha256": sha256(Path(questions)),
        "predictions": str(predictions),
        "predictions_sha256": sha256(Path(predictions)),
        **_recorded("no_answer", no_answer),
        **_recorded("ontology", ontology),
        "where": [f"{field}={value}" for field, value in (where or {}).items()],
        "limit": limit,
        "seed": seed,
    }
    with run_folder(Path(report) if report is not None else None, settings, replace=False) as folder:
        summary = _summary(chosen, found, golds, folder, settings, command)
        if report is not None:
            write_report(summary, folder.path)
    return summary


def _check_idle(
    chosen: Benchmark, predictions: Path, no_answer: str | Path | None, ontology: str | Path | None
) -> None:
    """Raises InputError for a file beside the predictions that their scores would not depend on."""
    name, task = chosen.card.name, chosen.card.task
    if no_answer is not None and task != "reading":
        raise InputError(f"{no_answer}: probabilities of no answer count only on squad, not on {name}")
    if ontology is not None and (task != "extraction" or _by_indexes(chosen, predictions)):
        raise InputError(f"{ontology}: an ontology counts only for facts by names, as text2kgbench has them")


def _recorded(name: str, file: str | Path | None) -> dict[str, str]:
    return {} if file is None else {name: str(file), f"{name}_sha256": sha256(Path(file))}


def _summary(
    chosen: Benchmark, found: Found, golds: Golds, folder: RunFolder, settings: dict[str, Any], command: str
) -> Summary:
    name, seed = Path(settings["predictions"]).name, settings["seed"]
    collector = Collector(seed, ranked=found.scored, calibrated=found.calibrated)
    kept: list[Judged] = []
    with folder.writing(name) as out:
        for judged in found.judged:
            collector.add(judged)
            out.add([judged])
            if chosen.card.task == "reading" and found.scored:
                kept.append(replace(judged, miss=None))
    row = collector.row(name, "")
    if kept:
        # Of what is not said, too: the script's thresholds are on all questions.
        doubts = {id: 1 - said.score for id, said in found.matched.found.items()}
        row = replace(row, figures=(*row.figures, *reading_task.best_figures(kept, seed, doubts)))
    warnings = tuple(_warnings(found.matched, row.n, golds))
    return Summary(
        chosen.card, row.n, (row,), settings, environment(command), warnings, None, shown(chosen.card, (row,))
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Predictions beside the questions, and their judgements."""

    matched: Matched[Any]
    judged: Iterator[Judged]

    @property
    def scored(self) -> bool:
        """Whether the predictions say how sure they are."""
        return bool(self._scores) and None not in self._scores

    @property
    def calibrated(self) -> bool:
        """Whether what they say can be probabilities."""
        return all(score is not None and 0 <= score <= 1 for score in self._scores)

    @property
    def _scores(self) -> list[float | None]:
        return [said.score for said in self.matched.found.values() if isinstance(said, Prediction)]


def _reading(golds: Golds, path: Path, no_answer: str | Path | None, ontology: str | Path | None) -> Found:
    found = matched(golds.ids, squad.read(path, no_answer))
    for said in found.found.values() if no_answer is not None else ():
        if said.score is None:
            raise InputError(f"{no_answer}: {said.id!r} has a prediction, and no probability of no answer")

    def judged() -> Iterator[Judged]:
        for example in golds:
            assert isinstance(example, ReadingExample)
            said = found.found.get(example.id)
            if said is None:
                # The official script leaves out what has no prediction; here it is wrong, answerable or not.
                yield reading_task.failed(example, NO_PREDICTION)
                continue
            text = said.answers[0] if said.answers else ""
            sure = 1.0 if said.score is None else said.score
            # What is said is said, however sure: an order is all that the score gives.
            yield reading_task.judge(example, text, sure, -inf, 0.0)

    return Found(found, judged())


def _asking(golds: Golds, path: Path, no_answer: str | Path | None, ontology: str | Path | None) -> Found:
    found = matched(golds.ids, _asked(golds, path))
    graph, passages = Graph.build(()), PassageTable.build(())
    as_set, f1 = golds.benchmark.as_set, golds.benchmark.f1
    judge = Judge(graph, Known(graph, passages), as_set=as_set, min_score=-inf, linking=False, trace=False, f1=f1)

    def judged() -> Iterator[Judged]:
        for example in golds:
            assert isinstance(example, AskExample)
            said = found.found.get(example.id)
            yield (
                failed(example, NO_PREDICTION, as_set=as_set, trace=False)
                if said is None
                else judge(example, _result(example, said), 0.0)
            )

    return Found(found, judged())


def _asked(golds: Golds, path: Path) -> tuple[Prediction, ...]:
    """Official layouts first by the benchmark, else by the look of the file."""
    name = golds.benchmark.card.name
    if name in ("2wikimultihopqa", "hotpotqa") and _is_json(path):
        return multihop.read(path)
    if name == "musique" and _has(path, "predicted_answer"):
        return musique.read(path, golds.all_ids)
    if path.name.endswith((".txt", ".txt.gz")):
        return kgqa_sets.read_lines(path, golds.all_ids)
    if _has(path, "prediction"):
        return kgqa_sets.read_rog(path)
    return kgqa_sets.read_jsonl(path)


def _is_json(path: Path) -> bool:
    return path.name.endswith((".json", ".json.gz"))


def _has(path: Path, key: str) -> bool:
    """Whether a key stands in the beginning of a file, plain or gzipped."""
    with open_bytes(path) as file:
        # A key, not the same word among the answers, nor inside a text, where the quotes are escaped.
        return re.search(rb'(?<!\\)"%s"\s*:' % key.encode(), file.read(100_000)) is not None


def _result(example: AskExample, said: Prediction) -> Result:
    answers: tuple[Answer, ...] = ()
    values = tuple(answer for answer in said.answers if answer.strip())
    if values:
        sure = 1.0 if said.score is None else said.score
        answers = (Answer("; ".join(values), sure, "span", values=values),)
    return Result(Question(example.id, example.question), answers=answers)


def _linking(golds: Golds, path: Path, no_answer: str | Path | None, ontology: str | Path | None) -> Found:
    ours = _has(path, "links")
    found: Matched[LinkPrediction] = matched(golds.ids, (linking.read_jsonl if ours else linking.read_elevant)(path))

    labelled = evaluation_spans(golds.path)

    def judged() -> Iterator[Judged]:
        for example in golds:
            assert isinstance(example, LinkingExample)
            said = found.found.get(example.id)
            spans = [(link.start, link.end, link.entity) for link in said.links] if said else []
            links = linking_task.inside(spans, labelled.get(example.id))
            yield linking_task.judge(example, links, 0.0, "" if said else NO_PREDICTION, lambda entity: True)

    return Found(found, judged())


def _extraction(golds: Golds, path: Path, no_answer: str | Path | None, ontology: str | Path | None) -> Found:
    if _by_indexes(golds.benchmark, path):
        return _documents(golds, path)
    found = matched(golds.ids, text2kgbench.read(path))
    known = read_ontology(ontology) if ontology else None

    def judged() -> Iterator[Judged]:
        for example in golds:
            assert isinstance(example, ExtractionExample)
            one = found.found.get(example.id)
            yield judge_triples(example, one.triples if one else (), known, error="" if one else NO_PREDICTION)

    return Found(found, judged())


def _by_indexes(benchmark: Benchmark, path: Path) -> bool:
    """Whether predictions are in DocRED's own layout, which has entities by their index."""
    return benchmark.card.name == "redocred" and _is_json(path)


def _documents(golds: Golds, path: Path) -> Found:
    """Official DocRED predictions: entities by their index, since two of a document may have one name."""
    found = matched(golds.ids, redocred.read(path))

    def judged() -> Iterator[Judged]:
        for document in islice(read_documents(golds.path, golds.where), golds.limit or None):
            names = [f"{name} [{index}]" for index, name in enumerate(document.names)]
            said = found.found.get(document.id)
            gold = tuple(Triple(names[h], relation, names[t]) for h, relation, t in document.triples)
            triples = []
            for head, relation, tail in said.triples if said else ():
                if max(head, tail) >= len(names):
                    raise InputError(f"{path}: {document.id!r}: entity {max(head, tail)}, and there are {len(names)}")
                triples.append(Triple(names[head], relation, names[tail]))
            yield judge_triples(ExtractionExample(document.id, document.text, gold), triples, None)

    return Found(found, judged())


_READERS: dict[str, Callable[[Golds, Path, str | Path | None, str | Path | None], Found]] = {
    "reading": _reading,
    "asking": _asking,
    "linking": _linking,
    "extraction": _extraction,
}


def _warnings(found: Matched[Any], total: int, golds: Golds) -> Iterator[str]:
    everyone = set(golds.all_ids) if found.unknown and (golds.limit or golds.where) else set()
    unknown = tuple(id for id in found.unknown if id not in everyone)
    for ids, text in (
        (found.missing, f"of {total} questions have no prediction, and count as wrong"),
        (unknown, "predictions are for ids that the questions lack, and are left aside"),
    ):
        if ids:
            more = ", …" if len(ids) > LISTED else ""
            yield f"{len(ids)} {text}: {', '.join(ids[:LISTED])}{more}"
