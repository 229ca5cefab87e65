"""The passage reader alone, with all of a case's facts beside the passage that answers, as in training.

The stages inject no more than the four best paths; here every fact is, up to the reader's own limit.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.facts.cases import Case
from benchmarks.facts.figures import Marks, Row, rows
from benchmarks.reader_data.facts import stands, words_of
from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.encoders.precision import device_of
from kgqa.kg.verbalize import passage_text
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict

GROUPS = ("passage", "both", "contradiction")


def beside(cases: Sequence[Case], checkpoint: Checkpoint) -> list[Row]:
    """EM and F1 of the best span of the passage that holds the answer, by group and variant, in percent.

    ``abstained`` counts spans whose margin over "no answer" is below 0.
    """
    own = [case for case in cases if case.group in GROUPS]
    texts = [next(passage_text(*p) for p in case.passages if stands_any(case.golds, p[1])) for case in own]
    examples = [
        ReadingExample(case.id, case.question, text, (), "", tuple(words_of(fact) for fact in case.facts))
        for case, text in zip(own, texts, strict=True)
    ]
    model = checkpoint.model.for_inference(device_of())
    guesses = predict(model, InputBuilder(checkpoint.tokenizer, checkpoint.limits), examples)
    found = [_marks(guess.text, guess.margin, case.golds) for guess, case in zip(guesses, own, strict=True)]
    return rows(own, found)


def _marks(text: str, margin: float, golds: Sequence[str]) -> Marks:
    f1 = token_f1(text, golds)
    return Marks(exact_match(text, golds), f1, f1 if margin >= 0 else 0.0, float(margin < 0), 0.0, 0.0, 0.0)


def stands_any(names: Sequence[str], text: str) -> bool:
    """Whether a text holds one of the names."""
    return any(stands(name, text) for name in names)
