"""The job ``train reader``: data files in, a checkpoint with its scores out."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.errors import InputError
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.inputs import InputBuilder
from kgqa.reader.scoring import ReadingScores, predict, score
from kgqa.reader.training import Progress, TrainingSettings, train


def train_reader(
    train_files: Sequence[str],
    out: Path,
    *,
    dev_file: Path | None = None,
    base: str = DEFAULT_BASE,
    init: str | None = None,
    settings: TrainingSettings | None = None,
    train_words: bool = False,
    progress: Progress | None = None,
) -> tuple[Checkpoint, ReadingScores | None]:
    """Fine-tunes a reader on SQuAD-format files and writes the checkpoint to ``out``.

    ``train_files``: paths; ``path=3`` reads a file three times an epoch, ``path=0.5`` a seeded half of it.
    ``init``: a shipped reader or a checkpoint folder to start from, instead of the bare ``base``.
    A stopped run is gone on with by the same call. Raises InputError on bad files.
    """
    settings = settings or TrainingSettings()
    start = load_checkpoint(init) if init else new_checkpoint(base, seed=settings.seed)
    if not train_words:
        start.model.freeze_word_embeddings()
    else:
        start.model.requires_grad_(True)
    examples = weighted(train_files, settings.seed)
    dev = list(read_squad(dev_file)) if dev_file else []  # read first: a bad file should fail before the hours
    builder = InputBuilder(start.tokenizer, start.limits)
    train(start.model, examples, builder, settings, state=out / "state", progress=progress)
    scores = None
    if dev:
        scores = score(dev, predict(start.model, builder, dev))
    record = {
        "files": [Path(spec).name for spec in train_files],
        "examples": len(examples),
        "init": init or "",
        "settings": asdict(settings),
        "dev": asdict(scores) if scores else {},
    }
    trained = replace(start, name=out.name, training=record)
    save_checkpoint(trained, out)
    return trained, scores


def weighted(specs: Sequence[str], seed: int) -> list[ReadingExample]:
    """Examples of all files, each file as often as its weight says."""
    examples: list[ReadingExample] = []
    for spec in specs:
        path, weight = _weight(spec)
        own = list(read_squad(path))
        whole, part = int(weight), weight - int(weight)
        examples += own * whole
        if part:
            examples += random.Random(f"{seed} {Path(path).name}").sample(own, round(part * len(own)))
    return examples


def _weight(spec: str) -> tuple[str, float]:
    path, sign, number = spec.rpartition("=")
    if not sign or Path(spec).exists():
        return spec, 1.0
    try:
        weight = float(number)
    except ValueError:
        weight = -1.0
    if not 0 < weight <= 100:
        raise InputError(f"{spec!r}: a weight is a number above 0 and at most 100, as in train.json=3")
    return path, weight


def scores_text(scores: ReadingScores) -> str:
    """The scores as one line of JSON."""
    return json.dumps({key: round(value, 3) for key, value in asdict(scores).items()})
