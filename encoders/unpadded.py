"""A BERT over texts side by side in blocks of one size: nothing is computed for pieces that no text has.

Texts of many lengths in padded batches of a fixed shape (:mod:`kgqa.encoders.batching`) cost up to twice their pieces,
most of all where there are few of each length. But for attention, a BERT treats each piece by itself: here all pieces
of several texts are the rows of one matrix, of which every block has the same number, and attention looks at one
text at a time, at its own length. So what a text comes to depends on that text alone, as it does in padded batches,
from which it differs in the last bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BLOCK, FEW = 512, 48
"""Pieces of a block: as many as a BERT of the usual kind reads at once. A longer text is a block of its own. The second
for questions: one that waits alone costs little more than its own pieces, and some four of many share a block."""


def blocks(lengths: Sequence[int], size: int = BLOCK) -> Iterator[list[int]]:
    """The numbers of the texts that run together, the longest first and the gaps behind them filled with short ones.

    >>> list(blocks([3, 9, 1, 5, 2], 10))
    [[1, 2], [3, 0, 4]]
    """
    order = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    first, past = 0, len(order)
    while first < past:
        chosen, room = [order[first]], size - lengths[order[first]]
        first += 1
        while first < past and lengths[order[first]] <= room:
            room -= lengths[order[first]]
            chosen.append(order[first])
            first += 1
        while first < past and lengths[order[past - 1]] <= room:
            past -= 1
            room -= lengths[order[past]]
            chosen.append(order[past])
        yield chosen


def fits(bert: Any, device: torch.device) -> bool:
    """Whether :func:`run` can be used: a BERT of the plain kind, on a CPU. A GPU is faster on whole batches."""
    return device.type == "cpu" and type(bert).__name__ == "BertModel" and not bert.config.is_decoder


def run(bert: Any, words: Tensor, lengths: Sequence[int]) -> tuple[list[Tensor], Tensor, Tensor]:
    """Texts of ``lengths`` pieces whose word vectors stand side by side in ``words`` (pieces, width).

    Gives for each text what the last layer sees (length, width), and the last layer's queries and keys of the whole
    block (heads, pieces, width of a head). Behind the texts ``words`` is filled up to the size of a block.
    """
    table = bert.embeddings
    places = torch.zeros(len(words), dtype=torch.long)
    spans, start = [], 0
    for length in lengths:
        places[start : start + length] = torch.arange(length)
        spans.append(slice(start, start + length))
        start += length
    states = words + table.token_type_embeddings.weight[0]
    states = table.LayerNorm(states + table.position_embeddings(places))
    for layer in bert.encoder.layer:
        own = layer.attention.self
        query, key, value = (_heads(part(states), own) for part in (own.query, own.key, own.value))
        mixed = torch.zeros_like(states)
        for span in spans:
            seen = torch.nn.functional.scaled_dot_product_attention(
                query[None, :, span], key[None, :, span], value[None, :, span]
            )
            mixed[span] = seen[0].transpose(0, 1).flatten(1)
        states = layer.feed_forward_chunk(layer.attention.output(mixed, states))
    return [states[span] for span in spans], query, key


def _heads(states: Tensor, own: Any) -> Tensor:
    """(pieces, width) as (heads, pieces, width of a head)."""
    return states.view(len(states), own.num_attention_heads, own.attention_head_size).transpose(0, 1)


def looks(query: Tensor, key: Tensor, lengths: Sequence[int]) -> list[Tensor]:
    """For each text where its pieces look in the layer whose queries and keys :func:`run` gave, (heads, length,
    length), float32."""
    found, start = [], 0
    for length in lengths:
        span = slice(start, start + length)
        scores = (query[:, span] @ key[:, span].transpose(-1, -2)).float() / query.shape[-1] ** 0.5
        found.append(scores.softmax(-1))
        start += length
    return found


def word_vectors(bert: Any, ids: Sequence[Sequence[int]], size: int = BLOCK) -> Tensor:
    """The word vectors (pieces, width) of texts side by side, filled up to a block of ``size``."""
    flat = [piece for row in ids for piece in row]
    flat += [0] * (size - len(flat))
    vectors: Tensor = bert.embeddings.word_embeddings(torch.tensor(flat, dtype=torch.long))
    return vectors


def states(bert: Any, ids: Sequence[Sequence[int]], size: int = BLOCK) -> Iterator[tuple[list[int], list[Tensor]]]:
    """What the last layer sees of each text (length, width), block by block with the numbers of its texts."""
    lengths = [len(row) for row in ids]
    for rows in blocks(lengths, size):
        words = word_vectors(bert, [ids[row] for row in rows], size)
        yield rows, run(bert, words, [lengths[row] for row in rows])[0]


def mean_vectors(
    bert: Any, ids: Sequence[Sequence[int]], *, size: int = BLOCK, on_rows: Callable[[int], None] | None = None
) -> NDArray[np.float32]:
    """Unit vectors (texts, width): the mean of what the last layer sees of each text's pieces. ``on_rows`` hears how
    many more are done."""
    out = np.zeros((len(ids), int(bert.config.hidden_size)), np.float32)
    with torch.inference_mode():
        for rows, seen in states(bert, ids, size):
            means = torch.stack([hidden.float().sum(0) / len(hidden) for hidden in seen])
            out[rows] = torch.nn.functional.normalize(means, dim=1).numpy()
            if on_rows is not None:
                on_rows(len(rows))
    return out
