"""The network of the re-ranker: one BERT reads question and passage together, to one score (Nogueira and Cho 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.loading import load_bert

QUESTION_TOKENS, LEAD_TOKENS, PASSAGE_TOKENS = 64, 96, 192
"""Of each part of what is read, its closing mark included; the rest of a longer one does not count."""

Tokens = tuple[list[int], list[int]]
"""Token ids and their kinds: 0 for the question and what leads on from it, 1 for the passage."""


class CrossModel(nn.Module):
    """A score for each pair, from the mean of its token vectors: how the base was trained to say what a text says."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        self.score = nn.Linear(bert.config.hidden_size, 1)
        nn.init.zeros_(self.score.weight)
        nn.init.zeros_(self.score.bias)

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> CrossModel:
        """A re-ranker over the base's weights that finds all passages alike; its word table is not trained."""
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        with_cheap_masks(bert)
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(bert)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Scores (batch,) from (batch, tokens)."""
        hidden = self.bert(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state.float()
        weights = mask[:, :, None].float()
        pooled = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        scores: Tensor = self.score(pooled)[:, 0].float()
        return scores


def pair(question: Sequence[int], passage: Sequence[int], lead: Sequence[int] = ()) -> Tokens:
    """A question and a passage as they are read, from their token ids with the marks at both ends.

    >>> pair([101, 7, 102], [101, 8, 9, 102]), pair([101, 7, 102], [101, 8, 102], [101, 5, 102])
    (([101, 7, 102, 8, 9, 102], [0, 0, 0, 1, 1, 1]), ([101, 7, 102, 5, 102, 8, 102], [0, 0, 0, 0, 0, 1, 1]))
    """
    first = [*_cut(question, QUESTION_TOKENS), *_cut(lead, LEAD_TOKENS)[1:]]
    second = _cut(passage, PASSAGE_TOKENS)[1:]
    return first + second, [0] * len(first) + [1] * len(second)


def block(pairs: Sequence[Tokens], size: int, length: int, device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, kinds and mask (size, length); rows beyond the pairs hold one token, so that their mean exists."""
    ids = torch.zeros(size, length, dtype=torch.long)
    kinds, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    mask[:, 0] = 1
    for i, (row, kind) in enumerate(pairs):
        ids[i, : len(row)] = torch.tensor(row)
        kinds[i, : len(row)] = torch.tensor(kind)
        mask[i, : len(row)] = 1
    return ids.to(device), kinds.to(device), mask.to(device)


def _cut(tokens: Sequence[int], most: int) -> list[int]:
    return list(tokens) if len(tokens) <= most else [*tokens[: most - 1], tokens[-1]]
