"""A reader's own sure answers as labels (Lee 2013; for reading Yang et al., ACL 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.decode import CANDIDATES, Span, best_spans, by_text
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder
from kgqa.types import Mention


@dataclass(frozen=True, slots=True)
class Guess:
    """The best span of an example over all windows of its context, its margin over "no answer", and the
    calibrated probability that it is right; ``span`` is None where the context has no tokens."""

    span: Mention | None
    margin: float
    probability: float


def guesses(reader: Checkpoint, examples: Sequence[ReadingExample]) -> list[Guess]:
    """The reader's guess at each example; answers that the examples have are not looked at."""
    builder = InputBuilder(reader.tokenizer, reader.limits)
    windows = builder.build([(e.question, e.facts, e.context) for e in examples])
    reader.model.eval()
    found: list[list[Span]] = [[] for _ in examples]
    for window, logits in zip(windows, logits_of(reader.model, windows), strict=True):
        found[window.item] += best_spans(window, logits, count=CANDIDATES)
    return [_guess(reader, spans, example.context) for spans, example in zip(found, examples, strict=True)]


def _guess(reader: Checkpoint, spans: Sequence[Span], context: str) -> Guess:
    for span in by_text(spans, context):
        mention = Mention(span.start, span.end, context[span.start : span.end])
        return Guess(mention, span.margin, reader.calibration.passage(span.margin, share=span.share))
    return Guess(None, float("-inf"), 0.0)


def pseudo_labelled(reader: Checkpoint, examples: Sequence[ReadingExample], cut: float) -> list[ReadingExample]:
    """The examples whose guess has a probability of at least ``cut``, with it as their answer.

    "No answer" is never a label: that a passage holds none is what a reader is least to be trusted with.
    """
    if not 0 < cut <= 1:
        raise InputError(f"the cut of pseudo-labels is a probability above 0 and at most 1, not {cut}")
    return [
        replace(example, answers=(guess.span,))
        for example, guess in zip(examples, guesses(reader, examples), strict=True)
        if guess.span is not None and guess.probability >= cut
    ]
