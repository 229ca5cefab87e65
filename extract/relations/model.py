"""The network: one look of a BERT at a text finds the spans that are arguments, and which relations hold between them.

A span is scored by its first and last word (the biaffine scorer of Yu, Bohnet and Poesio, ACL 2020). A pair of
entities is a vector made of both, each pooled over its mentions, and of where in the text both look (the localized
context of ATLOP, Zhou et al., AAAI 2021). A relation is a vector made of its own words and those of its domain and
range, so one that training never saw is scored as any other: all relations of all pairs are one matrix product.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders import unpadded
from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.loading import load_bert
from kgqa.extract.relations.align import MAX_WORDS

TYPES = ("person", "organization", "location", "time", "number", "other")
"""Types of entities that the network tells apart: those of DocRED."""

BLOCK = 16
PAIR = 256
"""Length of the vectors of pairs and of relations."""

_SPAN = 128
_WORDS_SCALE = 16.0
_FIRST_BIAS = -4.0
"""Logit of a relation before training: few hold."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at a batch gives: ``hidden`` (batch, pieces, width) and ``attention`` (batch, heads, pieces,
    pieces) of the last layer, both float32."""

    hidden: Tensor
    attention: Tensor


class RelationNet(nn.Module):
    """Argument spans, entity types and relations over one BERT."""

    def __init__(self, bert: Any, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.marks = nn.Embedding(3, width)
        nn.init.zeros_(self.marks.weight)
        self.starts, self.ends = nn.Linear(width, _SPAN), nn.Linear(width, _SPAN)
        self.start, self.end = nn.Linear(width, 1), nn.Linear(width, 1)
        self.widths = nn.Embedding(MAX_WORDS, 1)
        nn.init.zeros_(self.widths.weight)
        self.mention = nn.Linear(2 * width, width)
        self.types = nn.Linear(width, len(TYPES))
        self.head, self.tail = nn.Linear(2 * width, width), nn.Linear(2 * width, width)
        self.pair = nn.Linear(width * BLOCK, PAIR)
        self.plain = nn.Linear(2 * width, PAIR)
        self.none = nn.Linear(PAIR, 1)
        self.relation = nn.Sequential(nn.Linear(3 * width, 2 * PAIR), nn.GELU(), nn.Linear(2 * PAIR, PAIR + 1))
        self.dropout = nn.Dropout(dropout)
        # Words of few relations are seen, so each is seen in part only, that like ones come to be alike.
        self.blur = nn.Dropout(2 * dropout)
        with torch.no_grad():
            self.start.bias.fill_(_FIRST_BIAS / 2)
            self.end.bias.fill_(_FIRST_BIAS / 2)
            self.none.bias.fill_(-_FIRST_BIAS)

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> RelationNet:
        """A network over the base's weights, its word table frozen, with fresh heads from torch's generator."""
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        net = cls(bert, dropout=dropout)
        with_cheap_masks(net)
        return net

    def look(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Seen:
        """One look at (batch, pieces) of ids; ``marks`` is 1 where a given mention begins, 2 inside it, else 0."""
        words = self.bert.embeddings.word_embeddings(ids)
        words = words + self.marks(marks).to(words.dtype)
        out = self.bert(inputs_embeds=words, attention_mask=mask, output_hidden_states=True)
        with torch.no_grad():
            looks = self._looks(out.hidden_states[-2], mask)
        return Seen(out.last_hidden_state.float(), looks)

    def look_unpadded(self, texts: Sequence[Tensor], marks: Sequence[Tensor]) -> list[Seen]:
        """The same look at each of some texts, ids (pieces,) with their marks, that fit one block (see
        ``kgqa.encoders.unpadded``): its own ``hidden`` (1, pieces, width) and ``attention`` (1, heads, pieces,
        pieces)."""
        lengths = [len(ids) for ids in texts]
        filling = [torch.zeros(max(0, unpadded.BLOCK - sum(lengths)), dtype=torch.long)]
        words = self.bert.embeddings.word_embeddings(torch.cat([*texts, *filling]))
        words = words + self.marks(torch.cat([*marks, *filling])).to(words.dtype)
        hidden, query, key = unpadded.run(self.bert, words, lengths)
        looks = unpadded.looks(query, key, lengths)
        return [Seen(one.float()[None], other[None]) for one, other in zip(hidden, looks, strict=True)]

    def _looks(self, before: Tensor, mask: Tensor) -> Tensor:
        """The last layer's attention, which the fast kernel keeps to itself, from what the layer was given."""
        last = self.bert.encoder.layer[-1].attention.self
        batch, pieces, width = before.shape
        heads = self.bert.config.num_attention_heads

        def parts(states: Tensor) -> Tensor:
            return states.view(batch, pieces, heads, width // heads).transpose(1, 2)

        scores = parts(last.query(before)) @ parts(last.key(before)).transpose(-1, -2)
        scores = scores.float() / math.sqrt(width // heads)
        looks: Tensor = scores.masked_fill(mask[:, None, None, :] == 0, float("-inf")).softmax(-1)
        return looks

    def spans(self, first: Tensor, last: Tensor) -> Tensor:
        """Logits (batch, words, MAX_WORDS): that words ``w`` to ``w + n`` are an argument.

        ``first`` and ``last`` (batch, words, width): what was seen at each word's first and last piece.
        """
        ends = self.ends(last)
        both = self.starts(first) @ ends.transpose(1, 2) / math.sqrt(_SPAN)
        both = both + self.start(first) + self.end(last).transpose(1, 2)
        words = first.shape[1]
        at = torch.arange(words, device=first.device)[:, None] + torch.arange(MAX_WORDS, device=first.device)[None]
        banded = both.gather(2, at.clamp(max=words - 1)[None].expand(len(first), -1, -1))
        logits = banded.float() + self.widths.weight[:, 0].float()
        inside: Tensor = logits.masked_fill(at[None] >= words, -30.0)
        return inside

    def entities(self, seen: Seen, row: Tensor, first: Tensor, last: Tensor, of: Tensor, count: int) -> tuple[Any, ...]:
        """Vectors (count, width) and attention (count, heads, pieces) of entities pooled over their mentions.

        Of each mention: its ``row`` in the batch, the pieces ``first`` and ``last``, and the entity ``of`` which it
        is. Also the mentions' type logits (mentions, types).
        """
        both = torch.cat([seen.hidden[row, first], seen.hidden[row, last]], dim=1)
        mentions = self.mention(self.dropout(both)).float()
        peak = mentions.new_full((count, mentions.shape[1]), -1e4)
        index = of[:, None].expand_as(mentions)
        peak = peak.scatter_reduce(0, index, mentions.detach(), "amax")
        total = torch.zeros_like(peak).index_add(0, of, (mentions - peak[of]).exp())
        pooled = total.clamp(min=1e-9).log() + peak
        looks = (seen.attention[row, :, first] + seen.attention[row, :, last]) / 2
        number = torch.zeros(count, device=of.device).index_add(0, of, torch.ones(len(of), device=of.device))
        mean = torch.zeros(count, *looks.shape[1:], device=of.device).index_add(0, of, looks)
        return pooled, mean / number.clamp(min=1)[:, None, None], self.types(mentions)

    def contexts(self, hidden: Tensor, looks: Tensor) -> Tensor:
        """Where two entities both look: (entities, entities, width) of one text, whose ``hidden`` is (pieces, width)
        and ``looks`` (entities, heads, pieces)."""
        by_piece = looks.permute(2, 0, 1)
        both = (by_piece @ by_piece.transpose(1, 2)).permute(1, 2, 0)
        context: Tensor = (both / both.sum(2, keepdim=True).clamp(min=1e-9)) @ hidden
        return context

    def pairs(self, heads: Tensor, tails: Tensor, contexts: Tensor) -> Tensor:
        """Vectors (pairs, PAIR) from those of heads, tails and contexts, each (pairs, width)."""
        one = self.dropout(torch.tanh(self.head(torch.cat([heads, contexts], dim=1))))
        other = self.dropout(torch.tanh(self.tail(torch.cat([tails, contexts], dim=1))))
        count, width = one.shape
        blocks = one.view(count, width // BLOCK, BLOCK, 1) * other.view(count, width // BLOCK, 1, BLOCK)
        made: Tensor = self.pair(blocks.reshape(count, width * BLOCK)) + self.plain(torch.cat([one, other], dim=1))
        return made

    def relations(self, words: Tensor) -> Tensor:
        """Vectors (relations, PAIR + 1) from those of label, domain and range (relations, 3 * width)."""
        # Unit vectors have small elements; at their scale the layers would hardly tell them apart for long.
        made: Tensor = self.relation(self.blur(words * _WORDS_SCALE))
        return made

    def scores(self, pairs: Tensor, relations: Tensor) -> Tensor:
        """Logits (pairs, relations), each measured against the pair's own "no relation"."""
        like = pairs @ relations[:, :-1].T / math.sqrt(PAIR)
        logits: Tensor = like + relations[:, -1] - self.none(self.dropout(pairs))
        return logits.float()
