"""The network of the path scorer: a question looked at once for each hop of a chain that may answer it.

A chain of L steps is scored by the sum, over its hops, of the likeness of the hop's step to what the question says of
that hop. Where in the question that is, attention with one learned query for each hop of each length finds out, as the
reasoning instructions of neural state machines do (Hudson and Manning 2019; He et al. 2021), but for all hops at once:
no step needs the graph, and any number of chains costs one look-up and a sum each. That none of the chains answers the
question has a score of its own.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.loading import load_bert
from kgqa.retriever.path_examples import MAX_HOPS

SLOTS = tuple((length, hop) for length in range(1, MAX_HOPS + 1) for hop in range(length))
"""The looks at a question: hop ``hop`` of a chain of ``length`` steps."""

_FIRST_SCALE = 16.0
"""What a cosine of 1 adds to the score of a one-step chain before training: about that of contrastive training."""

_FIRST_NONE = 6.0
"""The score of "none of these" before training: below that of a chain that is meant, above others'."""


class PathModel(nn.Module):
    """Question looks and step vectors over one BERT."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.looks = nn.Parameter(torch.zeros(len(SLOTS), width))
        self.scales = nn.Parameter(torch.tensor([_FIRST_SCALE / length for length, _ in SLOTS]))
        self.lengths = nn.Linear(width, MAX_HOPS + 1)
        nn.init.zeros_(self.lengths.weight)
        with torch.no_grad():
            self.lengths.bias.copy_(torch.tensor([0.0] * MAX_HOPS + [_FIRST_NONE]))

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> PathModel:
        """A scorer over the base's weights: before training every hop looks at the whole question alike."""
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        with_cheap_masks(bert)
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(bert)

    def questions(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Looks (batch, slots, width), scaled, and a score for each length and for none (batch, MAX_HOPS + 1) from
        (batch, tokens)."""
        return self.looked(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float(), mask)

    def looked(self, hidden: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """As :meth:`questions`, from what the last layer sees of each token (batch, tokens, width)."""
        weights = torch.einsum("sd,btd->bst", self.looks, hidden)
        weights = weights.masked_fill(mask[:, None, :] == 0, float("-inf")).softmax(dim=-1)
        seen = nn.functional.normalize(weights @ hidden, dim=-1)
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        lengths: Tensor = self.lengths(mean)
        return seen * self.scales[None, :, None], lengths

    def steps(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors (batch, width) of step labels from (batch, tokens)."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return nn.functional.normalize(pooled, dim=-1)


def chain_scores(looks: Tensor, lengths: Tensor, steps: Tensor, chains: Tensor) -> Tensor:
    """Scores (batch, chains) of all chains for all questions.

    ``chains`` (chains, MAX_HOPS) holds rows of ``steps`` (steps, width), -1 after a chain's end.
    """
    like = torch.cat([looks @ steps.T, looks.new_zeros(*looks.shape[:2], 1)], dim=2)
    length = (chains >= 0).sum(1)
    first = length * (length - 1) // 2
    total = lengths[:, length - 1]
    for hop in range(MAX_HOPS):
        slot = (first + hop).clamp(max=len(SLOTS) - 1)
        total = total + like[:, slot, chains[:, hop]]
    return total
