"""The job ``train polar``: rows of questions for yes or no in, a checkpoint out."""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import torch

from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError
from kgqa.pipelines.destinations import checkpoint_folder
from kgqa.pipelines.train_start import check_base
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.polar.checkpoint import PolarModel, load_polar, new_polar, save_polar
from kgqa.reader.polar.network import PolarNet, logits_of
from kgqa.reader.polar.rows import VERDICTS, PolarRow, read_rows
from kgqa.reader.polar.training import PolarSettings, Progress, train_polar


class TrainedPolar(NamedTuple):
    """A finished run: the checkpoint as it lies on the disk, its steps, and the share of dev rows it judges rightly."""

    model: PolarModel
    steps: int
    accuracy: float | None


def train_polar_reader(
    train_files: Sequence[Path],
    out: Path,
    *,
    dev_file: Path | None = None,
    base: str | None = None,
    init: str = "",
    reader: str = "",
    settings: PolarSettings | None = None,
    device: str = "auto",
    progress: Progress | None = None,
) -> TrainedPolar:
    """Trains a reader of yes or no on files of rows (:mod:`kgqa.reader.polar.rows`) and writes it to ``out``.

    It begins with the layers of ``init``, one that was trained before, whose curve of probabilities it keeps, or of
    ``reader``, a reader of spans, or with those of ``base`` (DEFAULT_BASE where None). A stopped run goes on from
    ``out``; without ``dev_file`` the accuracy is None. Raises InputError for rows, settings or names that can't be and
    where no checkpoint can go to ``out``, ModelError where a model is missing or nothing can be written.
    """
    if init and reader:
        raise InputError("a reader of yes or no begins with another one's layers or a reader's, found both")
    checkpoint_folder(out)
    settings = settings or PolarSettings()
    rows = [row for file in train_files for row in read_rows(file)]
    dev = None if dev_file is None else read_rows(dev_file)
    model = _start(base, init, reader, settings.seed)
    where = device_of(device)
    model.net.to(where)
    key = _key(rows)
    steps = train_polar(model.net, model.tokenizer, rows, settings, state=out, key=key, progress=progress)
    counts = Counter(row.verdict for row in rows)
    training = {
        "settings": asdict(settings),
        "init": init or reader,
        "rows": {verdict: counts[verdict] for verdict in VERDICTS},
        "rows_sha256": key,
        "steps": steps,
    }
    model = replace(model, name=out.name, training=training)
    save_polar(model, out)
    (out / "training.pt").unlink(missing_ok=True)
    return TrainedPolar(load_polar(out), steps, None if dev is None else _accuracy(model, dev))


def _start(base: str | None, init: str, reader: str, seed: int) -> PolarModel:
    if init:
        model = load_polar(init)
        check_base(base, init, model.base)
        return model
    if not reader:
        return new_polar(base or DEFAULT_BASE, seed=seed)
    checkpoint = load_checkpoint(reader)
    check_base(base, reader, checkpoint.base)
    torch.manual_seed(seed)
    tokenizer = copy.deepcopy(checkpoint.tokenizer)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return PolarModel("new", checkpoint.base, PolarNet(checkpoint.model.bert), tokenizer)


def _accuracy(model: PolarModel, rows: Sequence[PolarRow]) -> float:
    logits = logits_of(model.net, model.tokenizer, [(row.question, row.text) for row in rows])
    right = sum(VERDICTS[said] == row.verdict for said, row in zip(logits.argmax(axis=1).tolist(), rows, strict=True))
    return float(right / len(rows))


def _key(rows: Sequence[PolarRow]) -> str:
    """What the rows are known by, in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join((row.question, row.text, row.verdict)).encode() + b"\x1e")
    return digest.hexdigest()
