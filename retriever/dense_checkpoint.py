"""Sentence encoders by name: a base as it is, or one tuned by ``kgqa train retriever`` (``encoder.json`` and
``encoder.safetensors`` in a folder). A tuned one goes by its own name and hash, so that vectors are never mixed up."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kgqa.encoders.bases import Base, UnknownBaseError, find_base
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.stored import Sort, fill, is_shipped, is_stored, load_stored, save_stored, shipped_names
from kgqa.errors import ModelError
from kgqa.retriever.dense_model import DenseModel
from kgqa.retriever.shipped import SHIPPED

ENCODER = Sort("encoder", "kgqa encoder 1", "sentence encoder", SHIPPED)


def load_encoder(name: str | Path, *, device: str = "auto") -> SentenceEncoder:
    """An encoder by a shipped name, a checkpoint folder, or the name or folder of a base.

    Raises ModelError where there is none, or where it is broken.
    """
    # What comes with kgqa, or by its name from the hub's cache, is found by that name anywhere.
    place = str(Path(name).resolve()) if Path(name).is_dir() and not is_shipped(ENCODER, str(name)) else ""
    if not is_stored(ENCODER, name):
        return SentenceEncoder(_base_named(str(name)), device=device, place=place)
    stored = load_stored(ENCODER, name)
    model = DenseModel.from_base(stored.base)
    fill(ENCODER, model, stored)
    base = Base(stored.name, stored.base.folder, stored.sha256)
    return SentenceEncoder(base, device=device, bert=model.bert, place=place)


def _base_named(name: str) -> Base:
    try:
        return find_base(name)
    except UnknownBaseError as error:
        raise ModelError(f"{error}; encoders that come with kgqa: {', '.join(shipped_names(ENCODER))}") from error


def begun(base: str, init: str | Path | None = None, *, dropout: float = 0.1) -> tuple[Base, DenseModel]:
    """The network that a training begins with: a base's, or that of a tuned encoder. Raises ModelError."""
    if init is None:
        found = find_base(base)
        return found, DenseModel.from_base(found, dropout=dropout)
    stored = load_stored(ENCODER, init)
    model = DenseModel.from_base(stored.base, dropout=dropout)
    fill(ENCODER, model, stored)
    return stored.base, model


def mixed(start: DenseModel, tuned: DenseModel, share: float) -> DenseModel:
    """Weights between two encoders of one base, ``share`` of the second (Wortsman et al. 2022): the first has read far
    more than a tuning shows it, and some of that is lost by it."""
    model = copy.deepcopy(start)
    one, other = start.state_dict(), tuned.state_dict()
    model.load_state_dict({name: one[name] * (1 - share) + other[name] * share for name in one})
    return model


def save_encoder(base: Base, model: DenseModel, training: Mapping[str, Any], folder: Path) -> None:
    """Writes a tuned encoder. Raises ModelError where it can't be written."""
    save_stored(ENCODER, base, model.state_dict(), training, folder)


def is_shipped_encoder(name: str) -> bool:
    """Whether kgqa comes with a tuned encoder of this name."""
    return is_shipped(ENCODER, name)
