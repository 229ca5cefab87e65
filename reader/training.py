"""Fine-tuning a span reader: length-sorted batches, bfloat16, warm-up and decay, resumable to the same end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.inputs import InputBuilder, Window
from kgqa.reader.model import SpanReader


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How a run goes. ``learning_rate`` is the peak, after ``warmup`` (share of all steps), before a linear
    decay to zero; ``batch_size`` counts windows; ``save_every`` counts steps."""

    epochs: int = 1
    learning_rate: float = 2e-4
    warmup: float = 0.06
    batch_size: int = 32
    weight_decay: float = 0.01
    clip: float = 1.0
    seed: int = 0
    bf16: bool = True
    save_every: int = 200


@dataclass(frozen=True, slots=True)
class LabelledWindow:
    """A window and where its answers stand: (first token, last token) pairs; (0, 0) is "no answer"."""

    window: Window
    spans: tuple[tuple[int, int], ...]


Progress = Callable[[int, int, float], None]
"""Called after each step with the steps done, the steps in all and the mean loss since the last call."""


def label(examples: Sequence[ReadingExample], builder: InputBuilder) -> list[LabelledWindow]:
    """Windows of all examples with their answers. A window that cuts an answer off says "no answer"."""
    windows = builder.build([(e.question, e.facts, e.context) for e in examples])
    labelled = []
    for window in windows:
        spans = []
        for answer in examples[window.item].answers:
            span = _token_span(window, answer.start, answer.end)
            if span is not None:
                spans.append(span)
        labelled.append(LabelledWindow(window, tuple(spans) or ((0, 0),)))
    return labelled


def train(
    model: SpanReader,
    examples: Sequence[ReadingExample],
    builder: InputBuilder,
    settings: TrainingSettings,
    *,
    state: Path,
    progress: Progress | None = None,
) -> None:
    """Fine-tunes ``model`` in place.

    ``state`` is a folder for the run's own checkpoints; a run that was stopped goes on from the last one
    and ends in the same weights as one that was not. It must not hold another run's.
    """
    if not examples:
        raise InputError("training needs at least one example; 0 were given")
    items = label(examples, builder)
    batches_an_epoch = -(-len(items) // settings.batch_size)
    total = settings.epochs * batches_an_epoch
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(_decay_groups(model, settings.weight_decay), lr=settings.learning_rate, fused=True)
    torch.manual_seed(settings.seed)
    key = _run_key(settings, items, model)
    done = _restore(state, key, model, optimizer)
    model.train()
    losses: list[float] = []
    step = 0
    for epoch in range(settings.epochs):
        for batch in _batches(items, settings, epoch):
            step += 1
            if step <= done:
                continue
            for group in optimizer.param_groups:
                group["lr"] = settings.learning_rate * _schedule(step, total, settings.warmup)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bf16):
                loss = _loss(model, batch)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, settings.clip)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append(float(loss.detach()))
            if progress is not None and (step % 10 == 0 or step == total):
                progress(step, total, float(np.mean(losses)))
                losses.clear()
            if step % settings.save_every == 0 or step == total:
                _save(state, key, model, optimizer, step)
    model.eval()


def _loss(model: SpanReader, batch: Sequence[LabelledWindow]) -> Tensor:
    """Mean cross-entropy of starts and ends; several annotators' answers share the target evenly."""
    length = max(len(item.window.ids) for item in batch)
    shape = (len(batch), length)
    ids, types, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    target = torch.zeros((*shape, 2))
    for i, item in enumerate(batch):
        n = len(item.window.ids)
        ids[i, :n] = torch.tensor(item.window.ids)
        types[i, :n] = torch.tensor(item.window.types)
        mask[i, :n] = 1
        for start, end in item.spans:
            target[i, start, 0] += 1 / len(item.spans)
            target[i, end, 1] += 1 / len(item.spans)
    logits = model(ids, types, mask)
    logits = logits.masked_fill(mask[:, :, None] == 0, -1e9)
    return -(target * functional.log_softmax(logits, dim=1)).sum(dim=1).mean()


def _batches(items: Sequence[LabelledWindow], settings: TrainingSettings, epoch: int) -> Iterator[list[LabelledWindow]]:
    """Shuffled, then sorted by length within stretches of 40 batches, then the batches shuffled."""
    rng = np.random.default_rng((settings.seed, epoch))
    order = rng.permutation(len(items))
    size = settings.batch_size
    batches = []
    for begin in range(0, len(order), size * 40):
        stretch = sorted(order[begin : begin + size * 40].tolist(), key=lambda i: len(items[i].window.ids))
        batches += [stretch[i : i + size] for i in range(0, len(stretch), size)]
    for i in rng.permutation(len(batches)):
        yield [items[row] for row in batches[i]]


def _schedule(step: int, total: int, warmup: float) -> float:
    rising = max(1, round(total * warmup))
    return min(step / rising, (total - step + 1) / max(1, total - rising + 1))


def _decay_groups(model: SpanReader, weight_decay: float) -> list[dict[str, object]]:
    """Biases and normalisation weights are not decayed."""
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return [
        {"params": [p for _, p in named if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for _, p in named if p.ndim <= 1], "weight_decay": 0.0},
    ]


def _token_span(window: Window, start: int, end: int) -> tuple[int, int] | None:
    offsets = window.offsets
    first = next((i for i, (_, stop) in enumerate(offsets) if stop > start), None)
    last = next((i for i in reversed(range(len(offsets))) if offsets[i][0] < end), None)
    if first is None or last is None or last < first:
        return None
    # The window holds the answer only if no character of it lies outside.
    if offsets[first][0] > start or offsets[last][1] < end:
        return None
    return window.first + first, window.first + last


def _run_key(settings: TrainingSettings, items: Sequence[LabelledWindow], model: SpanReader) -> dict[str, str]:
    """What a run is known by: going on with another's state would end in weights that no command gives."""
    examples, weights = hashlib.sha256(), hashlib.sha256()
    for item in items:
        examples.update(repr((item.window.ids, item.spans)).encode())
    for name, parameter in sorted(model.named_parameters()):
        if parameter.requires_grad:
            weights.update(name.encode())
            weights.update(parameter.detach().cpu().contiguous().numpy().tobytes())
    return {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "examples": examples.hexdigest(),
        "starting weights": weights.hexdigest(),
    }


def _save(state: Path, key: dict[str, str], model: SpanReader, optimizer: torch.optim.Optimizer, step: int) -> None:
    state.mkdir(parents=True, exist_ok=True)
    temporary = state / "training.tmp"
    torch.save(
        {
            "key": key,
            "model": {name: p for name, p in model.named_parameters() if p.requires_grad},
            "optimizer": optimizer.state_dict(),
            "step": step,
            "random": torch.get_rng_state(),
        },
        temporary,
    )
    temporary.replace(state / "training.pt")


def _restore(state: Path, key: dict[str, str], model: SpanReader, optimizer: torch.optim.Optimizer) -> int:
    file = state / "training.pt"
    if not file.exists():
        return 0
    saved = torch.load(file, weights_only=True)
    before = saved.get("key", {})
    others = [name for name in key if before.get(name) != key[name]]
    if others:
        was = f": {before['settings']}" if others == ["settings"] else ""
        raise InputError(f"{state} holds the state of a run with other {', '.join(others)}{was}; name another folder")
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in saved["model"]:
                parameter.copy_(saved["model"][name])
    optimizer.load_state_dict(saved["optimizer"])
    torch.set_rng_state(saved["random"])
    return int(saved["step"])
