"""Training the extractor of relations on texts of many schemas at once, and going on where a run was stopped."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import warmed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.losses import AskedRelations, Schemas, batch_loss
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.settings import RelationSettings

Progress = Callable[[int, int, float], None]
"""Called with the steps done, the steps in all and the mean loss since the last call."""


def train_relations(
    net: RelationNet,
    labels: LabelVectors,
    schemas: Schemas,
    examples: Sequence[RelationExample],
    settings: RelationSettings,
    *,
    state: Path,
    progress: Progress | None = None,
) -> int:
    """Trains ``net`` in place, on the device that it is on; the number of steps. A run that stopped goes on from
    ``state``.

    Raises InputError where there is no example, ModelError where the loss is no number.
    """
    if not examples:
        raise InputError("an extractor of relations learns from one text or more, and there is none")
    asked = AskedRelations(labels, schemas, settings)
    body = [p for name, p in net.named_parameters() if p.requires_grad and name.startswith("bert.")]
    heads = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("bert.")]
    rates = (settings.learning_rate, settings.head_rate)
    optimizer = torch.optim.AdamW(
        [{"params": each, "lr": rate} for each, rate in zip((body, heads), rates, strict=True)],
        weight_decay=settings.weight_decay,
        fused=True,
    )
    run = RunState(state, _run_key(net, schemas, examples, settings))
    torch.manual_seed(settings.seed)
    run.restore(net, optimizer)
    plan = [batch for epoch in range(settings.epochs) for batch in _batches(examples, settings, epoch)]
    net.train()
    # Of short texts the plain way to attend takes a quarter less time than the kernel for long ones.
    fast, net.bert.config._attn_implementation = net.bert.config._attn_implementation, "eager"
    losses: list[float] = []
    for step, rows in enumerate(plan, start=1):
        if step <= run.step:
            continue
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * warmed(step, len(plan), settings.warmup)
        # Drawn anew for each step, so that a run that goes on draws what it would have drawn.
        rng = random.Random(f"{settings.seed} {step}")
        loss = batch_loss(net, [examples[row] for row in rows], asked, settings, rng)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise ModelError(
                f"the loss of step {step} is {value}; the state of step {run.step} is kept in {state}. "
                "A lower learning rate or no bf16 may help"
            )
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_([*body, *heads], settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(value)
        if progress is not None and (step % 10 == 0 or step == len(plan)):
            progress(step, len(plan), sum(losses) / len(losses))
            losses.clear()
        if step % settings.save_every == 0 or step == len(plan):
            run.save(step, net, optimizer)
    net.bert.config._attn_implementation = fast
    net.eval()
    return len(plan)


def _batches(examples: Sequence[RelationExample], settings: RelationSettings, epoch: int) -> list[list[int]]:
    """Shuffled batches of an epoch, each of one schema; texts of like length together."""
    rng = random.Random(f"{settings.seed} epoch {epoch}")
    spaces: dict[tuple[str, bool], list[int]] = {}
    for row, example in enumerate(examples):
        spaces.setdefault((example.space, example.given), []).append(row)
    batches = []
    for space, given in sorted(spaces):
        rows = spaces[space, given]
        rng.shuffle(rows)
        size = settings.documents if given else settings.sentences
        for start in range(0, len(rows), size * 8):
            near = sorted(rows[start : start + size * 8], key=lambda row: len(examples[row].tokens.ids))
            batches += [near[at : at + size] for at in range(0, len(near), size)]
    rng.shuffle(batches)
    return batches


def _run_key(
    net: RelationNet, schemas: Schemas, examples: Sequence[RelationExample], settings: RelationSettings
) -> dict[str, str]:
    """What a run is known by."""
    said = hashlib.sha256()
    for example in examples:
        each = repr((example.tokens.text, example.entities, example.facts, example.space))
        said.update(each.encode("utf-8", "replace"))
    return {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "examples": said.hexdigest(),
        "schemas": hashlib.sha256(repr(sorted(schemas.items())).encode()).hexdigest(),
        "starting weights": weights_key(net),
    }
