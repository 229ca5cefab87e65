"""A trained network at work: argument spans of texts, and how sure it is of every relation of every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kgqa.encoders.unpadded import blocks
from kgqa.extract.relations.align import MAX_WORDS, key_of
from kgqa.extract.relations.batches import best_spans, marks_of
from kgqa.extract.relations.model import TYPES, RelationNet, Seen
from kgqa.extract.relations.tokens import Tokens

MOST_SPANS = 24
LEAST_SPAN = 0.02
"""Spans of a text that are looked at as arguments: how many at most, and how likely each must be."""

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """What one look at a text gave: entities as spans of words, how likely each is an argument and what type it has
    (entities, TYPES), and for the pairs (``heads``, ``tails``) of entities the logits (pairs, relations)."""

    entities: tuple[Spans, ...]
    argument: tuple[float, ...]
    types: NDArray[np.float32]
    heads: NDArray[np.int64]
    tails: NDArray[np.int64]
    logits: NDArray[np.float32]


def score_texts(
    net: RelationNet,
    tokens: Sequence[Tokens],
    relations: Tensor,
    *,
    entities: Sequence[Sequence[Spans]] | None = None,
    pairs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]] | None = None,
) -> Iterator[tuple[int, Scored]]:
    """Each text with its number, not in order: entities given, or found. Without ``pairs`` all are scored.

    The same text gives the same bits in any company: texts stand side by side unpadded, and spans and pairs are scored
    text by text.
    """
    for block in blocks([len(each.ids) for each in tokens]):
        marks = [[span for each in entities[row] for span in each] if entities else [] for row in block]
        with torch.inference_mode():
            looked = net.look_unpadded(
                [torch.tensor(tokens[row].ids) for row in block],
                [marks_of(tokens[row], spans) for row, spans in zip(block, marks, strict=True)],
            )
            for row, seen in zip(block, looked, strict=True):
                each = tokens[row]
                if entities is None:
                    found = _entities(each, _span_logits(net, seen, each))
                else:
                    found = tuple(entities[row]), (1.0,) * len(entities[row])
                yield row, _scored(net, seen, each, *found, relations, pairs[row] if pairs is not None else None)


def _span_logits(net: RelationNet, seen: Seen, tokens: Tokens) -> Tensor:
    """Logits (words, MAX_WORDS) that spans of a text are arguments."""
    if not tokens.words:
        return torch.zeros(0, MAX_WORDS)
    first, last = (torch.tensor(places, dtype=torch.long) for places in (tokens.first, tokens.last))
    logits: Tensor = net.spans(seen.hidden[:, first], seen.hidden[:, last])[0]
    return logits


def _entities(tokens: Tokens, logits: Tensor) -> tuple[tuple[Spans, ...], tuple[float, ...]]:
    """Likely spans, those of one wording as one entity."""
    found: dict[str, list[tuple[int, int]]] = {}
    sure: dict[str, float] = {}
    for first, past, logit in best_spans(logits, len(tokens.words), MOST_SPANS):
        chance = float(1 / (1 + np.exp(-logit)))
        if chance < LEAST_SPAN:
            break
        said = tokens.said((first, past))
        key = key_of(said) or said
        found.setdefault(key, []).append((first, past))
        sure[key] = max(sure.get(key, 0.0), chance)
    return tuple(tuple(sorted(spans)) for spans in found.values()), tuple(sure.values())


def _scored(
    net: RelationNet,
    seen: Seen,
    tokens: Tokens,
    entities: tuple[Spans, ...],
    argument: tuple[float, ...],
    relations: Tensor,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]] | None,
) -> Scored:
    count = len(entities)
    mentions = [(at, span) for at, spans in enumerate(entities) for span in spans]
    if pairs is None:
        grid = np.arange(count)
        heads, tails = (each[~np.eye(count, dtype=bool)] for each in np.meshgrid(grid, grid, indexing="ij"))
    else:
        heads, tails = pairs
    if not len(heads):
        kinds = np.zeros((count, len(TYPES)), np.float32)
        nothing = np.zeros((0, len(relations)), np.float32)
        return Scored(entities, argument, kinds, heads, tails, nothing)
    first = torch.tensor([tokens.first[span[0]] for _, span in mentions])
    last = torch.tensor([tokens.last[span[1] - 1] for _, span in mentions])
    of = torch.tensor([at for at, _ in mentions])
    pooled, looks, kind = net.entities(seen, torch.zeros_like(of), first, last, of, count)
    contexts = net.contexts(seen.hidden[0], looks)
    types = torch.zeros(count, len(TYPES)).index_add(0, of, kind.float()).softmax(-1).numpy()
    logits = np.empty((len(heads), len(relations)), np.float32)
    for start in range(0, len(heads), 256):
        some, others = (torch.from_numpy(each[start : start + 256]) for each in (heads, tails))
        vectors = net.pairs(pooled[some], pooled[others], contexts[some, others])
        logits[start : start + 256] = net.scores(vectors, relations).numpy()
    return Scored(entities, argument, types, heads, tails, logits)
