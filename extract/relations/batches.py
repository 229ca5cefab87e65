"""Examples as the tensors of a training step: texts, candidate spans, pairs and what is right of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kgqa.extract.relations.align import MAX_WORDS
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.tokens import Tokens


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Texts padded to one length: ids, mask, marks (batch, pieces); pieces of words, first and last (batch, words)."""

    ids: Tensor
    mask: Tensor
    marks: Tensor
    first: Tensor
    last: Tensor
    words: Tensor

    def to(self, device: torch.device) -> TextBatch:
        """The same batch on ``device``."""
        parts = (self.ids, self.mask, self.marks, self.first, self.last, self.words)
        return TextBatch(*(part.to(device) for part in parts))


def text_batch(
    tokens: Sequence[Tokens],
    given: Sequence[Sequence[tuple[int, int]]],
    *,
    rows: int = 0,
    pieces: int = 0,
    words: int = 1,
) -> TextBatch:
    """Texts with the spans of words that are marked; filled up to so many rows, pieces and words."""
    rows = max(rows, len(tokens))
    pieces = max(pieces, *(len(each.ids) for each in tokens))
    words = max(words, *(len(each.words) for each in tokens))
    ids = torch.zeros(rows, pieces, dtype=torch.long)
    mask = torch.zeros(rows, pieces, dtype=torch.long)
    marks = torch.zeros(rows, pieces, dtype=torch.long)
    first = torch.zeros(rows, words, dtype=torch.long)
    last = torch.zeros(rows, words, dtype=torch.long)
    counts = torch.zeros(rows, dtype=torch.long)
    mask[:, 0] = 1
    for row, (each, spans) in enumerate(zip(tokens, given, strict=True)):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
        first[row, : len(each.first)] = torch.tensor(each.first, dtype=torch.long)
        last[row, : len(each.last)] = torch.tensor(each.last, dtype=torch.long)
        counts[row] = len(each.words)
        marks[row, : len(each.ids)] = marks_of(each, spans)
    return TextBatch(ids, mask, marks, first, last, counts)


def marks_of(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> Tensor:
    """Marks (pieces,) of a text with spans of words: 1 where one begins, 2 inside it, else 0."""
    marks = torch.zeros(len(tokens.ids), dtype=torch.long)
    for start, past in spans:
        marks[tokens.first[start] : tokens.last[past - 1] + 1] = 2
    for start, _ in spans:
        marks[tokens.first[start]] = 1
    return marks


def span_targets(examples: Sequence[RelationExample], words: int) -> tuple[Tensor, Tensor]:
    """Which spans are arguments (batch, words, MAX_WORDS), and what each counts.

    Where not all is known, a span counts little unless it touches one that is known.
    """
    right = torch.zeros(len(examples), words, MAX_WORDS)
    weight = torch.zeros(len(examples), words, MAX_WORDS)
    starts = torch.arange(words)[:, None]
    ends = starts + torch.arange(MAX_WORDS)[None]
    for row, example in enumerate(examples):
        weight[row] = (ends < len(example.tokens.words)).float()
        spans = [span for entity in example.entities for span in entity if span[1] - span[0] <= MAX_WORDS]
        if not example.complete:
            touched = torch.zeros(words, MAX_WORDS, dtype=torch.bool)
            for first, past in spans:
                touched |= (starts < past) & (ends >= first)
            weight[row] *= torch.where(touched, 1.0, 0.1)
        for first, past in spans:
            right[row, first, past - first - 1] = 1.0
            weight[row, first, past - first - 1] = 1.0
    return right, weight


def best_spans(logits: Tensor, words: int, most: int) -> list[tuple[int, int, float]]:
    """The ``most`` best spans of one text as (first, past the last, logit); ``logits`` is (words, MAX_WORDS)."""
    flat = logits[:words].reshape(-1)
    values, places = flat.sort(descending=True, stable=True)
    found = []
    for value, place in zip(values[:most].tolist(), places[:most].tolist(), strict=True):
        first, more = divmod(place, MAX_WORDS)
        if first + more < words:
            found.append((first, first + more + 1, value))
    return found
