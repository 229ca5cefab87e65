"""A tiny BERT whose tokenizer is a unigram one of few pieces, as multilingual bases have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from kgqa.encoders.packed import Marks
from kgqa.encoders.unigram import tokenizer_json

MARKS = ["<s>", "<pad>", "</s>", "<unk>", "▁"]
"""What the pieces begin with."""


def save_letters(folder: Path, pieces: Sequence[str], *, layers: int, seed: int = 0) -> Path:
    """Writes a BERT of that many layers, 16 wide, over :data:`MARKS` and ``pieces``; gives its folder."""
    every = [*MARKS, *pieces]
    torch.manual_seed(seed)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=layers, num_attention_heads=2, intermediate_size=32, vocab_size=len(every)
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    marks = Marks(begin=0, end=2, padding=1, unknown=3)
    (folder / "tokenizer.json").write_text(tokenizer_json(every, [-1.0] * len(every), marks), encoding="utf-8")
    return folder
