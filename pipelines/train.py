"""The job ``train reader``: data files in, a checkpoint with its scores out."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match
from kgqa.data.squad import read_squad
from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError
from kgqa.reader.calibration import Calibration, fit_platt
from kgqa.reader.checkpoint import (
    Checkpoint,
    load_checkpoint,
    new_checkpoint,
    save_checkpoint,
    save_record,
)
from kgqa.reader.inputs import InputBuilder
from kgqa.reader.scoring import ReadingScores, predict, score
from kgqa.reader.trained_on import TrainedOn
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
    calibrate_file: Path | None = None,
    calibrate_paths_file: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Checkpoint, ReadingScores | None]:
    """Fine-tunes a reader on SQuAD-format files and writes the checkpoint to ``out``.

    ``train_files``: paths; ``path=3`` reads a file three times an epoch, ``path=0.5`` a seeded half of it.
    ``init``: a shipped reader or a checkpoint folder to start from, instead of the bare ``base``.
    ``calibrate_file``, ``calibrate_paths_file``: questions over passages and over paths that were not
    trained on, to fit the probabilities. A stopped run is gone on with by the same call. Raises InputError
    on bad files.
    """
    settings = settings or TrainingSettings()
    start = load_checkpoint(init) if init else new_checkpoint(base, seed=settings.seed)
    if not train_words:
        start.model.freeze_word_embeddings()
    else:
        start.model.requires_grad_(True)
    examples = weighted(train_files, settings.seed)
    dev = list(read_squad(dev_file)) if dev_file else []  # read first: a bad file should fail before the hours
    for file in (calibrate_file, calibrate_paths_file):
        if file is not None:
            next(read_squad(file))
    if out.exists() and not out.is_dir():
        raise InputError(f"{out}: a checkpoint is a folder, found a file")
    builder = InputBuilder(start.tokenizer, start.limits)
    train(start.model, examples, builder, settings, state=out / "state", progress=progress)
    record = {
        "files": [Path(spec).name for spec in train_files],
        "examples": len(examples),
        "init": init or "",
        "settings": asdict(settings),
    }
    save_checkpoint(replace(start, name=out.name, training=record), out)
    learned = TrainedOn.of(example.question for example in examples)
    if init:
        before = TrainedOn.load(init)
        learned = learned if before is None else learned | before
    learned.save(out)
    # Measured is what lies on the disk, in half precision and run as it is run later.
    trained = load_checkpoint(out)
    trained.model.for_inference(device_of("auto"))
    trained = calibrated(trained, calibrate_file, calibrate_paths_file)
    scores = score(dev, predict(trained.model, builder, dev)) if dev else None
    trained = replace(trained, training={**record, "dev": asdict(scores) if scores else {}})
    save_record(trained, out)
    return trained, scores


def calibrated(checkpoint: Checkpoint, passages: Path | None, paths: Path | None) -> Checkpoint:
    """The checkpoint with the curve of each file fitted: best spans' margins against being right."""
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
    curves = asdict(checkpoint.calibration)
    for kind, file in (("passage", passages), ("path", paths)):
        if file is not None:
            examples = list(read_squad(file))
            found = predict(checkpoint.model, builder, examples)
            right = [exact_match(p.text, [a.text for a in e.answers]) > 0 for p, e in zip(found, examples, strict=True)]
            curves[f"{kind}_slope"], curves[f"{kind}_bias"] = fit_platt([p.margin for p in found], right)
    return replace(checkpoint, calibration=Calibration(**curves))


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
