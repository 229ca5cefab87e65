"""From start and end logits to spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.reader.inputs import Window


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open characters of the passage, and how far the span's logits lie above "no answer"."""

    start: int
    end: int
    margin: float


def best_spans(
    window: Window,
    logits: NDArray[np.float32],
    *,
    count: int,
    longest: int = 30,
    allowed: Sequence[tuple[int, int]] = (),
) -> list[Span]:
    """The ``count`` best spans of one window, best first, ties by position.

    ``logits``: (tokens, 2) of this window, padding left out or not. ``longest``: tokens in a span.
    ``allowed``: character ranges one of which must hold the span; none given means anywhere.
    """
    n = len(window.offsets)
    if n == 0:
        return []
    starts = logits[window.first : window.first + n, 0].astype(np.float64)
    ends = logits[window.first : window.first + n, 1].astype(np.float64)
    null = float(logits[0, 0]) + float(logits[0, 1])
    scores = starts[:, None] + ends[None, :]
    rows, columns = np.arange(n)[:, None], np.arange(n)[None, :]
    valid = (columns >= rows) & (columns < rows + longest)
    if allowed:
        offsets = np.asarray(window.offsets)
        inside = np.zeros_like(valid)
        for low, high in allowed:
            inside |= (offsets[:, 0] >= low)[:, None] & (offsets[:, 1] <= high)[None, :]
        valid &= inside
    scores = np.where(valid, scores, -np.inf)
    flat = scores.ravel()
    few = min(count, flat.size)
    best = np.argpartition(-flat, few - 1)[:few]
    best = best[np.lexsort((best, -flat[best]))]
    return [
        Span(window.offsets[i // n][0], window.offsets[i % n][1], float(flat[i]) - null)
        for i in best.tolist()
        if np.isfinite(flat[i])
    ]
