"""How surely a stretch of a text answers a question, whatever else may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgqa.reader.network.decode import best_spans
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader

WORST = -15.0
"""The margin of a stretch that is no answer at all; those of others are at most -WORST."""
_SPANS = 200
"""Spans of a window that are looked at: of a sentence nearly all that are likely at all."""


class Stretch(NamedTuple):
    """A question, a text, and the characters of it that may answer it."""

    question: str
    text: str
    start: int
    end: int


def stretch_margins(model: SpanReader, builder: InputBuilder, stretches: Sequence[Stretch]) -> NDArray[np.float64]:
    """(stretches, 2): how far the best span that touches the stretch lies above "no answer", and above the best span of
    the whole text (0 where it is that one), both in logits and from ``WORST`` on."""
    found = np.full((len(stretches), 2), WORST)
    windows = builder.build([(each.question, (), each.text) for each in stretches])
    for window, logits in zip(windows, logits_of(model, windows), strict=True):
        _, _, start, end = stretches[window.item]
        spans = best_spans(window, logits, count=_SPANS)
        touching = max((one.margin for one in spans if one.start < end and start < one.end), default=WORST)
        if spans and touching >= found[window.item, 0]:
            found[window.item] = touching, touching - spans[0].margin
    bounded: NDArray[np.float64] = np.clip(found, WORST, -WORST)
    return bounded
