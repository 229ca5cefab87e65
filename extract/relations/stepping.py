"""The steps of a training of the extractor's networks: rates, clipping, progress, and a state to go on from."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule, warmed
from kgqa.errors import ModelError

Progress = Callable[[int, int, float], None]
"""Called with the steps done, the steps in all and the mean loss since the last call."""

Batch = TypeVar("Batch")


def train_steps(
    net: nn.Module,
    steps: int,
    batches: Iterable[Batch],
    loss_of: Callable[[Batch, random.Random], Tensor],
    settings: Schedule,
    run: RunState,
    *,
    head_rate: float,
    salt: str = "",
    progress: Progress | None = None,
) -> None:
    """Trains ``net``, with one BERT ``net.bert``, in place by the first ``steps`` of ``batches``, of which there are so
    many at least.

    ``head_rate`` is the learning rate of all that is no layer of the BERT. ``run`` is gone on with where it holds a
    step; the random numbers of a step are drawn from the seed, the ``salt`` and its number, so that such a run draws
    what it would have drawn. Raises ModelError where a loss is no number.
    """
    body = [p for name, p in net.named_parameters() if p.requires_grad and name.startswith("bert.")]
    heads = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("bert.")]
    rates = (settings.learning_rate, head_rate)
    optimizer = torch.optim.AdamW(
        [{"params": each, "lr": rate} for each, rate in zip((body, heads), rates, strict=True)],
        weight_decay=settings.weight_decay,
        fused=True,
    )
    torch.manual_seed(settings.seed)
    run.restore(net, optimizer)
    net.train()
    bert: Any = net.bert
    config = bert.config
    # Of short texts the plain way to attend takes a quarter less time than the kernel for long ones.
    fast, config._attn_implementation = config._attn_implementation, "eager"
    losses: list[float] = []
    for step, batch in zip(range(1, steps + 1), batches, strict=False):
        if step <= run.step:
            continue
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * warmed(step, steps, settings.warmup)
        loss = loss_of(batch, random.Random(f"{settings.seed} {salt}{step}"))
        value = float(loss.detach())
        if not math.isfinite(value):
            kept = f"the state of step {run.step} is kept in {run.folder}" if run.step else "no step was saved before"
            raise ModelError(f"the loss of step {step} is {value}; {kept}. A lower learning rate or no bf16 may help")
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_([*body, *heads], settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(value)
        if progress is not None and (step % 10 == 0 or step == steps):
            progress(step, steps, sum(losses) / len(losses))
            losses.clear()
        if step % settings.save_every == 0 or step == steps:
            run.save(step, net, optimizer)
    config._attn_implementation = fast
    net.eval()
