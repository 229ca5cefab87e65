"""A trained re-ranker at work: how well passages answer a question, each read together with it.

A checkpoint is a folder with ``reranker.json`` and ``reranker.safetensors`` (see ``kgqa.encoders.stored``).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.batching import fixed_batches
from kgqa.encoders.precision import device_of, inference_dtype
from kgqa.encoders.stored import Sort, fill, load_stored, save_stored, tokenizer_of
from kgqa.retriever.cross_model import PASSAGE_TOKENS, CrossModel, block, pair
from kgqa.retriever.rank_training import token_ids
from kgqa.retriever.shipped import SHIPPED

RERANKER = Sort("reranker", "kgqa reranker 1", "re-ranker", SHIPPED)
ROWS = 8
"""Pairs of a batch of up to 64 tokens (see kgqa.encoders.batching)."""


@dataclass(frozen=True, slots=True)
class CrossCheckpoint:
    """A re-ranker's network, its base and tokenizer, and the record of its training."""

    name: str
    base: Base
    model: CrossModel
    tokenizer: Tokenizer
    training: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""


class CrossEncoder:
    """Scores passages against questions; the same pair gives the same bits in any batch."""

    def __init__(self, checkpoint: CrossCheckpoint, *, device: str = "auto") -> None:
        self.checkpoint = checkpoint
        self.device = device_of(device)
        self._model = copy.deepcopy(checkpoint.model).eval().to(self.device)  # the checkpoint stays exact
        self._model.bert.to(inference_dtype(self.device))

    def scores(self, question: str, passages: Sequence[str], *, lead: str = "") -> NDArray[np.float32]:
        """A score (len(passages),) of each passage, on one scale for a question; the base of a softmax over them.

        ``lead``: a passage that was found before and may lead on to them.
        """
        tokens = token_ids(self.checkpoint.tokenizer, sorted({question, lead, *passages}), PASSAGE_TOKENS)
        pairs = [pair(tokens[question], tokens[text], tokens[lead] if lead else ()) for text in passages]
        out = np.zeros(len(pairs), np.float32)
        for batch in fixed_batches([len(ids) for ids, _ in pairs], size=ROWS):
            with torch.inference_mode():
                inputs = block([pairs[row] for row in batch.rows], batch.size, batch.length, self.device)
                out[list(batch.rows)] = self._model(*inputs)[: len(batch.rows)].cpu().numpy()
        return out


def new_reranker(base: str = DEFAULT_BASE, *, dropout: float = 0.1, seed: int = 0) -> CrossCheckpoint:
    """An untrained re-ranker on a base, which finds all passages alike."""
    found = find_base(base)
    torch.manual_seed(seed)
    return CrossCheckpoint("new", found, CrossModel.from_base(found, dropout=dropout), tokenizer_of(found))


def save_reranker(checkpoint: CrossCheckpoint, folder: Path) -> None:
    """Writes a re-ranker. Raises ModelError where it can't be written."""
    save_stored(RERANKER, checkpoint.base, checkpoint.model.state_dict(), checkpoint.training, folder)


def load_reranker(name: str | Path, *, dropout: float = 0.1) -> CrossCheckpoint:
    """A shipped re-ranker by name, or one in a folder. Raises ModelError where there is none or it is broken."""
    stored = load_stored(RERANKER, name)
    model = CrossModel.from_base(stored.base, dropout=dropout)
    fill(RERANKER, model, stored)
    return CrossCheckpoint(
        stored.name, stored.base, model.eval(), tokenizer_of(stored.base), stored.training, stored.sha256
    )
