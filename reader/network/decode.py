"""From start and end logits to spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.network.inputs import Window

CANDIDATES = 20
"""Spans of a window that are looked at for one answer: the best ones overlap, or say the same."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open characters of the passage, and how far the span's logits lie above "no answer".

    ``share``: logarithm of its text's part of what all spans of the context have together, at most 0; known once they
    are summed (:func:`by_text`). A low one beside a high margin: there is an answer, and others are as likely.
    """

    start: int
    end: int
    margin: float
    share: float = 0.0


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


def by_text(spans: Iterable[Span], context: str) -> list[Span]:
    """One span a text, best first, ties by position: spans that say the same add up.

    A start and an end are guessed apart, so that the probability of one answer lies on several spans: with its
    article and without, and at each place where it stands. Equal texts (:func:`text_key`) become the best
    span among them, its margin the logarithm of the sum of their odds over "no answer", and its share of all is known.
    ``spans``: of all windows of ``context``; one that was found in two windows counts once.

    >>> found = by_text([Span(0, 9, 0.0), Span(4, 9, 0.0), Span(4, 7, 0.0)], "the Seine")
    >>> [(span.start, round(span.margin, 2), round(span.share, 2)) for span in found]
    [(0, 0.69, -0.41), (4, 0.0, -1.1)]
    """
    best: dict[tuple[int, int], Span] = {}
    for span in spans:
        place = (span.start, span.end)
        if place not in best or span.margin > best[place].margin:
            best[place] = span
    groups: dict[str, list[Span]] = {}
    for span in sorted(best.values(), key=_order):
        groups.setdefault(text_key(context[span.start : span.end]), []).append(span)
    margins = {t: float(np.logaddexp.reduce([span.margin for span in group])) for t, group in groups.items()}
    total = float(np.logaddexp.reduce(list(margins.values()))) if margins else 0.0
    summed = [
        Span(group[0].start, group[0].end, margins[text], margins[text] - total) for text, group in groups.items()
    ]
    return sorted(summed, key=_order)


def text_key(text: str) -> str:
    """What is equal of texts that say the same; of articles or signs alone, the text itself."""
    return normalize_answer(text) or text


def _order(span: Span) -> tuple[float, int, int]:
    return (-span.margin, span.start, span.end)
