"""How well entities fit the text around a mention: by the words they share with it and by what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.linker.disambiguate import Disambiguator, Encode, content_stems

ABOUT, TOGETHER, WORDS, PRIOR = 0.5, 0.5, 0.35, 0.02
"""What a rank gets, beside the quality in (0, 1], for likeness to the text, likeness to the text's other entities,
shared words and degree."""
ENOUGH = 3
"""Rare words shared that count in full."""
AROUND = 400
"""Characters on either side of a mention that are looked at."""

Vector = npt.NDArray[np.float32]


class Context:
    """Ranks what a mention in running text may mean. Unlike a question's, an entity's own name counts: a name in
    full ("Joan Baez") lies nearer to what a text is about than another with a word of it does."""

    def __init__(self, graph: Graph, encode: Encode | None = None) -> None:
        self._graph = graph
        self._encode = encode
        self._near = Disambiguator(graph, encode)

    def ranks(self, text: str, start: int, end: int, rows: Sequence[int], quality: Sequence[float]) -> list[float]:
        """A rank a row, higher is better; one row is ranked by its quality alone."""
        if len(rows) < 2:
            return list(quality)
        around = f"{text[max(0, start - AROUND) : start]} {text[end : end + AROUND]}"
        fields = self._near.fields(content_stems(around), rows)
        whole = ENOUGH * log(1 + len(rows))
        shared = [min(1.0, sum(max(field) for field in words.values()) / whole) for words in fields]
        degrees = [log1p(self._graph.degree(row)) for row in rows]
        top = max(degrees) or 1.0
        about = self.vectors(rows) @ self._about(text, start, end) if self._encode else np.zeros(len(rows))
        return [
            its + ABOUT * float(close) + WORDS * words + PRIOR * degree / top
            for its, close, words, degree in zip(quality, about, shared, degrees, strict=True)
        ]

    def vectors(self, rows: Sequence[int]) -> Vector:
        """(n, d) vectors of entities with their names; (n, 1) of zeros without an encoder."""
        if self._encode is None:
            return np.zeros((len(rows), 1), dtype=np.float32)
        return np.stack(self._near.vectors([self._named(row) for row in rows], self._encode))

    def _about(self, text: str, start: int, end: int) -> Vector:
        if self._encode is None:
            raise AssertionError("there is no encoder to ask")
        (vector,) = self._near.vectors([piece(text, start, end)], self._encode)
        return vector

    def _named(self, row: int) -> str:
        told = self._near.profile(row)
        return f"{self._graph.labels[row]}. {told}" if told else self._graph.labels[row]


def piece(text: str, start: int, end: int) -> str:
    """The stretch of whole words around [start, end) that is encoded: a text of up to 2 * AROUND characters as it is.

    Stretches start at multiples of AROUND, so that neighbours share theirs.
    """
    if len(text) <= 2 * AROUND:
        return text
    first = max(0, start // AROUND * AROUND - AROUND // 2)
    last = min(len(text), max(end, first + 2 * AROUND))
    cut = text[first:last]
    before, _, after = cut.partition(" ") if first and first + cut.find(" ") < start else ("", "", cut)
    whole = after.rpartition(" ")[0] if last < len(text) and len(before) + after.rfind(" ") > end - first else after
    return whole.strip()
