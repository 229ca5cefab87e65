"""Scores of a reader on a reading data set: EM and F1 with the span forced, and with abstention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.reader.network.decode import CANDIDATES, Span, best_spans, by_text
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader


@dataclass(frozen=True, slots=True)
class Prediction:
    """The best answer of one example and its margin over "no answer" (:func:`kgqa.reader.network.decode.by_text`)
    and its share of what could be answers."""

    text: str
    margin: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """In percent. ``forced_*``: answerable questions, the best span always said. ``f1``: all questions, the
    span said where its margin exceeds ``threshold``, the best one for this set."""

    answerable: int
    unanswerable: int
    forced_em: float
    forced_f1: float
    f1: float
    threshold: float


def predict(model: SpanReader, builder: InputBuilder, examples: Sequence[ReadingExample]) -> list[Prediction]:
    """The best answer of each example over all windows of its context; "" where it has no tokens."""
    windows = builder.build([(e.question, e.facts, e.context) for e in examples])
    found: list[list[Span]] = [[] for _ in examples]
    for window, logits in zip(windows, logits_of(model, windows), strict=True):
        found[window.item] += best_spans(window, logits, count=CANDIDATES)
    return [_best(spans, example.context) for spans, example in zip(found, examples, strict=True)]


def _best(spans: Sequence[Span], context: str) -> Prediction:
    for span in by_text(spans, context):
        return Prediction(context[span.start : span.end], span.margin, span.share)
    return Prediction("", float("-inf"))


def score(
    examples: Sequence[ReadingExample], predictions: Sequence[Prediction], *, slack: float = 0.0
) -> ReadingScores:
    """Scores over every example given; one without answers is right when nothing is said.

    ``slack``: the threshold is the highest whose F1 is so many points, or fewer, below the best one's.
    """
    golds = [[answer.text for answer in e.answers] for e in examples]
    f1 = np.array([token_f1(p.text, g) if g else 0.0 for p, g in zip(predictions, golds, strict=True)])
    em = np.array([exact_match(p.text, g) if g else 0.0 for p, g in zip(predictions, golds, strict=True)])
    answerable = np.array([bool(g) for g in golds])
    margins = np.array([p.margin for p in predictions])
    order = np.argsort(-margins, kind="stable")
    # Saying the first k by margin: their F1, and 1 for each unanswerable one left unsaid.
    said = np.concatenate([[0.0], np.cumsum(f1[order])])
    unsaid = (~answerable).sum() - np.concatenate([[0], np.cumsum(~answerable[order])])
    totals = said + unsaid
    best = float(totals.max())
    k = int(np.argmax(totals >= best - slack / 100 * len(golds)))
    threshold = float(margins[order[k - 1]]) if k else float(margins.max(initial=0.0)) + 1
    n = int(answerable.sum())
    return ReadingScores(
        n,
        len(golds) - n,
        100 * float(em[answerable].mean()) if n else 0.0,
        100 * float(f1[answerable].mean()) if n else 0.0,
        100 * best / max(1, len(golds)),
        threshold,
    )
