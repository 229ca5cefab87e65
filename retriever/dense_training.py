"""Training a sentence encoder for passages: contrastive, against the passages of the other questions and hard ones.

The loss is the cross entropy of a question's passage among all passages of the batch: those of the other questions
(Henderson et al. 2017) and the wrong ones that are given with each question (Karpukhin et al. 2020). A passage that is
right for the question elsewhere in the data is masked. Where a passage leads to the right one, the question is asked
with it, as the second hop of multi-hop dense retrieval (Xiong et al. 2021).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.dense_model import DenseModel
from kgqa.retriever.rank_training import Progress, RankSettings, drawn, fit, padded_block, rights, token_ids

MAX_TOKENS = 192
"""Of a text in training; what the encoder reads later is kgqa.encoders.sentence.MAX_TOKENS."""


def train_dense(
    model: DenseModel,
    tokenizer: Tokenizer,
    examples: Sequence[DenseExample],
    settings: RankSettings,
    *,
    state: Path,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> int:
    """Fine-tunes ``model`` in place; returns the number of steps. See :func:`kgqa.retriever.rank_training.fit`."""
    texts = {text for e in examples for text in (asked_with(e.question, e.lead), e.positive, *e.negatives)}
    tokens = token_ids(tokenizer, sorted(texts), MAX_TOKENS)
    right = rights(examples)

    def loss_of(batch: Sequence[DenseExample], rng: random.Random) -> Tensor:
        return batch_loss(model, batch, tokens, right, settings, rng)

    return fit(model, examples, loss_of, settings, state=state, seconds=seconds, progress=progress)


def asked_with(question: str, lead: str) -> str:
    """A question as it is encoded once a passage that leads on is known.

    >>> asked_with("Who directed it?", ""), asked_with("Who directed it?", "It is a film.")
    ('Who directed it?', 'Who directed it? It is a film.')
    """
    return f"{question} {lead}" if lead else question


def batch_loss(
    model: DenseModel,
    batch: Sequence[DenseExample],
    tokens: Mapping[str, Sequence[int]],
    right: Mapping[str, frozenset[str]],
    settings: RankSettings,
    rng: random.Random,
) -> Tensor:
    """Mean cross entropy of the right passages of a batch. ``tokens``: of every text; ``right``: see ``rights``."""
    device = next(model.parameters()).device
    columns: dict[str, int] = {}
    targets = [columns.setdefault(example.positive, len(columns)) for example in batch]
    for example in batch:
        for text in drawn(example, settings.negatives, right[example.question], rng):
            columns.setdefault(text, len(columns))
    masked = torch.zeros(len(batch), len(columns), dtype=torch.bool)
    for i, (example, target) in enumerate(zip(batch, targets, strict=True)):
        also = [columns[text] for text in sorted(right[example.question]) if text in columns]
        masked[i, [column for column in also if column != target]] = True
    asked = [tokens[asked_with(example.question, example.lead)] for example in batch]
    questions = model(*padded_block(asked, device))
    passages = model(*padded_block([tokens[text] for text in columns], device))
    scores = settings.scale * (questions.float() @ passages.float().T)
    scores = scores.masked_fill(masked.to(device), float("-inf"))
    return torch.nn.functional.cross_entropy(scores, torch.tensor(targets, device=device))
