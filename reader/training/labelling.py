"""Windows with their answers' tokens: what training and distillation go over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.network.inputs import InputBuilder, Window


@dataclass(frozen=True, slots=True)
class LabelledWindow:
    """A window and where its answers stand: (first token, last token) pairs; (0, 0) is "no answer"."""

    window: Window
    spans: tuple[tuple[int, int], ...]


def label(
    examples: Sequence[ReadingExample], builder: InputBuilder, cut_windows: str = "no-answer"
) -> list[LabelledWindow]:
    """Windows of all examples with their answers.

    A window that cuts an answer off says "no answer", or is left out where ``cut_windows`` is "drop"; those
    of a question without answers always stay. Raises InputError where the limits leave a passage no room.
    """
    limits = builder.limits
    facts = limits.facts if any(e.facts for e in examples) else 0
    if limits.total - limits.question - facts < 5:  # up to four marks and one token of the passage
        raise InputError(
            f"a window of {limits.total} tokens leaves the passage no room beside a question of {limits.question} "
            f"and facts of {facts}"
        )
    windows = builder.build([(e.question, e.facts, e.context) for e in examples])
    labelled = []
    for window in windows:
        answers = examples[window.item].answers
        found = (_token_span(window, answer.start, answer.end) for answer in answers)
        spans = tuple(span for span in found if span is not None)
        if spans or not answers or cut_windows == "no-answer":
            labelled.append(LabelledWindow(window, spans or ((0, 0),)))
    return labelled


def _token_span(window: Window, start: int, end: int) -> tuple[int, int] | None:
    offsets = window.offsets
    first = next((i for i, (_, stop) in enumerate(offsets) if stop > start), None)
    last = next((i for i in reversed(range(len(offsets))) if offsets[i][0] < end), None)
    if first is None or last is None or last < first:
        return None
    # The window holds the answer only if no character of it lies outside.
    if offsets[first][0] > start or offsets[last][1] < end:
        return None
    return window.first + first, window.first + last
