"""A trained reader of yes or no on disk.

A checkpoint is a folder: ``polar.json`` (base and its hash, how probable a verdict is, how it was trained),
``polar.safetensors`` with the weights in bytes (:mod:`kgqa.encoders.weight_bytes`), without the word table, which is
the base's own, and a model card.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.loading import load_bert
from kgqa.encoders.weight_bytes import from_bytes, to_bytes
from kgqa.errors import ModelError
from kgqa.kg.durable import replace_file
from kgqa.reader.polar.network import PolarNet

SHIPPED = Path(__file__).parents[1] / "checkpoints"
DEFAULT_POLAR = "polar-l6-v1"
FORMAT = "kgqa polar 1"
_WORDS = "bert.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Believed:
    """How probable a verdict is (Platt 1999), by the text that speaks for it most and the one against it.

    A text speaks for a verdict by ``slope`` times the logarithm of the odds that the network gives it and ``covered``
    times the share of the question's words that it has (:class:`kgqa.reader.aggregation.coverage.Coverage`). ``least``:
    probability from which on a verdict is said: a wrong yes looks like a right one, while most wrong spans do not.
    """

    slope: float = 1.0
    covered: float = 2.0
    against: float = -0.5
    bias: float = -2.0
    least: float = 0.7

    def probability(self, sign: float, contrary: float) -> float:
        """In [0, 1]: of a verdict for which a text speaks by ``sign``, and for its contrary one by ``contrary``."""
        odds = sign + self.against * contrary + self.bias
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class PolarModel:
    """A network with its base, tokenizer, curve of probabilities and the record of its training."""

    name: str
    base: Base
    net: PolarNet
    tokenizer: Tokenizer
    believed: Believed = field(default_factory=Believed)
    training: Mapping[str, Any] = field(default_factory=dict)


def new_polar(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> PolarModel:
    """An untrained one on a base. Raises ModelError where there is none of that name."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return PolarModel("new", base, PolarNet(_bert(base)), _tokenizer(base))


def save_polar(model: PolarModel, folder: Path) -> None:
    """Writes both files. Raises ModelError where they can't be written; what stands there then stays whole."""
    record = {
        "format": FORMAT,
        "base": model.base.name,
        "base_sha256": model.base.sha256,
        "believed": asdict(model.believed),
        "training": dict(model.training),
    }
    aside = folder / "polar.safetensors.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: tensor for name, tensor in model.net.state_dict().items() if name != _WORDS}
        save_file(to_bytes(weights), aside, metadata={"format": FORMAT})
        aside.replace(folder / "polar.safetensors")
        with replace_file(folder / "polar.json") as file:
            file.write(f"{json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode())
    except (OSError, SafetensorError) as error:
        aside.unlink(missing_ok=True)
        raise ModelError(f"{folder}: the reader of yes or no can't be written: {error}") from error


def load_polar(name_or_path: str | Path = DEFAULT_POLAR) -> PolarModel:
    """A shipped one by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    name = str(name_or_path)
    folder = SHIPPED / name if (SHIPPED / name / "polar.json").exists() else Path(name)
    if not (folder / "polar.json").exists():
        shipped = ", ".join(sorted(p.parent.name for p in SHIPPED.glob("*/polar.json"))) or "none"
        raise ModelError(f"no reader of yes or no {name!r}: neither shipped (there is: {shipped}) nor a folder of one")
    try:
        record = json.loads((folder / "polar.json").read_text(encoding="utf-8"))
        tensors = from_bytes(load_file(folder / "polar.safetensors"))
        base = find_base(record["base"])
        believed, training = Believed(**record["believed"]), record["training"]
        expected = record["base_sha256"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"the reader of yes or no {folder} is broken: {error!r}") from error
    if base.sha256 != expected:
        raise ModelError(f"{folder} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    net = PolarNet(_bert(base))
    try:
        missing, unexpected = net.load_state_dict(tensors, strict=False)
    except RuntimeError as error:
        raise ModelError(f"the reader of yes or no {folder} does not fit {base.name}: {error}") from error
    if set(missing) - {_WORDS} or unexpected:
        raise ModelError(f"{folder} does not fit {base.name}: {missing} missing, {unexpected} extra")
    return PolarModel(folder.name, base, net.eval(), _tokenizer(base), believed, training)


def stored_base(name: str) -> str:
    """The hash of the base that a shipped one sits on, without loading it; "" where there is none."""
    try:
        return str(json.loads((SHIPPED / name / "polar.json").read_text(encoding="utf-8"))["base_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _bert(base: Base) -> Any:
    return load_bert(base, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0)


def _tokenizer(base: Base) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(base.folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{base.folder / 'tokenizer.json'} is no tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
