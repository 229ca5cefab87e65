"""The network that is asked for one relation of one sentence: where are its heads, where its tails, which go together.

The relation's words stand before the sentence, as a question does before a passage (Levy et al., CoNLL 2017: relations
never trained on, found by reading), so every layer reads the sentence with the relation in mind. That makes relations
work that training never saw, and costs a look for each relation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.loading import load_bert
from kgqa.extract.relations.align import MAX_WORDS

_PART = 128
_RARE = -2.5
_NOT_RARE = 4.0
"""Biases before training: few spans are arguments, and of those that look like it many go together."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Pairs of spans of words, one an item: the ``row`` of the batch, and the first and last words of both."""

    row: Tensor
    head_first: Tensor
    head_last: Tensor
    tail_first: Tensor
    tail_last: Tensor

    def to(self, device: torch.device) -> Sides:
        """The same pairs on ``device``."""
        row, head_first, head_last = self.row.to(device), self.head_first.to(device), self.head_last.to(device)
        return Sides(row, head_first, head_last, self.tail_first.to(device), self.tail_last.to(device))


class AskedNet(nn.Module):
    """Heads and tails of the relation that a row asks for, over one BERT."""

    def __init__(self, bert: Any, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.starts, self.ends = nn.Linear(width, 2 * _PART), nn.Linear(width, 2 * _PART)
        self.start, self.end = nn.Linear(width, 2), nn.Linear(width, 2)
        self.widths = nn.Embedding(MAX_WORDS, 2)
        nn.init.zeros_(self.widths.weight)
        self.head, self.tail = nn.Linear(2 * width, _PART), nn.Linear(2 * width, _PART)
        self.bias = nn.Linear(width, 1)
        self.dropout = nn.Dropout(dropout)
        with torch.no_grad():
            self.start.bias.fill_(_RARE)
            self.end.bias.fill_(_RARE)
            self.bias.weight.zero_()
            self.bias.bias.fill_(_NOT_RARE)

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> AskedNet:
        """A network over the base's weights, its word table frozen, with fresh heads from torch's generator."""
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        return cls.over(bert, dropout=dropout)

    @classmethod
    def over(cls, bert: Any, *, dropout: float = 0.1) -> AskedNet:
        """A network over a BertModel, its word table frozen, with fresh heads from torch's generator."""
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        net = cls(bert, dropout=dropout)
        with_cheap_masks(net)
        return net

    def look(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """What the last layer sees (batch, pieces, width), float32; ``types`` are 1 in the sentence."""
        seen = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask)
        hidden: Tensor = seen.last_hidden_state.float()
        return hidden

    def spans(self, first: Tensor, last: Tensor) -> Tensor:
        """Logits (batch, 2, words, MAX_WORDS): that words ``w`` to ``w + n`` are a head, or a tail.

        ``first`` and ``last`` (batch, words, width): what was seen at each word's first and last piece.
        """
        batch, words, _ = first.shape
        starts = self.starts(first).view(batch, words, 2, _PART).transpose(1, 2)
        ends = self.ends(last).view(batch, words, 2, _PART).transpose(1, 2)
        both = starts @ ends.transpose(2, 3) / math.sqrt(_PART)
        both = both + self.start(first).transpose(1, 2)[..., None] + self.end(last).transpose(1, 2)[:, :, None, :]
        at = torch.arange(words, device=first.device)[:, None] + torch.arange(MAX_WORDS, device=first.device)[None]
        banded = both.gather(3, at.clamp(max=words - 1)[None, None].expand(batch, 2, -1, -1))
        logits = banded.float() + self.widths.weight.float().T[None, :, None, :]
        inside: Tensor = logits.masked_fill(at[None, None] >= words, -30.0)
        return inside

    def pairs(self, hidden: Tensor, first: Tensor, last: Tensor, spans: Tensor, sides: Sides) -> Tensor:
        """Logits (pairs,) that the relation holds between two spans.

        ``first`` and ``last`` (batch, words): the pieces of words; ``spans``: what :meth:`spans` gave.
        """
        row = sides.row
        heads = self._vectors(self.head, hidden, row, first[row, sides.head_first], last[row, sides.head_last])
        tails = self._vectors(self.tail, hidden, row, first[row, sides.tail_first], last[row, sides.tail_last])
        like = (heads * tails).sum(1) / math.sqrt(_PART)
        like = like + spans[row, 0, sides.head_first, sides.head_last - sides.head_first]
        like = like + spans[row, 1, sides.tail_first, sides.tail_last - sides.tail_first]
        logits: Tensor = like + self.bias(hidden[:, 0]).float()[row, 0]
        return logits

    def _vectors(self, layer: nn.Linear, hidden: Tensor, row: Tensor, first: Tensor, last: Tensor) -> Tensor:
        both = torch.cat([hidden[row, first], hidden[row, last]], dim=1)
        vectors: Tensor = layer(self.dropout(both)).float()
        return vectors
