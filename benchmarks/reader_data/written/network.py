"""A BERT that writes: the passage is read in both directions, the question from left to right."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

Past = list[tuple[Tensor, Tensor]]
"""Keys and values of each layer, (rows, heads, tokens, width)."""

DROPOUT = 0.1


class QuestionWriter(nn.Module):
    """Logits of the next piece of a question, over a BERT; its word table is the output's too (Press and Wolf 2017)."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        width = bert.config.hidden_size
        self.bert = bert
        self.mark = nn.Parameter(torch.zeros(width))
        self.transform = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(bert.config.vocab_size))
        self.heads = bert.config.num_attention_heads
        bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def embedded(self, ids: Tensor, types: Tensor, positions: Tensor, marks: Tensor) -> Tensor:
        """Inputs (rows, tokens, width) of ids, types and positions; ``marks`` is 1 on the answer's tokens."""
        table = self.bert.embeddings
        total = table.word_embeddings(ids) + table.token_type_embeddings(types) + table.position_embeddings(positions)
        normed: Tensor = table.LayerNorm(total + marks[..., None] * self.mark)
        return functional.dropout(normed, DROPOUT, self.training)

    def forward(self, hidden: Tensor, seen: Tensor, past: Past | None = None) -> tuple[Tensor, Past]:
        """The last layer's states and all keys and values. ``seen``: (rows, 1, tokens, past and own tokens), true
        where a token may look."""
        rows, tokens, width = hidden.shape
        kept: Past = []
        for at, layer in enumerate(self.bert.encoder.layer):
            own = layer.attention.self
            query, key, value = (
                part(hidden).view(rows, tokens, self.heads, -1).transpose(1, 2)
                for part in (own.query, own.key, own.value)
            )
            if past is not None:
                key, value = torch.cat([past[at][0], key], 2), torch.cat([past[at][1], value], 2)
            kept.append((key, value))
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
            hidden = layer.attention.output(mixed.transpose(1, 2).reshape(rows, tokens, width), hidden)
            hidden = layer.output(layer.intermediate(hidden), hidden)
        return hidden, kept

    def logits(self, hidden: Tensor) -> Tensor:
        """Logits (..., pieces) in float32 of states (..., width)."""
        hidden = self.norm(functional.gelu(self.transform(hidden)))
        table: Tensor = self.bert.embeddings.word_embeddings.weight
        return hidden.float() @ table.float().T + self.bias
