"""Bottleneck adapters (Houlsby et al., ICML 2019), one after each layer's feed-forward block.

The adapter adds ``up(gelu(down(h)))`` to the block's output (before its residual); ``up`` begins at zero, so
that training begins at the base. It is no linear map and can't be merged into the weights: its tensors stand in
the checkpoint under ``...output.adapter``, and :func:`attach_saved` makes room for them before they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn
from torch.nn import functional

from kgqa.errors import InputError
from kgqa.reader.model import SpanReader


class Bottleneck(nn.Module):
    """What is added to states (..., size): a map down to ``width``, GELU, and up again."""

    def __init__(self, size: int, width: int) -> None:
        super().__init__()
        self.down = nn.Linear(size, width)
        self.up = nn.Linear(width, size)
        nn.init.normal_(self.down.weight, std=0.02)
        nn.init.zeros_(self.up.weight)
        nn.init.zeros_(self.up.bias)

    def forward(self, states: Tensor) -> Tensor:
        """The correction, of the states' shape."""
        out: Tensor = self.up(functional.gelu(self.down(states)))
        return out


def attach(model: SpanReader, width: int) -> None:
    """Puts a fresh adapter into each layer, in place. Raises InputError where the base has no such layers."""
    layers = getattr(getattr(model.bert, "encoder", None), "layer", None)
    if layers is None or not all(isinstance(getattr(layer.output, "dense", None), nn.Linear) for layer in layers):
        raise InputError(f"adapters need the layers of a BERT, and {type(model.bert).__name__} has others")
    for layer in layers:
        adapter = Bottleneck(layer.output.dense.out_features, width)
        layer.output.add_module("adapter", adapter)
        layer.output.dense.register_forward_hook(_adding(adapter))


def attach_saved(model: SpanReader, tensors: Mapping[str, Tensor]) -> None:
    """Puts in the adapters that a checkpoint's ``tensors`` were saved with; none where they have none."""
    widths = {len(t) for name, t in sorted(tensors.items()) if name.endswith(".adapter.down.weight")}
    for width in widths:
        attach(model, width)


def _adding(adapter: Bottleneck) -> Any:
    def hook(_: Any, __: Any, output: Tensor) -> Tensor:
        added: Tensor = output + adapter(output)
        return added

    return hook
