"""Fine-tuning a span reader: length-sorted batches, bfloat16, warm-up and decay, resumable to the same end."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kgqa.data.example import ReadingExample
from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import warmed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader
from kgqa.reader.training.distil import taught_by
from kgqa.reader.training.early_stopping import Watch
from kgqa.reader.training.event_log import Log
from kgqa.reader.training.labelling import LabelledWindow, label
from kgqa.reader.training.objective import loss_of, padded
from kgqa.reader.training.parameters import Tuned, groups
from kgqa.reader.training.settings import TrainingSettings

__all__ = ["LabelledWindow", "Outcome", "Progress", "TrainingSettings", "label", "train"]

Progress = Callable[[int, int, float], None]
"""Called after each step with the steps done, the steps in all and the mean loss since the last call."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the steps made of those planned, and with early stopping the step whose weights were
    kept and its F1 in percent (else the last step and None)."""

    steps: int
    planned: int
    kept: int
    f1: float | None = None


def train(
    model: SpanReader,
    examples: Sequence[ReadingExample],
    builder: InputBuilder,
    settings: TrainingSettings,
    *,
    state: Path,
    progress: Progress | None = None,
    dev: Sequence[ReadingExample] = (),
    teachers: Sequence[Checkpoint] = (),
    log: Log | None = None,
) -> Outcome:
    """Fine-tunes ``model`` in place, on the device that it is on.

    ``state`` is a folder for the run's own checkpoints; a run that was stopped goes on from the last one
    and ends in the same weights as one that was not. It must not hold another run's. ``dev``: what early
    stopping checks on. Raises InputError on settings and data that don't fit, ModelError where the loss is no
    longer a number or the state can't be written; the last good state then stays.
    """
    if not examples:
        raise InputError("training needs at least one example; 0 were given")
    watch = Watch(settings, dev, builder)
    items = label(examples, builder, settings.cut_windows)
    if not items:
        raise InputError(f"none of the {len(examples)} examples gives a window: contexts are empty, or all was dropped")
    taught = _taught(teachers, builder, items, examples, settings) if teachers else None
    batches_an_epoch = -(-len(items) // settings.batch_size)
    total = settings.epochs * -(-batches_an_epoch // settings.accumulate)
    device = next(model.parameters()).device
    run = RunState(state, _run_key(settings, items, model, taught, dev if settings.check_every else ()))
    torch.manual_seed(settings.seed)
    tuned = Tuned(model, settings, total)
    model.to(device)  # what tuning has put beside the weights
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(groups(model, settings), lr=settings.learning_rate, fused=True)
    torch.manual_seed(settings.seed)
    saved = run.restore(model, optimizer)
    if saved is not None:
        watch.restore(saved["watch"])
        tuned.restore(saved["tuned"])
    done = run.step
    if settings.checkpointing:
        model.bert.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    model.train()
    losses: list[float] = []
    for step, batches in enumerate(_steps(items, settings), start=1):
        if step <= run.step:
            continue
        if watch.over:
            break
        rate = settings.learning_rate * warmed(step, total, settings.warmup)
        for group in optimizer.param_groups:
            group["lr"] = rate * group.get("scale", 1.0)
        rows = sum(map(len, batches))
        loss = 0.0
        for batch in batches:
            windows = [items[row] for row in batch]
            given = padded(windows, [taught[row] for row in batch] if taught else None).to(device)
            with training_autocast(device, settings.bf16):
                own = loss_of(model, given, settings)
            penalty = tuned.penalty()
            own = own if penalty is None else own + penalty
            share = len(batch) / rows
            loss += share * float(own.detach())
            if not math.isfinite(loss):
                raise _diverged("loss", loss, step, run, [examples[item.window.item].id for item in windows])
            (own * share).backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        length = float(torch.nn.utils.clip_grad_norm_(trained, settings.clip))
        if not math.isfinite(length):
            ids = [examples[items[row].window.item].id for batch in batches for row in batch]
            raise _diverged("length of the gradient", length, step, run, ids)
        optimizer.step()
        tuned.after_step(step)
        optimizer.zero_grad(set_to_none=True)
        done = step
        losses.append(loss)
        f1 = watch.look(model, step, total)
        if log is not None:
            log.scalar("loss", loss, step)
            log.scalar("learning rate", rate, step)
            if f1 is not None:
                log.scalar("dev F1", f1, step)
        if progress is not None and (step % 10 == 0 or step == total):
            progress(step, total, float(np.mean(losses)))
            losses.clear()
        if step % settings.save_every == 0 or step == total or watch.over:
            run.save(step, model, optimizer, watch=watch.state(), tuned=tuned.state())
    watch.restore_best(model)
    if settings.checkpointing:
        model.bert.gradient_checkpointing_disable()
    tuned.finish()
    model.eval()
    return Outcome(done, total, watch.best_step, watch.best_f1) if settings.check_every else Outcome(done, total, done)


def _taught(
    teachers: Sequence[Checkpoint],
    builder: InputBuilder,
    items: Sequence[LabelledWindow],
    examples: Sequence[ReadingExample],
    settings: TrainingSettings,
) -> list[NDArray[np.float32]]:
    texts = [(e.question, e.facts, e.context) for e in examples]
    return taught_by(teachers, builder, [item.window for item in items], texts, settings.temperature)


def _steps(items: Sequence[LabelledWindow], settings: TrainingSettings) -> Iterator[list[list[int]]]:
    """The batches of each step of all epochs, as row numbers."""
    for epoch in range(settings.epochs):
        batches = list(_batches(items, settings, epoch))
        for begin in range(0, len(batches), settings.accumulate):
            yield batches[begin : begin + settings.accumulate]


def _batches(items: Sequence[LabelledWindow], settings: TrainingSettings, epoch: int) -> Iterator[list[int]]:
    """Shuffled, then sorted by length within stretches of 40 batches, then the batches shuffled."""
    rng = np.random.default_rng((settings.seed, epoch))
    order = rng.permutation(len(items))
    size = settings.batch_size
    batches = []
    for begin in range(0, len(order), size * 40):
        stretch = sorted(order[begin : begin + size * 40].tolist(), key=lambda i: len(items[i].window.ids))
        batches += [stretch[i : i + size] for i in range(0, len(stretch), size)]
    for i in rng.permutation(len(batches)):
        yield batches[i]


def _diverged(what: str, value: float, step: int, run: RunState, ids: Sequence[str]) -> ModelError:
    shown = ", ".join(map(repr, ids[:5])) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    kept = f"the state of step {run.step} is kept in {run.folder}" if run.step else "no step was saved before"
    return ModelError(
        f"the {what} of step {step} is {value}, on the batch of the questions {shown}; {kept}. "
        "A lower learning rate or no bf16 may help"
    )


def _run_key(
    settings: TrainingSettings,
    items: Sequence[LabelledWindow],
    model: SpanReader,
    taught: Sequence[NDArray[np.float32]] | None,
    dev: Sequence[ReadingExample],
) -> dict[str, str]:
    """What a run is known by."""
    examples, teachers = hashlib.sha256(), hashlib.sha256()
    for item in items:
        examples.update(repr((item.window.ids, item.spans)).encode())
    for rows in taught or ():
        teachers.update(rows.tobytes())
    key = {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "examples": examples.hexdigest(),
        "starting weights": weights_key(model),
    }
    if taught:
        key["teachers"] = teachers.hexdigest()
    if dev:
        key["dev questions"] = hashlib.sha256(repr(list(dev)).encode("utf-8", "backslashreplace")).hexdigest()
    return key
