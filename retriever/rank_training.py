"""The loop that the encoder and the re-ranker of passages are trained by: steps, schedule, a state to go on from."""

from __future__ import annotations

import hashlib
import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule, check_settings, warmed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.retriever.dense_examples import DenseExample

Progress = Callable[[int, int, float], None]
"""Called with the steps done, the steps in all and the mean loss since the last call."""

Loss = Callable[[Sequence[DenseExample], random.Random], Tensor]
"""Questions of a step, and what is drawn with, to the loss."""


@dataclass(frozen=True, slots=True)
class RankSettings(Schedule):
    """How an encoder or a re-ranker learns; every field is part of the result. Raises InputError where one can't be.

    ``negatives``: hard ones of each question that a step takes, drawn anew each time. ``scale``: what a cosine is
    multiplied by before the softmax, of the encoder alone (20 is that of sentence-transformers). ``none``: share of the
    questions whose right passage is taken away in a step, of the re-ranker alone.
    """

    epochs: int = 1
    batch_size: int = 64
    learning_rate: float = 1e-4
    negatives: int = 3
    scale: float = 20.0
    none: float = 0.0
    dropout: float = 0.1

    def __post_init__(self) -> None:
        Schedule.__post_init__(self)  # super() knows no class with slots
        above = ("epochs", "batch_size", "scale")
        check_settings(self, above=above, shares=("dropout", "none"))
        if self.negatives < 0:
            raise InputError(f"negatives must be 0 or more, found {self.negatives}")


RERANKING = RankSettings(batch_size=16, negatives=7, none=0.15)
"""What a re-ranker learns by where nothing else is said."""


def fit(
    model: nn.Module,
    examples: Sequence[DenseExample],
    loss_of: Loss,
    settings: RankSettings,
    *,
    state: Path,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> int:
    """Trains ``model``, where it lies, and leaves it in evaluation mode; returns the number of steps made.

    ``state`` is a folder for the run's own checkpoints; a run that was stopped goes on from the last one and, on the
    CPU, ends in the same weights as one that was not. ``seconds``: the time after which no more steps are made, by
    which the learning rate has come down too; where it counts, no two runs need be alike. Raises InputError without
    examples or where the folder holds another run's state, ModelError where the loss is no number.
    """
    if not examples:
        raise InputError("training needs at least one example; 0 were given")
    begin = time.monotonic()
    torch.manual_seed(settings.seed)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in trained if p.dim() > 1]},
        {"params": [p for p in trained if p.dim() < 2], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=settings.learning_rate, weight_decay=settings.weight_decay, fused=True)
    run = RunState(state, _run_key(model, examples, settings))
    run.restore(model, optimizer)
    plan = [rows for epoch in range(settings.epochs) for rows in _batches(len(examples), settings, epoch)]
    device = trained[0].device.type
    model.train()
    losses: list[Tensor] = []
    for step, rows in enumerate(plan, start=1):
        if step <= run.step:
            continue
        left = 1.0 if seconds is None else max(0.0, 1 - (time.monotonic() - begin) / max(seconds, 1e-9))
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * min(left, warmed(step, len(plan), settings.warmup))
        with training_autocast(device, settings.bf16):
            # Drawn anew for each step, so that a run that goes on draws what it would have drawn.
            loss = loss_of([examples[row] for row in rows], random.Random(f"{settings.seed} {step}"))
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_(trained, settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.detach())
        late = left == 0
        saved = step % settings.save_every == 0 or step == len(plan) or late
        if step % 10 == 0 or saved:  # not each step: a GPU would wait for its own numbers
            mean = float(torch.stack(losses).mean())
            if not math.isfinite(mean):
                raise ModelError(
                    f"the loss of step {step} or just before is {mean}; the state of step {run.step} is kept in "
                    f"{state}. A lower learning rate or no bf16 may help"
                )
            losses.clear()
            if progress is not None:
                progress(step, len(plan), mean)
        if saved:
            run.save(step, model, optimizer)
        if late:
            break
    model.eval()
    return run.step


def token_ids(tokenizer: Tokenizer, texts: Sequence[str], most: int) -> dict[str, list[int]]:
    """The token ids of each text, marks included, at most ``most``."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)
    safe = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    return {text: row.ids for text, row in zip(texts, tokenizer.encode_batch_fast(safe), strict=True)}


def padded_block(rows: Sequence[Sequence[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    """Token ids and mask, (rows, tokens) each, padded to the longest."""
    length = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
    return ids.to(device, non_blocking=True), mask.to(device, non_blocking=True)


def rights(examples: Sequence[DenseExample]) -> dict[str, frozenset[str]]:
    """All passages that are right for a question, its leads among them: none of them is wrong for it."""
    found: dict[str, set[str]] = {}
    for example in examples:
        found.setdefault(example.question, set()).update((example.positive, example.lead))
    return {question: frozenset(texts - {""}) for question, texts in found.items()}


def drawn(example: DenseExample, count: int, right: frozenset[str], rng: random.Random) -> list[str]:
    """Up to ``count`` of an example's negatives, in random order, none of them right for its question."""
    wrong = [text for text in example.negatives if text not in right]
    return rng.sample(wrong, min(count, len(wrong)))


def _batches(count: int, settings: RankSettings, epoch: int) -> list[list[int]]:
    """Shuffled rows of an epoch."""
    rows = list(range(count))
    random.Random(f"{settings.seed} epoch {epoch}").shuffle(rows)
    return [rows[i : i + settings.batch_size] for i in range(0, count, settings.batch_size)]


def _run_key(model: nn.Module, examples: Sequence[DenseExample], settings: RankSettings) -> dict[str, str]:
    """What a run is known by."""
    said = hashlib.sha256()
    for example in examples:
        said.update(repr(example).encode("utf-8", "backslashreplace"))
    return {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "examples": said.hexdigest(),
        "starting weights": weights_key(model),
    }
