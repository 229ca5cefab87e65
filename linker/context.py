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
BARE_ABOUT, FAMILIAR = 1.46, 0.49
"""Of a stretch that may be a part of many names: what likeness to the text without it counts in place of ABOUT,
and how well the words of each name go together.

These two and ``together.MATE`` are the weights of a conditional logit beside the quality, fitted on 1,389 short names
in Re-DocRED's texts, persons' names cut to one word, among distractors drawn as in ``benchmarks/linking_text.py``.
"""
ENOUGH = 3
"""Rare words shared that count in full."""
AROUND = 400
"""Characters on either side of a mention that are looked at."""
BARE_AROUND = 200
"""Characters on either side that are encoded without the mention."""

Vector = npt.NDArray[np.float32]


class Context:
    """Ranks what a mention in running text may mean. Unlike a question's, an entity's own name counts: a name in
    full ("Joan Baez") lies nearer to what a text is about than another with a word of it does."""

    def __init__(self, graph: Graph, encode: Encode | None = None) -> None:
        self._graph = graph
        self._encode = encode
        self._near = Disambiguator(graph, encode)

    @property
    def has_meaning(self) -> bool:
        """Whether there is an encoder to ask."""
        return self._encode is not None

    def ranks(
        self, text: str, start: int, end: int, rows: Sequence[int], quality: Sequence[float], *, bare: bool = False
    ) -> list[float]:
        """A rank a row, higher is better; one row is ranked by its quality alone.

        ``bare``: the mention may be a part of any of many names. It then says nothing of what the text is about, and
        names that the encoder has hardly met, those whose words do not go together, are seldom meant.
        """
        if len(rows) < 2:
            return list(quality)
        around = f"{text[max(0, start - AROUND) : start]} {text[end : end + AROUND]}"
        fields = self._near.fields(content_stems(around), rows)
        whole = ENOUGH * log(1 + len(rows))
        shared = [min(1.0, sum(max(field) for field in words.values()) / whole) for words in fields]
        degrees = [log1p(self._graph.degree(row)) for row in rows]
        top = max(degrees) or 1.0
        close = self._close(text, start, end, rows, bare=bare)
        return [
            its + its_close + WORDS * words + PRIOR * degree / top
            for its, its_close, words, degree in zip(quality, close.tolist(), shared, degrees, strict=True)
        ]

    def vectors(self, rows: Sequence[int]) -> Vector:
        """(n, d) vectors of entities with their names; (n, 1) of zeros without an encoder."""
        if self._encode is None:
            return np.zeros((len(rows), 1), dtype=np.float32)
        return np.stack(self._near.vectors([self._named(row) for row in rows], self._encode))

    def _close(
        self, text: str, start: int, end: int, rows: Sequence[int], *, bare: bool
    ) -> npt.NDArray[np.float64 | np.float32]:
        """(n,) what ranks get by what the encoder says; zeros without one."""
        if self._encode is None:
            return np.zeros(len(rows))
        labels = [self._graph.labels[row] for row in rows] if bare else []
        # All that is asked for in one batch.
        about = without(text, start, end) if bare else piece(text, start, end)
        words = [label.split() for label in labels]
        self._near.vectors([about, *map(self._named, rows), *(word for each in words for word in each)], self._encode)
        (vector,) = self._near.vectors([about], self._encode)
        likeness = self.vectors(rows) @ vector
        if not bare:
            return ABOUT * likeness
        familiar = [cohesion(np.stack(self._near.vectors(each, self._encode))) for each in words]
        return BARE_ABOUT * likeness + FAMILIAR * np.array(familiar)

    def _named(self, row: int) -> str:
        told = self._near.profile(row)
        return f"{self._graph.labels[row]}. {told}" if told else self._graph.labels[row]


def cohesion(vectors: Vector) -> float:
    """Mean cosine of each two of n unit vectors (n, d); 1 of a single one.

    Those of a name's words are nearer to each other where the encoder met them side by side: a familiar name.
    """
    n = len(vectors)
    if n < 2:
        return 1.0
    total = vectors.sum(axis=0, dtype=np.float64)
    return float((total @ total - n) / (n * (n - 1)))


def without(text: str, start: int, end: int) -> str:
    """Up to BARE_AROUND characters of whole words on either side of [start, end), that left out."""
    before, after = text[max(0, start - BARE_AROUND) : start], text[end : end + BARE_AROUND]
    if start > BARE_AROUND:
        before = before.partition(" ")[2]
    if end + BARE_AROUND < len(text):
        after = after.rpartition(" ")[0]
    return f"{before}{after}".strip()


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
