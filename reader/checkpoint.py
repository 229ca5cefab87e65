"""A trained reader on disk: half precision, without the word table it shares with its base.

A checkpoint is a folder: ``reader.json`` (base and its hash, limits, calibration, how it was trained),
``reader.safetensors`` and ``MODEL_CARD.md``. Adapters and prefixes are tensors like others, under names of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.errors import InputError, ModelError
from kgqa.reader.calibration import Calibration
from kgqa.reader.network import adapters, prefix
from kgqa.reader.network.inputs import Limits
from kgqa.reader.network.model import SpanReader
from kgqa.reader.network.prune import cut

SHIPPED = Path(__file__).parent / "checkpoints"
DEFAULT_READER = "minilm-l6-v9"
FORMAT = "kgqa reader 1"
_TABLE = "embeddings.word_embeddings.weight"
_WORDS = f"bert.{_TABLE}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A reader ready to run: network (float32), tokenizer, input limits, calibration, training record.

    ``layers``: those of the base that were kept, if some were left out; none given means all.
    """

    name: str
    base: Base
    model: SpanReader
    tokenizer: Tokenizer
    limits: Limits = field(default_factory=Limits)
    calibration: Calibration = field(default_factory=Calibration)
    training: Mapping[str, Any] = field(default_factory=dict)
    layers: tuple[int, ...] = ()

    def with_layers(self, kept: Sequence[int]) -> Checkpoint:
        """The checkpoint with only these of its layers, numbered from 0; its network is cut in place.

        What it notes are the base's numbers, so that a pruned reader can be pruned again. Raises InputError.
        """
        cut(self.model, kept)
        return replace(self, layers=tuple(self.layers[i] for i in kept) if self.layers else tuple(kept))


def new_checkpoint(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> Checkpoint:
    """An untrained reader on a base: its head is random, drawn with ``seed``."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return Checkpoint("new", base, SpanReader.from_base(base), load_tokenizer(base))


def save_checkpoint(checkpoint: Checkpoint, folder: Path) -> None:
    """Writes ``reader.json`` and ``reader.safetensors``; the word table stays behind if it is frozen and the base's."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {
        name: tensor.detach().to(torch.float16).contiguous()
        for name, tensor in checkpoint.model.state_dict().items()
        if name != _WORDS
    }
    words = checkpoint.model.bert.embeddings.word_embeddings.weight
    if words.requires_grad or not _is_table_of(checkpoint.base, words):
        tensors[_WORDS] = words.detach().to(torch.float16).contiguous()
    save_file(tensors, folder / "reader.safetensors", metadata={"format": FORMAT})
    save_record(checkpoint, folder)


def _is_table_of(base: Base, words: Tensor) -> bool:
    """Whether these are the base's own word embeddings, to the last bit."""
    with safe_open(base.folder / "model.safetensors", framework="pt") as file:
        tables = [file.get_tensor(name) for name in file.keys() if name.endswith(_TABLE)]  # noqa: SIM118  # the file is no dictionary
    return any(torch.equal(table.to(words.dtype), words.cpu()) for table in tables)


def save_record(checkpoint: Checkpoint, folder: Path) -> None:
    """Writes ``reader.json`` alone: what the weights sit on, their calibration and how they came about.

    Raises ModelError where a number of it is infinite or none, which JSON lacks; what stands there then stays.
    """
    record = {
        "format": FORMAT,
        "base": checkpoint.base.name,
        "base_sha256": checkpoint.base.sha256,
        "limits": asdict(checkpoint.limits),
        "calibration": asdict(checkpoint.calibration),
        "training": dict(checkpoint.training),
        **({"layers": list(checkpoint.layers)} if checkpoint.layers else {}),
    }
    try:
        text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise ModelError(f"{folder}: the reader's record can't be written: {error}") from error
    (folder / "reader.json").write_text(text + "\n", encoding="utf-8")


def load_checkpoint(name: str | Path = DEFAULT_READER) -> Checkpoint:
    """A shipped reader by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, where its tensors don't fit, or where the base
    it was trained on is not the one at hand.
    """
    folder = SHIPPED / str(name) if (SHIPPED / str(name) / "reader.json").exists() else Path(name)
    if not (folder / "reader.json").exists():
        shipped = ", ".join(sorted(p.parent.name for p in SHIPPED.glob("*/reader.json"))) or "none"
        raise ModelError(f"no reader {str(name)!r}: neither shipped (there is: {shipped}) nor a checkpoint folder")
    try:
        record = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        tensors = load_file(folder / "reader.safetensors")
        base = find_base(record["base"])
        limits = Limits(**record["limits"])
        calibration = Calibration(**record["calibration"])
        layers = tuple(map(int, record.get("layers", ())))
        expected = record["base_sha256"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"the checkpoint {folder} is broken: {error!r}") from error
    if base.sha256 != expected:
        raise ModelError(f"{folder} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    model = SpanReader.from_base(base)
    try:
        cut(model, layers)
        adapters.attach_saved(model, tensors)
        prefix.attach_saved(model, tensors)
        missing, unexpected = model.load_state_dict(
            {name: tensor.float() for name, tensor in tensors.items()}, strict=False
        )
    except (RuntimeError, InputError, ModelError) as error:  # a tensor's shape, a layer that the base lacks
        raise ModelError(f"the checkpoint {folder} does not fit {base.name}: {error}") from error
    if set(missing) - {_WORDS} or unexpected:
        raise ModelError(f"the checkpoint {folder} does not fit {base.name}: {missing} missing, {unexpected} extra")
    model.freeze_word_embeddings()
    return Checkpoint(
        folder.name, base, model.eval(), load_tokenizer(base), limits, calibration, record["training"], layers
    )


def training_record(name: str | Path) -> dict[str, Any]:
    """What a reader's record says of its training, without loading it; empty where there is no such reader."""
    training = _stored(name).get("training")
    return training if isinstance(training, dict) else {}


def stored_calibration(name: str | Path) -> Calibration:
    """A reader's calibration, without loading it; the plain one where there is no such reader.

    Raises ModelError where one of its numbers can't be.
    """
    try:
        return Calibration(**_stored(name)["calibration"])
    except (KeyError, TypeError):
        return Calibration()
    except InputError as error:
        raise ModelError(f"the checkpoint {name} is broken: {error}") from error


def stored_base(name: str | Path) -> str:
    """The hash of the base that a reader sits on, without loading it; "" where there is no such reader."""
    return str(_stored(name).get("base_sha256", ""))


def _stored(name: str | Path) -> dict[str, Any]:
    shipped = SHIPPED / str(name) / "reader.json"
    file = shipped if shipped.exists() else Path(name) / "reader.json"
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def load_tokenizer(base: Base) -> Tokenizer:
    """The base's fast tokenizer."""
    file = base.folder / "tokenizer.json"
    if not file.is_file():
        raise ModelError(f"{base.name} has no tokenizer.json in {base.folder}")
    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{file} is no tokenizer: {error}") from error
