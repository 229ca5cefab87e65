"""The network of a tuned sentence encoder: a BERT whose token vectors are averaged and brought to length 1."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.loading import load_bert


class DenseModel(nn.Module):
    """Vectors as :class:`kgqa.encoders.sentence.SentenceEncoder` makes them, with gradients."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> DenseModel:
        """An encoder with the base's weights; its word table is not trained."""
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        with_cheap_masks(bert)
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(bert)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors (batch, width) from (batch, tokens)."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weights = mask[:, :, None].float()
        pooled = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
        return nn.functional.normalize(pooled, dim=1)
