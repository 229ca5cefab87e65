"""A shallower reader out of a trained one: some of its layers stay, the others go.

Where every other layer stays, it is what DistilBERT starts from (Sanh et al. 2019, section 3); Sajjad et al. 2023
("On the effect of dropping layers of pre-trained transformer models") compare which ones to drop. It reads badly
until it has been trained on, best with the whole reader as its teacher (``kgqa.reader.training.distil``).
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from kgqa.errors import InputError
from kgqa.reader.network.model import SpanReader


def cut(model: SpanReader, layers: Sequence[int]) -> None:
    """Leaves only these layers, in place; all of them where none is named. Raises InputError."""
    if not layers:
        return
    have = getattr(getattr(model.bert, "encoder", None), "layer", None)
    if have is None:
        raise InputError(f"layers are left out of a BERT's, and {type(model.bert).__name__} has others")
    if list(layers) != sorted(set(layers)) or layers[0] < 0 or layers[-1] >= len(have):
        shown = ",".join(map(str, layers))
        raise InputError(f"layers to keep are rising numbers from 0 to {len(have) - 1}, each once, found {shown}")
    model.bert.encoder.layer = nn.ModuleList(have[i] for i in layers)
    model.bert.config.num_hidden_layers = len(layers)
