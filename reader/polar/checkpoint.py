"""A trained reader of yes or no on disk.

A checkpoint is a folder: ``polar.json`` (base and its hash, how probable a verdict is, how it was trained),
``polar.safetensors`` with the weights in bytes (:mod:`kgqa.encoders.weight_bytes`), without the word table, which is
the base's own, and a model card.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kgqa.encoders import stored
from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.loading import load_bert
from kgqa.reader.polar.network import PolarNet

DEFAULT_POLAR = "polar-l6-v1"
POLAR = stored.Sort(
    "polar", "kgqa polar 1", "reader of yes or no", Path(__file__).parents[1] / "checkpoints", in_bytes=True
)


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
    return PolarModel("new", base, PolarNet(_bert(base)), stored.tokenizer_of(base))


def save_polar(model: PolarModel, folder: Path) -> None:
    """Writes both files. Raises ModelError where they can't be written; what stands there then stays whole."""
    record = {"believed": asdict(model.believed)}
    stored.save_stored(POLAR, model.base, model.net.state_dict(), model.training, folder, record=record)


def load_polar(name_or_path: str | Path = DEFAULT_POLAR) -> PolarModel:
    """A shipped one by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    found = stored.load_stored(POLAR, name_or_path)
    with stored.reading(POLAR, found.folder):
        believed = Believed(**found.record["believed"])
    net = PolarNet(_bert(found.base))
    stored.fill(POLAR, net, found)
    tokenizer = stored.tokenizer_of(found.base)
    return PolarModel(found.name, found.base, net.eval(), tokenizer, believed, found.training)


def stored_base(name: str) -> str:
    """The hash of the base that a shipped one sits on, without loading it; "" where there is none."""
    return stored.stored_base(POLAR, name)


def _bert(base: Base) -> Any:
    return load_bert(base, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0)
