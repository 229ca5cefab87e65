"""Reading: the reader alone, on questions about one text each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.cmrc import character_f1, is_chinese
from kgqa.data.metrics.intervals import bootstrap_statistic
from kgqa.data.metrics.squad import best_by_threshold, squad_question
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.figures import figure
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.judging import shortened
from kgqa.pipelines.evaluation.summary import Figure, Miss, Piece, Row
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome, run_row
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict

ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"

Say = Callable[[list[ReadingExample]], list[tuple[str, float]]]
"""The best span of each example, and the probability that it is right."""


def run(job: Job) -> Outcome:
    """The reader, and what ``without`` and ``baselines`` ask for."""
    settings = job.settings
    for parts in settings.without:
        if parts != "facts":
            raise InputError(f"a reading benchmark can be asked without facts only, found {parts!r}")
    for name in settings.baselines:
        if name != "abstain":
            raise InputError(f"no baseline {name!r} for reading; there is: abstain")
    rows = []
    if not settings.only_baselines:
        say = _reader(load_checkpoint(settings.reader), settings.device)
        rows.append(_row(job, "kgqa", say))
        if settings.without:
            rows.append(_row(job, "kgqa without facts", lambda batch: say([replace(e, facts=()) for e in batch])))
    if settings.baselines:
        rows.append(_row(job, "abstain", lambda batch: [("", 0.0)] * len(batch)))
    return Outcome(tuple(rows))


def _reader(checkpoint: Checkpoint, device: str) -> Say:
    checkpoint.model.for_inference(device_of(device))
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)

    def say(batch: list[ReadingExample]) -> list[tuple[str, float]]:
        found = predict(checkpoint.model, builder, batch)
        return [(p.text, checkpoint.calibration.given(p.margin, p.share) if p.text else 0.0) for p in found]

    return say


def _row(job: Job, name: str, say: Say) -> Row:
    row = run_row(job, name, "", _Reading(say, job.settings.min_score))
    found = list(best_figures(job.folder.judged(name), job.settings.seed))
    return replace(row, figures=(*row.figures, *found))


@dataclass(frozen=True, slots=True)
class _Reading:
    say: Say
    min_score: float

    def __call__(self, examples: list[ReadingExample]) -> list[Judged]:
        begin = time.perf_counter()
        try:
            found = self.say(examples)
        except Exception as error:
            if len(examples) > 1:
                return [judged for example in examples for judged in self([example])]
            return [failed(examples[0], f"{type(error).__name__}: {error}")]
        seconds = (time.perf_counter() - begin) / len(examples)
        pairs = zip(examples, found, strict=True)
        return [judge(example, text, score, self.min_score, seconds) for example, (text, score) in pairs]


def judge(example: ReadingExample, text: str, score: float, min_score: float, seconds: float) -> Judged:
    """One prediction against the gold spans; without any, saying nothing is right.

    ``text`` is the best span, said where ``score``, its probability, reaches ``min_score``; "" is none, and less
    sure than any.
    """
    golds = [answer.text for answer in example.answers]
    said = bool(text) and score >= min_score
    exact, f1 = squad_question(golds, text if said else "")
    forced, forced_f1 = squad_question(golds, text)
    metrics = {"exact_match": exact, "f1": f1, "answered": float(said)}
    if golds:
        metrics |= {"forced_exact_match": forced, "forced_f1": forced_f1}
        if any(is_chinese(gold) for gold in golds):
            # No blanks between words: CMRC's script counts characters.
            metrics["character_f1"] = character_f1(text if said else "", golds)
            metrics["forced_character_f1"] = character_f1(text, golds)
    else:
        metrics["no_answer_right"] = exact
    lost = "" if exact == 1.0 else "unanswerable" if not golds else "abstain" if forced == 1.0 else "read"
    answers = (Piece(text, score, "span", forced == 1.0),) if text else ()
    return Judged(
        example.id,
        ANSWERABLE if golds else UNANSWERABLE,
        None,
        (text,) if text else (),
        score if text else -inf,
        said,
        exact == 1.0,
        bool(golds) and forced == 1.0,
        metrics,
        lost=lost,
        seconds=round(seconds, 6),
        miss=_miss(example, lost, answers) if lost else None,
    )


def _miss(example: ReadingExample, lost: str, answers: tuple[Piece, ...], error: str = "") -> Miss:
    golds = tuple(answer.text for answer in example.answers)
    read = (Piece(shortened(example.context), 1.0, example.title or "text", bool(golds)),)
    return Miss(example.id, example.question, golds, "", lost, (), read, answers, "", error)


def failed(example: ReadingExample, error: str) -> Judged:
    """The judgement of a question that nothing came out for: wrong, whether it has an answer or not."""
    judged = judge(example, "", 0.0, 1.0, 0.0)
    zero = dict.fromkeys(judged.metrics, 0.0)
    miss = _miss(example, "error", (), error)
    return replace(judged, right=False, metrics=zero, lost="error", error=error, miss=miss)


def best_figures(judged: Iterable[Judged], seed: int, no_answer: Mapping[str, float] | None = None) -> Iterator[Figure]:
    """The official script's scores at the best threshold for these very questions, where some have no answer.

    ``no_answer``: probabilities of no answer by id, what is said or not; else 1 less that of the answer.
    """
    said = [replace(each, miss=None) for each in judged]
    if all(each.kind == ANSWERABLE for each in said):
        return
    # A question that raised is not right by any threshold: as one that has an answer, and got none.
    answerable = np.array([each.kind == ANSWERABLE or bool(each.error) for each in said], float)
    spoken = np.array([bool(each.answers) for each in said])
    given = no_answer or {}
    doubts = np.array([given.get(each.id, 1 - max(each.score, 0.0)) for each in said])
    for name, metric in (("best_exact_match", "forced_exact_match"), ("best_f1", "forced_f1")):
        scores = np.array([each.metrics.get(metric, 0.0) for each in said])

        def best(rows: NDArray[np.intp], scores: NDArray[np.float64] = scores) -> float:
            return best_by_threshold(scores[rows], answerable[rows], doubts[rows], spoken[rows])

        ends = bootstrap_statistic(best, len(said), seed=seed)
        yield figure(name, best(np.arange(len(said))), ends, len(said))
