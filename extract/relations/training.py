"""Training the extractor of relations on texts of many schemas at once, and going on where a run was stopped."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from torch import Tensor

from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import weights_key
from kgqa.errors import InputError
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.losses import AskedRelations, Schemas, batch_loss
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.settings import RelationSettings
from kgqa.extract.relations.stepping import Progress, train_steps


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
    run = RunState(state, _run_key(net, schemas, examples, settings))
    plan = [batch for epoch in range(settings.epochs) for batch in _batches(examples, settings, epoch)]

    def loss_of(rows: Sequence[int], rng: random.Random) -> Tensor:
        return batch_loss(net, [examples[row] for row in rows], asked, settings, rng)

    train_steps(net, len(plan), plan, loss_of, settings, run, head_rate=settings.head_rate, progress=progress)
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
