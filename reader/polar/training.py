"""Training a reader of yes or no on rows: cross entropy over its three verdicts."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from kgqa.encoders.batching import FINE, padded
from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule, check_settings, warmed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.reader.polar.network import Pieces, PolarNet, pieces_of, stacked
from kgqa.reader.polar.rows import VERDICTS, PolarRow

Progress = Callable[[int, int, float], None]
"""Hears the step, their number and the mean loss since it heard last."""

_NEAR = 16
"""Batches of rows that are sorted by length together."""


@dataclass(frozen=True, slots=True)
class PolarSettings(Schedule):
    """How it learns; every field is part of the result. ``head_rate``: learning rate of the layer above the base's.

    Raises InputError where a number can't be.
    """

    learning_rate: float = 1.5e-4
    head_rate: float = 1e-3
    batch_size: int = 32
    epochs: int = 1

    def __post_init__(self) -> None:
        Schedule.__post_init__(self)  # super() knows no class with slots
        check_settings(self, above=("head_rate", "batch_size", "epochs"), shares=())


def train_polar(
    net: PolarNet,
    tokenizer: Tokenizer,
    rows: Sequence[PolarRow],
    settings: PolarSettings,
    *,
    state: Path,
    key: str = "",
    progress: Progress | None = None,
) -> int:
    """Trains ``net`` in place, on the device that it is on, and gives the number of steps. A run that stopped goes on
    from ``state``; ``key`` tells runs on other rows apart.

    Raises InputError where there is no row, ModelError where the loss is no number.
    """
    if not rows:
        raise InputError("a reader of yes or no learns from one row or more, there is none")
    pieces = pieces_of(tokenizer, [(row.question, row.text) for row in rows])
    wanted = [VERDICTS.index(row.verdict) for row in rows]
    body = [p for name, p in net.named_parameters() if p.requires_grad and name.startswith("bert.")]
    rates = (settings.learning_rate, settings.head_rate)
    groups = [{"params": each, "lr": rate} for each, rate in zip((body, [*net.head.parameters()]), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.weight_decay, fused=True)
    kept = {"settings": json.dumps(asdict(settings), sort_keys=True), "data": key, "starting weights": weights_key(net)}
    run = RunState(state, kept)
    torch.manual_seed(settings.seed)
    run.restore(net, optimizer)
    net.train()
    device = next(net.parameters()).device
    batches = [batch for epoch in range(settings.epochs) for batch in _batches(pieces, settings, epoch)]
    losses: list[float] = []
    for step, batch in enumerate(batches, 1):
        if step <= run.step:
            continue
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * warmed(step, len(batches), settings.warmup)
        # Few shapes: the kernels of a matrix product are built anew for each, which takes longer than to use them.
        longest = padded(max(len(pieces[row][0]) for row in batch), FINE)
        parts = stacked([pieces[row] for row in batch], settings.batch_size, longest)
        with training_autocast(device, settings.bf16):
            logits = net(*(part.to(device) for part in parts))[: len(batch)]
        loss = functional.cross_entropy(logits.float(), torch.tensor([wanted[row] for row in batch], device=device))
        value = float(loss.detach())
        if not math.isfinite(value):
            raise ModelError(f"the loss of step {step} is {value}; a lower learning rate or no bf16 may help")
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_([*body, *net.head.parameters()], settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(value)
        if progress is not None and (step % 10 == 0 or step == len(batches)):
            progress(step, len(batches), sum(losses) / len(losses))
            losses.clear()
        if step % settings.save_every == 0 or step == len(batches):
            run.save(step, net, optimizer)
    net.eval()
    return len(batches)


def _batches(pieces: Sequence[Pieces], settings: PolarSettings, epoch: int) -> list[list[int]]:
    """Shuffled batches of an epoch; rows of like length together."""
    rng = random.Random(f"{settings.seed} polar epoch {epoch}")
    order = list(range(len(pieces)))
    rng.shuffle(order)
    size, batches = settings.batch_size, []
    for start in range(0, len(order), size * _NEAR):
        near = sorted(order[start : start + size * _NEAR], key=lambda row: len(pieces[row][0]))
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    rng.shuffle(batches)
    return batches
