"""A trained reader of yes or no on disk.

A checkpoint is a folder: ``polar.json`` (base and its hash, how probable a verdict is, how it was trained, who judges
with it),
``polar.safetensors`` with the weights in bytes (:mod:`kgqa.encoders.weight_bytes`), without the word table, which is
the base's own, and a model card.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgqa.encoders import stored
from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.loading import load_bert
from kgqa.errors import ModelError
from kgqa.reader.polar.network import PolarNet, logits_of

DEFAULT_POLAR = "polar-l6-v3"
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
    """A network with its base, tokenizer, curve of probabilities and the record of its training. ``beside``: others of
    those that come with kgqa that judge with it, since two that learned differently err less than one
    (Lakshminarayanan, Pritzel and Blundell 2017)."""

    name: str
    base: Base
    net: PolarNet
    tokenizer: Tokenizer
    believed: Believed = field(default_factory=Believed)
    training: Mapping[str, Any] = field(default_factory=dict)
    beside: tuple[PolarModel, ...] = ()

    def for_inference(self, device: torch.device, precision: str) -> None:
        """Makes its networks ready to run."""
        for model in (self, *self.beside):
            model.net.for_inference(device, precision)

    def log_odds(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Of each verdict against the two others, for each (question, text): (n, 3), the mean of its networks'."""
        networks = (self, *self.beside)
        odds = [_log_odds(logits_of(each.net, each.tokenizer, pairs)) for each in networks]
        mean: NDArray[np.float64] = np.mean(odds, axis=0)
        return mean


def new_polar(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> PolarModel:
    """An untrained one on a base. Raises ModelError where there is none of that name."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return PolarModel("new", base, PolarNet(_bert(base)), stored.tokenizer_of(base))


def save_polar(model: PolarModel, folder: Path) -> None:
    """Writes both files. Raises ModelError where they can't be written, what stands there then stays whole, or where
    one beside it does not come with kgqa: it would not be found again."""
    if lost := [each.name for each in model.beside if not stored.is_shipped(POLAR, each.name)]:
        raise ModelError(f"{folder}: what judges beside a reader of yes or no must come with kgqa, found {lost}")
    record = {"believed": asdict(model.believed), "beside": [each.name for each in model.beside]}
    stored.save_stored(POLAR, model.base, model.net.state_dict(), model.training, folder, record=record)


def load_polar(name_or_path: str | Path = DEFAULT_POLAR) -> PolarModel:
    """A shipped one by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    found = stored.load_stored(POLAR, name_or_path)
    with stored.reading(POLAR, found.folder):
        believed = Believed(**found.record["believed"])
        beside = [str(name) for name in found.record.get("beside", ())]  # those written before there were any lack it
    net = PolarNet(_bert(found.base))
    stored.fill(POLAR, net, found)
    tokenizer = stored.tokenizer_of(found.base)
    others = tuple(map(load_polar, beside))
    if any(each.base != found.base for each in others):
        raise ModelError(f"{found.folder}: those beside it must be on its base, {found.base.name}, found {beside}")
    return PolarModel(found.name, found.base, net.eval(), tokenizer, believed, found.training, others)


def stored_base(name: str) -> str:
    """The hash of the base that a shipped one sits on, without loading it; "" where there is none."""
    return stored.stored_base(POLAR, name)


def _bert(base: Base) -> Any:
    return load_bert(base, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0)


def _log_odds(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    exact = logits.astype(np.float64)
    others = [np.logaddexp(exact[:, (column + 1) % 3], exact[:, (column + 2) % 3]) for column in range(3)]
    odds: NDArray[np.float64] = exact - np.stack(others, axis=1)
    return odds
