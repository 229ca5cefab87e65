"""The network: a BERT over a question and a text, and one linear layer over its first position (Devlin et al. 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from kgqa.encoders.batching import FINE, fixed_batches
from kgqa.encoders.dropout import with_cheap_masks
from kgqa.encoders.int8 import quantize_linears
from kgqa.encoders.precision import precision_of
from kgqa.reader.polar.rows import VERDICTS

LONGEST = 192
"""Pieces of a question with its text; of longer ones the end of the text is cut off."""

_ROWS = 16
"""Rows of 64 pieces in a batch (see ``kgqa.encoders.batching``)."""

Pieces = tuple[list[int], list[int]]
"""Ids of the pieces of a question and a text, and 1 for those of the text."""


class PolarNet(nn.Module):
    """Logits of "yes", "no" and "open" of each row, in this order."""

    def __init__(self, bert: Any, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = bert
        self.head = nn.Linear(bert.config.hidden_size, len(VERDICTS))
        self.dropout = nn.Dropout(dropout)
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        with_cheap_masks(bert)

    def for_inference(self, device: torch.device, precision: str = "auto") -> PolarNet:
        """This network in evaluation mode on ``device``, its body in ``precision``; in bytes where the processor does
        those best. Raises InputError for a precision that is none."""
        wanted = precision_of(precision, device)
        self.eval().to(device)
        if wanted == "int8":
            quantize_linears(self.bert)
        elif wanted == "bf16":
            self.bert.to(torch.bfloat16)
        return self

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch, 3) in float32 from ids, segment ids and mask of pieces, each (batch, pieces)."""
        hidden = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        logits: Tensor = self.head(self.dropout(hidden[:, 0].float()))
        return logits.float()


def pieces_of(tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> list[Pieces]:
    """The pieces of each (question, text), at most :data:`LONGEST`."""
    found = tokenizer.encode_batch(list(pairs))
    return [(each.ids[:LONGEST], each.type_ids[:LONGEST]) for each in found]


def stacked(rows: Sequence[Pieces], count: int, length: int) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, segment ids and mask (count, length) of rows, filled up with empty ones."""
    ids = torch.zeros((count, length), dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (own, kinds) in enumerate(rows):
        ids[row, : len(own)] = torch.tensor(own)
        types[row, : len(kinds)] = torch.tensor(kinds)
        mask[row, : len(own)] = 1
    mask[len(rows) :, 0] = 1  # an empty row must attend to something, or it gives NaN
    return ids, types, mask


def logits_of(net: PolarNet, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """Logits (n, 3) of each (question, text); what one comes to does not depend on the others."""
    rows = pieces_of(tokenizer, pairs)
    out = np.zeros((len(rows), len(VERDICTS)), np.float32)
    device = next(net.parameters()).device
    for batch in fixed_batches([len(ids) for ids, _ in rows], size=_ROWS, step=FINE):
        with torch.inference_mode():
            parts = stacked([rows[row] for row in batch.rows], batch.size, batch.length)
            logits = net(*(part.to(device) for part in parts)).cpu().numpy()
        out[list(batch.rows)] = logits[: len(batch.rows)]
    return out
