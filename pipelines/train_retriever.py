"""The jobs ``train retriever`` and ``train reranker``: files of questions with passages in, a checkpoint out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch

from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.encoders.stored import tokenizer_of
from kgqa.errors import InputError
from kgqa.pipelines.destinations import checkpoint_folder
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.train_start import check_base
from kgqa.retriever.cross_encoder import load_reranker, new_reranker, save_reranker
from kgqa.retriever.cross_training import train_cross
from kgqa.retriever.dense_checkpoint import begun, mixed, save_encoder
from kgqa.retriever.dense_examples import DenseExample, read_dense_examples
from kgqa.retriever.dense_training import train_dense
from kgqa.retriever.rank_training import RERANKING, RankSettings

SHARE = 0.75
"""Of the tuned weights, the rest being those that the training began with."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What came of it: the folder, the number of questions with a passage each, and the steps made."""

    path: Path
    examples: int
    steps: int


def train_retriever(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    base: str | None = None,
    init: str | Path | None = None,
    settings: RankSettings = RankSettings(),  # noqa: B008  # frozen
    share: float = SHARE,
    device: str = "auto",
    seconds: float | None = None,
    progress: Progress = silent,
) -> Ranked:
    """Tunes a sentence encoder on files of questions with their passages (``kgqa.retriever.dense_examples``).

    ``init``: a tuned encoder to go on from, else ``base`` as it is (DEFAULT_BASE where None). ``share``: of the tuned
    weights, the rest being those it began with. ``seconds``: the time after which the training stops where it is. A
    stopped run goes on in ``out``. Raises InputError on bad files, ModelError where the loss is no number or the
    checkpoint can't be written.
    """
    if not 0 < share <= 1:
        raise InputError(f"share must be above 0 and at most 1, found {share}")
    where, folder = device_of(device), checkpoint_folder(out)
    examples = _read(files)
    torch.manual_seed(settings.seed)
    found, model = begun(base or DEFAULT_BASE, init, dropout=settings.dropout)
    if init is not None:
        check_base(base, init, found)
    start = deepcopy(model)
    steps = train_dense(
        model.to(where),
        tokenizer_of(found),
        examples,
        settings,
        state=folder / "state",
        seconds=seconds,
        progress=lambda done, total, loss: progress("steps", done, total),
    )
    record = {**_record(settings, examples, steps, init, files), "share": share}
    save_encoder(found, mixed(start, model.cpu(), share), record, folder)
    return Ranked(folder, len(examples), steps)


def train_reranker(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    base: str | None = None,
    init: str | Path | None = None,
    settings: RankSettings = RERANKING,
    device: str = "auto",
    seconds: float | None = None,
    progress: Progress = silent,
) -> Ranked:
    """Trains a re-ranker on the same files; the rest as :func:`train_retriever`."""
    where, folder = device_of(device), checkpoint_folder(out)
    examples = _read(files)
    if init is None:
        start = new_reranker(base or DEFAULT_BASE, dropout=settings.dropout, seed=settings.seed)
    else:
        start = load_reranker(init, dropout=settings.dropout)
        check_base(base, init, start.base)
    steps = train_cross(
        start.model.to(where),
        start.tokenizer,
        examples,
        settings,
        state=folder / "state",
        seconds=seconds,
        progress=lambda done, total, loss: progress("steps", done, total),
    )
    made = replace(start, name=folder.name, training=_record(settings, examples, steps, init, files))
    save_reranker(made, folder)
    return Ranked(folder, len(examples), steps)


def _read(files: Sequence[str | Path]) -> list[DenseExample]:
    return [example for file in files for example in read_dense_examples(Path(file))]


def _record(
    settings: RankSettings,
    examples: Sequence[DenseExample],
    steps: int,
    init: str | Path | None,
    files: Sequence[str | Path],
) -> dict[str, Any]:
    return {
        "settings": asdict(settings),
        "examples": len(examples),
        "steps": steps,
        "init": Path(init).name if init else "",
        "files": [Path(file).name for file in files],
    }
