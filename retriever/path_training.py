"""Training a path scorer: contrastive, against the other chains of the graph and chains that are nearly right.

The loss is the cross entropy of the right chain among the batch's own right chains, the wrong ones given with each
question (as many as ``wrong`` says), and, where it has fewer of these, corruptions of its right one: a hop replaced,
left out, added, turned round, or two of them swapped (the hard negatives of Karpukhin et al. 2020, made by rule).
Chains that say the same as the right one are masked. From some questions the right chain is taken away: there "none of
these" is right, whose score is learned.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule, check_settings, warmed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.kg.verbalize import step_label
from kgqa.retriever.path_examples import MAX_HOPS, PathExample, Steps
from kgqa.retriever.path_model import PathModel, chain_scores
from kgqa.types import Relation

Progress = Callable[[int, int, float], None]
"""Called with the steps done, the steps in all and the mean loss since the last call."""

MAX_TOKENS = 64
_CORRUPTED = 10


@dataclass(frozen=True, slots=True)
class PathSettings(Schedule):
    """How a path scorer learns; every field is part of the result. Raises InputError where one can't be."""

    epochs: int = 1
    batch_size: int = 32
    wrong: int = 6
    none: float = 0.15
    save_every: int = 200

    def __post_init__(self) -> None:
        Schedule.__post_init__(self)  # super() knows no class with slots
        above = ("epochs", "batch_size")
        check_settings(self, above=above, shares=("none",))
        if self.wrong < 1:
            raise InputError(f"wrong must be 1 or more, found {self.wrong}")


def train_paths(
    model: PathModel,
    tokenizer: Tokenizer,
    examples: Sequence[PathExample],
    settings: PathSettings,
    *,
    state: Path,
    progress: Progress | None = None,
) -> int:
    """Fine-tunes ``model`` in place, on the device that it is on; returns the number of steps.

    ``state`` is a folder for the run's own checkpoints; a run that was stopped goes on from the last one and ends in
    the same weights as one that was not. Raises InputError without examples or where the folder holds another run's
    state, ModelError where the loss is no longer a number.
    """
    if not examples:
        raise InputError("training needs at least one example; 0 were given")
    torch.manual_seed(settings.seed)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in trained if p.dim() > 1]},
        {"params": [p for p in trained if p.dim() < 2], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(
        groups,
        lr=settings.learning_rate,
        weight_decay=settings.weight_decay,
        fused=True,
    )
    run = RunState(state, _run_key(model, examples, settings))
    run.restore(model, optimizer)
    plan = [batch for epoch in range(settings.epochs) for batch in _batches(examples, settings, epoch)]
    device = next(model.parameters()).device
    pieces = Pieces(tokenizer)
    model.train()
    losses: list[float] = []
    for step, rows in enumerate(plan, start=1):
        if step <= run.step:
            continue
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * warmed(step, len(plan), settings.warmup)
        with training_autocast(device, settings.bf16):
            # Drawn anew for each step, so that a run that goes on draws what it would have drawn.
            rng = random.Random(f"{settings.seed} {step}")
            loss = batch_loss(model, pieces, [examples[row] for row in rows], settings, rng)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise ModelError(
                f"the loss of step {step} is {value}; the state of step {run.step} is kept in {state}. "
                "A lower learning rate or no bf16 may help"
            )
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_(trained, settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(value)
        if progress is not None and (step % 10 == 0 or step == len(plan)):
            progress(step, len(plan), sum(losses) / len(losses))
            losses.clear()
        if step % settings.save_every == 0 or step == len(plan):
            run.save(step, model, optimizer)
    model.eval()
    return len(plan)


def batch_loss(
    model: PathModel,
    pieces: Pieces,
    batch: Sequence[PathExample],
    settings: PathSettings,
    rng: random.Random,
) -> Tensor:
    """Mean cross entropy of the right chains of a batch of one graph."""
    device = next(model.parameters()).device
    pool = sorted({step for example in batch for step in example.right})
    columns: dict[tuple[str, ...], int] = {}
    shared = [columns.setdefault(_words(example.right), len(columns)) for example in batch]
    n_shared = len(columns)
    own: list[set[int]] = []
    for example in batch:
        wrong = list(example.wrong)
        wrong = rng.sample(wrong, settings.wrong) if len(wrong) > settings.wrong else wrong
        made = [] if len(wrong) >= settings.wrong else corrupted(example.right, pool, rng)
        own.append({columns.setdefault(_words(chain), len(columns)) for chain in (*wrong, *made)})
    texts = sorted({text for chain in columns for text in chain})
    number = {text: i for i, text in enumerate(texts)}
    chains = torch.tensor([[number[t] for t in c] + [-1] * (MAX_HOPS - len(c)) for c in columns])
    allowed = torch.zeros(len(batch), len(columns), dtype=torch.bool)
    allowed[:, :n_shared] = True
    targets = list(shared)
    for i, (columns_of, right) in enumerate(zip(own, shared, strict=True)):
        allowed[i, sorted(columns_of | {right})] = True
        if rng.random() < settings.none:
            allowed[i, right] = False
            targets[i] = len(columns)
    looks, lengths = model.questions(*pieces.tensors([example.question for example in batch], device))
    scores = chain_scores(looks, lengths, model.steps(*pieces.tensors(texts, device)), chains.to(device))
    scores = scores.float().masked_fill(~allowed.to(device), float("-inf"))
    scores = torch.cat([scores, lengths[:, -1:].float()], dim=1)
    return torch.nn.functional.cross_entropy(scores, torch.tensor(targets, device=device))


def corrupted(right: Steps, pool: Sequence[tuple[str, bool]], rng: random.Random) -> list[Steps]:
    """Chains that are nearly ``right``, none of them equal to it; ``pool`` gives other steps."""
    made: set[Steps] = set()
    label, inverse = right[-1]
    made.add((*right[:-1], (label, not inverse)))
    if len(right) > 1:
        made |= {right[:i] + right[i + 1 :] for i in range(len(right))}
        made.add(right[::-1])
        at = rng.randrange(len(right))
        made.add((*right[:at], (right[at][0], not right[at][1]), *right[at + 1 :]))
    if len(right) < MAX_HOPS:
        made.add((*right, (label, not inverse)))
        made.add((right[0], (right[0][0], not right[0][1]), *right[1:]))
        made.add((*right, rng.choice(pool)))
        made.add((rng.choice(pool), *right))
    for _ in range(_CORRUPTED - len(made)):
        at = rng.randrange(len(right))
        made.add((*right[:at], rng.choice(pool), *right[at + 1 :]))
    return sorted(chain for chain in made if chain != right and len(chain) <= MAX_HOPS)


class Pieces:
    """Texts as word pieces, each cut once: the steps of a graph and the questions of later epochs come again."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def tensors(self, texts: Sequence[str], device: torch.device | None = None) -> tuple[Tensor, Tensor]:
        """Token ids and mask, (texts, tokens) each, padded to the longest."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        safe = [text.encode("utf-8", "replace").decode("utf-8") for text in new]
        for text, encoding in zip(new, self._tokenizer.encode_batch_fast(safe), strict=True):
            self._known[text] = encoding.ids[:MAX_TOKENS]
        rows = [self._known[text] for text in texts]
        length = max(map(len, rows))
        ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
        return ids.to(device), mask.to(device)


def _words(chain: Steps) -> tuple[str, ...]:
    return tuple(_label(label, inverse) for label, inverse in chain)


@lru_cache(maxsize=1 << 16)
def _label(label: str, inverse: bool) -> str:
    return step_label(Relation(label, label), inverse)


def _batches(examples: Sequence[PathExample], settings: PathSettings, epoch: int) -> list[list[int]]:
    """Shuffled batches of an epoch, each of one graph."""
    rng = random.Random(f"{settings.seed} epoch {epoch}")
    by_graph: dict[str, list[int]] = defaultdict(list)
    for row, example in enumerate(examples):
        by_graph[example.graph].append(row)
    batches = []
    for graph in sorted(by_graph):
        rows = by_graph[graph]
        rng.shuffle(rows)
        batches += [rows[i : i + settings.batch_size] for i in range(0, len(rows), settings.batch_size)]
    rng.shuffle(batches)
    return batches


def _run_key(model: PathModel, examples: Sequence[PathExample], settings: PathSettings) -> dict[str, str]:
    """What a run is known by."""
    said = hashlib.sha256(repr(list(examples)).encode("utf-8", "backslashreplace"))
    return {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "examples": said.hexdigest(),
        "starting weights": weights_key(model),
    }
