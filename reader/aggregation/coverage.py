"""How much of a question the sentence has that a span stands in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from kgqa.reader.language.content import content_stems
from kgqa.types import Evidence, Passage

_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")


class Coverage:
    """The question's words in the sentences of what was read for it, rare ones counting more.

    A word weighs ``log(1 + n / df)``: of the ``n`` sentences read ``df`` have it, or none, which counts as one (inverse
    document frequency, Spärck Jones 1972, over sentences).
    """

    def __init__(self, question: str, evidence: Sequence[Evidence]) -> None:
        self._asked = content_stems(question)
        self._sentences: dict[int, list[tuple[int, int, frozenset[str]]]] = {}
        self._titles: dict[int, frozenset[str]] = {}
        for number, piece in enumerate(evidence):
            if isinstance(passage := piece.content, Passage):
                self._titles[number] = content_stems(passage.title) & self._asked
                self._sentences[number] = [
                    (start, end, content_stems(passage.text[start:end]) & self._asked)
                    for start, end in _sentences(passage.text)
                ]
        told = [stems for own in self._sentences.values() for _, _, stems in own]
        times = Counter(stem for stems in told for stem in stems)
        self._weights = {stem: math.log(1 + len(told) / max(1, times[stem])) for stem in self._asked}
        self._whole = sum(self._weights.values())

    def of(self, number: int, start: int, end: int) -> float:
        """The share in [0, 1] of the question that the sentence at ``text[start:end]`` of passage ``number`` has, with
        the passage's title; of several sentences, what they have together. 1 where the question has no telling word."""
        if not self._whole:
            return 1.0
        found = self._titles[number].union(
            *(stems for first, last, stems in self._sentences[number] if first < end and start < last)
        )
        return sum(self._weights[stem] for stem in found) / self._whole


def _sentences(text: str) -> list[tuple[int, int]]:
    """Half-open places of what stands between the ends of sentences and lines.

    >>> _sentences("It rains. Stay in.\\n\\nTea")
    [(0, 9), (10, 18), (20, 23)]
    """
    edges = [0, *(edge for found in _ENDS.finditer(text) for edge in found.span()), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
