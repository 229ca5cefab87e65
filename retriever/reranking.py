"""Passages in a better order: the best that a search finds, each read together with the question by a cross-encoder.

A passage of the second hop says nothing to the question by itself. So the passages that look best after a first reading
are put beside the question, and the others are read once more with each of them; the best of its readings counts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgqa.retriever.cross_encoder import CrossEncoder, load_reranker
from kgqa.retriever.passages import Found

DEFAULT_RERANKER = "rerank-l6-v1"

DEEP = 12
"""Passages that are read."""

LEADS = 2
"""Passages that the others are read once more with."""

READ_SHARE = 0.5
"""What a reading that is sure adds to a passage's score, which is about from 0 to 2. Chosen, as the two above, on one
half of 2WikiMultihopQA's questions for choosing, by hash of their text."""


class Reranker:
    """Orders what was found for a question. ``deep``: passages read; ``leads``: those read with the others."""

    def __init__(
        self, encoder: CrossEncoder, *, deep: int = DEEP, leads: int = LEADS, share: float = READ_SHARE
    ) -> None:
        self.encoder = encoder
        self.deep = deep
        self.leads = leads
        self.share = share

    def order(self, question: str, found: Found, text_of: Callable[[int], str]) -> Found:
        """The same passages, their scores raised by how well they answer, best first, ties by row."""
        if not found:
            return found
        texts = [text_of(row) for row, _, _ in found[: self.deep]]
        before = np.array([score for _, score, _ in found[: self.deep]])
        read = likely(self.encoder.scores(question, texts))
        for lead in np.argsort(-(before + self.share * read), kind="stable")[: self.leads].tolist():
            onward = likely(self.encoder.scores(question, texts, lead=texts[lead]))
            onward[lead] = 0.0
            # What leads on is not always right itself: no passage is surer than the one that led to it.
            read = np.maximum(read, np.minimum(onward, read[lead]))
        scores = [*(before + self.share * read).tolist(), *(score for _, score, _ in found[self.deep :])]
        ranked = [(row, score, source) for (row, _, source), score in zip(found, scores, strict=True)]
        return sorted(ranked, key=lambda each: (-each[1], each[0]))


def reranker_named(given: bool | str | Path | None, *, device: str = "auto") -> Reranker | None:
    """The shipped re-ranker, one by a shipped name or in a folder, or none where there is to be none.

    Raises ModelError where there is none of that name.
    """
    if given is None or given is False:
        return None
    name = DEFAULT_RERANKER if given is True else given
    return Reranker(CrossEncoder(load_reranker(name), device=device))


def likely(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scores of the cross-encoder as numbers from 0 to 1, one half where a passage is as good as none."""
    return np.asarray(1 / (1 + np.exp(-scores.astype(np.float64))))
