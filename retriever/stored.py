"""A trained network in a folder: ``NAME.json`` (base and its hash, how it was trained) and ``NAME.safetensors``.

The weights are in half precision and without the word table, which is the base's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from kgqa.encoders.bases import Base, find_base
from kgqa.errors import ModelError
from kgqa.kg.durable import replace_file

SHIPPED = Path(__file__).parent / "checkpoints"
WORDS = "bert.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of checkpoint: the ``stem`` of its files, the ``format`` they name, and ``what`` it is in words."""

    stem: str
    format: str
    what: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What a folder holds: its name, its base, the weights in float32, the record of the training, their sha256."""

    name: str
    base: Base
    tensors: Mapping[str, Tensor]
    training: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""


def is_stored(sort: Sort, name: str | Path) -> bool:
    """Whether there is such a checkpoint, shipped or in a folder."""
    return _folder(sort, name) is not None


def is_shipped(sort: Sort, name: str) -> bool:
    """Whether kgqa comes with a checkpoint of this name."""
    return name in _shipped(sort)


def save_stored(sort: Sort, base: Base, model: nn.Module, training: Mapping[str, Any], folder: Path) -> None:
    """Writes both files. Raises ModelError where they can't be; what stands there then stays whole."""
    tensors = {
        name: tensor.detach().cpu().to(torch.float16).contiguous()
        for name, tensor in model.state_dict().items()
        if name != WORDS
    }
    record = {"format": sort.format, "base": base.name, "base_sha256": base.sha256, "training": dict(training)}
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    aside = folder / f"{sort.stem}.safetensors.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file(tensors, aside, metadata={"format": sort.format})
        aside.replace(folder / f"{sort.stem}.safetensors")
        with replace_file(folder / f"{sort.stem}.json") as file:
            file.write(f"{text}\n".encode())
    except (OSError, SafetensorError) as error:
        aside.unlink(missing_ok=True)
        raise ModelError(f"{folder}: the {sort.what} can't be written: {error}") from error


def load_stored(sort: Sort, name: str | Path) -> Stored:
    """What a shipped checkpoint, or one in a folder, holds.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    folder = _folder(sort, name)
    if folder is None:
        shipped = ", ".join(_shipped(sort)) or "none"
        raise ModelError(f"no {sort.what} {str(name)!r}: neither shipped (there is: {shipped}) nor a checkpoint folder")
    try:
        record = json.loads((folder / f"{sort.stem}.json").read_text(encoding="utf-8"))
        raw = (folder / f"{sort.stem}.safetensors").read_bytes()
        tensors = {key: tensor.float() for key, tensor in load(raw).items()}
        base, expected, training = find_base(record["base"]), record["base_sha256"], record["training"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"the {sort.what} {folder} is broken: {error!r}") from error
    if base.sha256 != expected:
        raise ModelError(f"{folder} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    return Stored(folder.name, base, tensors, training, hashlib.sha256(raw).hexdigest())


def fill(sort: Sort, model: nn.Module, stored: Stored) -> None:
    """Puts stored weights into a network on the same base. Raises ModelError where they do not fit."""
    try:
        missing, unexpected = model.load_state_dict(dict(stored.tensors), strict=False)
    except RuntimeError as error:
        raise ModelError(f"the {sort.what} {stored.name} does not fit {stored.base.name}: {error}") from error
    if set(missing) - {WORDS} or unexpected:
        raise ModelError(
            f"the {sort.what} {stored.name} does not fit {stored.base.name}: {missing} missing, {unexpected} extra"
        )


def tokenizer_of(base: Base) -> Tokenizer:
    """The base's tokenizer, which neither pads nor cuts. Raises ModelError where there is none."""
    try:
        tokenizer = Tokenizer.from_file(str(base.folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{base.folder / 'tokenizer.json'} is no tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _folder(sort: Sort, name: str | Path) -> Path | None:
    for folder in (SHIPPED / str(name), Path(name)):
        if (folder / f"{sort.stem}.json").is_file():
            return folder
    return None


def _shipped(sort: Sort) -> list[str]:
    return sorted(path.parent.name for path in SHIPPED.glob(f"*/{sort.stem}.json"))
