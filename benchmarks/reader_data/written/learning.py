"""Teaching a network to ask: cross-entropy of each next piece of people's questions."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.reader_data.written.network import QuestionWriter
from benchmarks.reader_data.written.rows import Row, padded
from kgqa.encoders.precision import training_autocast
from kgqa.encoders.schedule import warmed

SMOOTHING, WARMUP, CHUNK = 0.1, 0.06, 20
"""Of labels; share of the steps; batches whose rows are sorted by length together."""


def teach(
    writer: QuestionWriter,
    rows: Sequence[tuple[Row, float]],
    device: torch.device,
    *,
    epochs: int = 3,
    batch: int = 256,
    rate: float = 5e-4,
    seed: int = 1,
) -> float:
    """Trains in place on rows, each as often an epoch as its weight says; the last step's loss."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    steps = [part for _ in range(epochs) for part in _epoch(rows, batch, rng)]
    weights = [each for each in writer.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=rate, weight_decay=0.01)
    writer.to(device).train()
    loss = torch.zeros(())
    for step, part in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate * warmed(step + 1, len(steps), WARMUP)
        loss = surprise(writer, part, device)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
    return float(loss.detach())


def surprise(writer: QuestionWriter, rows: Sequence[Row], device: torch.device) -> Tensor:
    """Mean cross-entropy of the questions' pieces, with smoothed labels, a scalar with its graph."""
    batch = padded(rows, device, asking=False)
    with training_autocast(device, True):
        embedded = writer.embedded(batch.ids, batch.types, batch.positions, batch.marks)
        hidden, _ = writer(embedded, batch.seen)
        kept, next_ids = batch.kept[:, batch.passage + 1 :], batch.ids[:, batch.passage + 1 :]
        logits = writer.logits(hidden[:, batch.passage : -1][kept])
        return functional.cross_entropy(logits, next_ids[kept], label_smoothing=SMOOTHING)


def _epoch(rows: Sequence[tuple[Row, float]], size: int, rng: random.Random) -> list[list[Row]]:
    drawn = [row for row, weight in rows for _ in range(int(weight) + (rng.random() < weight % 1))]
    rng.shuffle(drawn)
    batches = []
    for at in range(0, len(drawn), size * CHUNK):
        chunk = sorted(drawn[at : at + size * CHUNK], key=lambda row: len(row.passage))
        parts = [chunk[i : i + size] for i in range(0, len(chunk), size)]
        rng.shuffle(parts)
        batches += parts
    return batches
