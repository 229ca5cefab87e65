"""Pieces of one document that follow each other, read as the one text that they were: where a document is cut must not
say what is read in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text

GAP = 4
"""Characters between two pieces that follow each other: blanks and ends of lines."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """``context``: the title and the text of the passages ``rows``; ``parts``: where each of these stands in it,
    half-open."""

    context: str
    rows: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """The row of the passage that holds ``context[start:end]``, and its offsets there."""
        number = next(i for i, (first, last) in enumerate(self.parts) if first <= start and end <= last)
        first = self.parts[number][0]
        return self.rows[number], start - first, end - first


def stretches(rows: Sequence[int], passages: PassageTable) -> list[Stretch]:
    """The stretches that ``rows`` make, in the order of the first of each."""
    runs: dict[int, list[int]] = {}
    ends: dict[tuple[str, int], int] = {}  # where the document goes on after a run, and the run
    order = sorted(rows, key=lambda row: (passages.doc_ids[row], int(passages.starts[row]), row))
    for row in order:
        doc_id, begin = passages.doc_ids[row], int(passages.starts[row])
        run = next((ends.pop((doc_id, begin - gap)) for gap in range(GAP + 1) if (doc_id, begin - gap) in ends), row)
        runs.setdefault(run, []).append(row)
        ends[doc_id, begin + len(passages.texts[row])] = run
    place = {row: number for number, row in enumerate(rows)}
    return [_stretch(run, passages) for run in sorted(runs.values(), key=lambda run: min(place[row] for row in run))]


def _stretch(run: Sequence[int], passages: PassageTable) -> Stretch:
    first = run[0]
    text, begin = passages.texts[first], int(passages.starts[first])
    own = [(0, len(text))]
    for row in run[1:]:
        at = int(passages.starts[row]) - begin
        text = text.ljust(at) + passages.texts[row]
        own.append((at, len(text)))
    context = passage_text(passages.titles[first], text)
    shift = len(context) - len(text)
    return Stretch(context, tuple(run), tuple((low + shift, high + shift) for low, high in own))
