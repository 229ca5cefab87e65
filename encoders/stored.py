"""A trained network in a folder: ``STEM.json`` (base and its hash, how it was trained, what else its sort records) and
``STEM.safetensors``.

The weights are without the word table, which is the base's own; in half precision, or in bytes
(:mod:`kgqa.encoders.weight_bytes`), as the sort has it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from kgqa.durable import replace_file
from kgqa.encoders.bases import Base, find_base
from kgqa.encoders.weight_bytes import from_bytes, to_bytes
from kgqa.errors import ModelError, reason_of

WORDS = "bert.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of checkpoint: the ``stem`` of its files, the ``format`` they name, ``what`` it is in words, the folder of
    those that come with kgqa, and whether weights are written in bytes."""

    stem: str
    format: str
    what: str
    shipped: Path
    in_bytes: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """What a folder holds: its name and place, its base, the weights in float32, its record, the weights' sha256."""

    name: str
    folder: Path
    base: Base
    tensors: Mapping[str, Tensor]
    record: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""

    @property
    def training(self) -> Mapping[str, Any]:
        """The record of its training."""
        training: Mapping[str, Any] = self.record["training"]
        return training


def is_stored(sort: Sort, name: str | Path) -> bool:
    """Whether there is such a checkpoint, shipped or in a folder."""
    return _folder(sort, name) is not None


def is_shipped(sort: Sort, name: str) -> bool:
    """Whether kgqa comes with a checkpoint of this name."""
    return name in shipped_names(sort)


def shipped_names(sort: Sort) -> list[str]:
    """The checkpoints that come with kgqa."""
    return sorted(path.parent.name for path in sort.shipped.glob(f"*/{sort.stem}.json"))


def save_stored(
    sort: Sort,
    base: Base,
    weights: Mapping[str, Tensor],
    training: Mapping[str, Any],
    folder: Path,
    *,
    record: Mapping[str, Any] | None = None,
    beside: Mapping[str, object] | None = None,
) -> None:
    """Writes both files. ``record``: what is kept beside the training; ``beside``: what is written into files of their
    own names, bytes as they are and all else as JSON has it.

    Raises ModelError where they can't be written; what stands there then stays whole.
    """
    tensors = stored_tensors(weights, in_bytes=sort.in_bytes)
    about = {**stored_record(sort, base, training), **(record or {})}
    texts = {name: value if isinstance(value, bytes) else _json(value) for name, value in (beside or {}).items()}
    texts[f"{sort.stem}.json"] = _json(about, indent=1)
    aside = folder / f"{sort.stem}.safetensors.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file(tensors, aside, metadata={"format": sort.format})
        aside.replace(folder / f"{sort.stem}.safetensors")
        for name, text in texts.items():
            with replace_file(folder / name) as file:
                file.write(text)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise ModelError(f"{folder}: the {sort.what} can't be written: {reason_of(error)}") from error


def stored_tensors(weights: Mapping[str, Tensor], *, in_bytes: bool = False) -> dict[str, Tensor]:
    """What of a network is stored: all but the word table, in half precision or in bytes."""
    own = {name: tensor.detach().cpu() for name, tensor in weights.items() if name != WORDS}
    return to_bytes(own) if in_bytes else {name: each.to(torch.float16).contiguous() for name, each in own.items()}


def stored_record(sort: Sort, base: Base, training: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored beside the weights, to be JSON."""
    return {"format": sort.format, "base": base.name, "base_sha256": base.sha256, "training": dict(training)}


def _json(value: object, *, indent: int | None = None) -> bytes:
    return f"{json.dumps(value, indent=indent, sort_keys=True, ensure_ascii=False)}\n".encode()


def load_stored(sort: Sort, name: str | Path) -> Stored:
    """What a shipped checkpoint, or one in a folder, holds.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    folder = _folder(sort, name)
    if folder is None:
        shipped = ", ".join(shipped_names(sort)) or "none"
        raise ModelError(f"no {sort.what} {str(name)!r}: neither shipped (there is: {shipped}) nor a checkpoint folder")
    with reading(sort, folder):
        record = json.loads((folder / f"{sort.stem}.json").read_text(encoding="utf-8"))
        raw = (folder / f"{sort.stem}.safetensors").read_bytes()
        tensors = from_bytes(load(raw))
        base, expected, _ = find_base(record["base"]), record["base_sha256"], record["training"]
    if base.sha256 != expected:
        raise ModelError(f"{folder} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    return Stored(folder.name, folder, base, tensors, record, hashlib.sha256(raw).hexdigest())


@contextmanager
def reading(sort: Sort, folder: Path) -> Iterator[None]:
    """Turns what broken files of a checkpoint give rise to into a ModelError."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"the {sort.what} {folder} is broken: {error!r}") from error


def stored_base(sort: Sort, name: str | Path) -> str:
    """The hash of the base that a checkpoint sits on, without loading it; "" where there is none."""
    folder = _folder(sort, name)
    try:
        return (
            "" if folder is None else str(json.loads((folder / f"{sort.stem}.json").read_text("utf-8"))["base_sha256"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def fill(sort: Sort, net: nn.Module, stored: Stored, prefix: str = "", *, but: str = "") -> None:
    """Puts stored weights into a network on the same base: those whose names begin with ``prefix``, less those that
    begin with ``but``. Raises ModelError where they do not fit."""
    own = {key.removeprefix(prefix): each for key, each in stored.tensors.items() if key.startswith(prefix)}
    own = {key: each for key, each in own.items() if not but or not key.startswith(but)}
    put(net, own, f"the {sort.what} {stored.folder}", stored.base)


def put(net: nn.Module, tensors: Mapping[str, Tensor], what: str, base: Base, *, but: str = WORDS) -> None:
    """Puts weights into a network on ``base``, all ``but`` its word table.

    Raises ModelError, which names ``what``, where they do not fit.
    """
    try:
        missing, unexpected = net.load_state_dict({key: each.float() for key, each in tensors.items()}, strict=False)
    except RuntimeError as error:
        raise ModelError(f"{what} does not fit {base.name}: {error}") from error
    if set(missing) - {but} or unexpected:
        raise ModelError(f"{what} does not fit {base.name}: {missing} missing, {unexpected} extra")


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
    for folder in (sort.shipped / str(name), Path(name)):
        if (folder / f"{sort.stem}.json").is_file():
            return folder
    return None
