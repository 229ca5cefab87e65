"""Sentences to unit vectors: mean pooling over a BERT (Reimers and Gurevych 2019)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgqa.encoders import unpadded
from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.batching import FINE, STEP, fixed_batches
from kgqa.encoders.loading import load_bert
from kgqa.encoders.precision import device_of, inference_dtype

MAX_TOKENS = 256
"""What the base was trained for; the rest of a longer text does not count."""

DOCUMENT_ROWS = 16
QUERY_ROWS = 4
"""Rows of a batch of up to 64 tokens (see batching): many for documents, few for the one question that
waits. A vector depends on which of the two it was made with, so the two are never mixed for one text."""


class SentenceEncoder:
    """Encodes texts to float32 unit vectors; the same text gives the same bits in any batch."""

    def __init__(self, base: Base | None = None, *, device: str = "auto", bert: Any = None, place: str = "") -> None:
        """``bert``: tuned weights in place of the base's own; ``base`` is then named and hashed after them. ``place``:
        the folder that it was loaded from, where that is the user's own."""
        self.place = place
        self.base = base or find_base(DEFAULT_BASE)
        self.device = device_of(device)
        dtype = inference_dtype(self.device)
        loaded = load_bert(self.base, dtype=dtype) if bert is None else bert.to(dtype)
        self.model = loaded.eval().to(self.device)
        self.tokenizer = Tokenizer.from_file(str(self.base.folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.model.config.hidden_size)

    def encode(self, texts: Sequence[str], *, on_rows: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors of documents, (len(texts), dimension); ``on_rows`` hears how many more are done."""
        if unpadded.fits(self.model, self.device):
            return unpadded.mean_vectors(self.model, self.tokens(texts), on_rows=on_rows)
        return self._encode(texts, DOCUMENT_ROWS, FINE, on_rows)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, (len(texts), dimension)."""
        if unpadded.fits(self.model, self.device):
            return unpadded.mean_vectors(self.model, self.tokens(texts), size=unpadded.FEW)
        return self._encode(texts, QUERY_ROWS, STEP, None)

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids, marks included, at most :data:`MAX_TOKENS`."""
        safe = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in self.tokenizer.encode_batch_fast(safe)]

    def _encode(
        self, texts: Sequence[str], size: int, step: int, on_rows: Callable[[int], None] | None
    ) -> NDArray[np.float32]:
        ids = self.tokens(texts)
        out = np.zeros((len(texts), self.dimension), np.float32)
        for batch in fixed_batches([len(row) for row in ids], size=size, step=step):
            block = np.zeros((batch.size, batch.length), np.int64)
            for i, row in enumerate(batch.rows):
                block[i, : len(ids[row])] = ids[row]
            mask = (
                np.arange(batch.length)[None, :]
                < np.array([len(ids[row]) for row in batch.rows] + [1] * (batch.size - len(batch.rows)))[:, None]
            )
            out[list(batch.rows)] = self.forward(block, mask)[: len(batch.rows)]
            if on_rows is not None:
                on_rows(len(batch.rows))
        return out

    def forward(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Unit vectors (rows, dimension) of one padded batch (rows, tokens)."""
        keep = torch.from_numpy(mask).to(self.device)
        with torch.inference_mode():
            hidden = self.model(
                input_ids=torch.from_numpy(ids).to(self.device), attention_mask=keep.long()
            ).last_hidden_state.float()
            weights = keep[:, :, None].float()
            pooled = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
            vectors = torch.nn.functional.normalize(pooled, dim=1)
        result: NDArray[np.float32] = vectors.cpu().numpy()
        return result
