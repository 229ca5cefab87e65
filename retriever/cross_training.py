"""Training a re-ranker: the right passage of a question against passages that look right and are not.

The loss is the cross entropy of the right passage's score among those of its question and 0, the score of "none of
these": from some questions the right passage is taken away, and a passage that leads nowhere is put in the place of the
one that led to it. So scores of two questions, and of two ways to one passage, can be compared. A question with too few
wrong passages is given others of its batch.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.retriever.cross_model import PASSAGE_TOKENS, CrossModel, block, pair
from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.rank_training import Progress, RankSettings, drawn, fit, rights, token_ids


def train_cross(
    model: CrossModel,
    tokenizer: Tokenizer,
    examples: Sequence[DenseExample],
    settings: RankSettings,
    *,
    state: Path,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> int:
    """Fine-tunes ``model`` in place; returns the number of steps. See :func:`kgqa.retriever.rank_training.fit`."""
    texts = {text for e in examples for text in (e.question, e.lead, e.positive, *e.negatives)}
    tokens = token_ids(tokenizer, sorted(texts), PASSAGE_TOKENS)
    right = rights(examples)

    def loss_of(batch: Sequence[DenseExample], rng: random.Random) -> Tensor:
        return batch_loss(model, batch, tokens, right, settings, rng)

    return fit(model, examples, loss_of, settings, state=state, seconds=seconds, progress=progress)


def batch_loss(
    model: CrossModel,
    batch: Sequence[DenseExample],
    tokens: Mapping[str, list[int]],
    right: Mapping[str, frozenset[str]],
    settings: RankSettings,
    rng: random.Random,
) -> Tensor:
    """Mean cross entropy of the right passages of a batch. ``tokens``: of every text; ``right``: see ``rights``."""
    device = next(model.parameters()).device
    pairs, counts, targets = [], [], []
    for example in batch:
        wrong = drawn(example, settings.negatives, right[example.question], rng)
        if len(wrong) < settings.negatives:
            also = {other.positive for other in batch} - right[example.question] - set(wrong)
            wrong += rng.sample(sorted(also), min(len(also), settings.negatives - len(wrong)))
        lead, shown = example.lead, [example.positive, *wrong]
        none = len(wrong) > 1 and rng.random() < settings.none
        if none:
            lead, shown = (wrong[0], wrong[1:]) if lead else ("", wrong)
        pairs += [pair(tokens[example.question], tokens[text], tokens[lead] if lead else ()) for text in shown]
        counts.append(len(shown))
        targets.append(settings.negatives + 1 if none else 0)
    found = model(*block(pairs, len(pairs), max(len(ids) for ids, _ in pairs), device))
    scores = found.new_full((len(batch), settings.negatives + 2), float("-inf"))
    begin = 0
    for i, count in enumerate(counts):
        scores[i, :count] = found[begin : begin + count]
        begin += count
    scores[:, -1] = 0
    return torch.nn.functional.cross_entropy(scores, torch.tensor(targets, device=device))
