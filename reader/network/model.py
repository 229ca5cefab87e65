"""The network: a BERT and one linear layer that scores each token as the start and the end of an answer.

The mark at position 0 stands for "no answer here" (Devlin et al. 2019, section 4.3).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.int8 import quantize_linears
from kgqa.encoders.loading import load_bert
from kgqa.encoders.precision import precision_of
from kgqa.errors import ModelError


class SpanReader(nn.Module):
    """Start and end logits for each token of each row."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        self.spans = nn.Linear(bert.config.hidden_size, 2)
        self.precision = "fp32"
        """What the body is in: fp32, bf16 or int8. The head is always in float32."""

    @classmethod
    def from_base(cls, base: Base, *, dropout: float = 0.1) -> SpanReader:
        """A reader over the base's weights, with a fresh head drawn from torch's generator.

        Attention dropout is off: on a CPU it halves the speed and brings nothing measurable.
        """
        bert = load_bert(base, hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0)
        with_cheap_masks(bert)
        return cls(bert)

    def freeze_word_embeddings(self) -> None:
        """Keeps the word table as the base has it, so that a checkpoint need not carry it."""
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def for_inference(self, device: torch.device, precision: str = "auto") -> SpanReader:
        """This reader in evaluation mode on ``device``, its body in ``precision``: see ``kgqa.encoders.precision``.

        Raises InputError for a precision that is none, ModelError where the body was rounded to another before.
        """
        wanted = precision_of(precision, device)
        if self.precision not in ("fp32", wanted):
            raise ModelError(f"the reader is in {self.precision}, which rounded it; load it again for {wanted}")
        self.eval().to(device)
        if wanted == "int8" and self.precision != "int8":
            quantize_linears(self.bert)
        elif wanted == "bf16":
            self.bert.to(torch.bfloat16)
        self.precision = wanted
        return self

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, tokens, 2) in float32 from token ids, segment ids and mask, each (batch, tokens)."""
        hidden = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        logits: Tensor = self.spans(hidden.float())  # the head stays exact where the body is in bfloat16
        return logits.float()
