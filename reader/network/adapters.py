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

from kgqa.errors import InputError, ModelError
from kgqa.reader.network.model import SpanReader


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

    def join(self, _: nn.Module, args: tuple[Tensor]) -> tuple[Tensor]:
        """The hook before the block's dropout: the states and their correction."""
        return (args[0] + self(args[0]),)


def check(model: SpanReader, width: int) -> None:
    """Raises InputError where the base has no layers for adapters, or has adapters of another width."""
    layers = _layers(model)
    if not layers or not all(isinstance(getattr(layer.output, "dense", None), nn.Linear) for layer in layers):
        raise InputError(f"adapters need the layers of a BERT, and {type(model.bert).__name__} has others")
    for layer in layers:
        if hasattr(layer.output, "adapter") and layer.output.adapter.down.out_features != width:
            there = layer.output.adapter.down.out_features
            raise InputError(f"the reader has adapters {there} wide, which are trained on as they are, not {width}")


def attach(model: SpanReader, width: int) -> None:
    """Puts a fresh adapter into each layer, in place; one that is there stays. They are to be trained.

    Raises InputError like :func:`check`.
    """
    check(model, width)
    for layer in _layers(model):
        if not hasattr(layer.output, "adapter"):
            adapter = Bottleneck(layer.output.dense.out_features, width)
            layer.output.add_module("adapter", adapter)
            # Not on the dense map itself: LoRA puts its own in that one's place, and this comes after both.
            layer.output.dropout.register_forward_pre_hook(adapter.join)
        layer.output.adapter.requires_grad_(True)


def attach_saved(model: SpanReader, tensors: Mapping[str, Tensor]) -> None:
    """Puts in the adapters that a checkpoint's ``tensors`` were saved with; none where they have none.

    Raises ModelError where they are not all of one width, or the base has no layers for them.
    """
    shapes = {tuple(tensor.shape) for name, tensor in tensors.items() if name.endswith(".adapter.down.weight")}
    if not shapes:
        return
    if len(shapes) > 1 or len(min(shapes)) != 2 or 0 in min(shapes):
        raise ModelError(f"the adapters of a checkpoint are of one shape (width, size), found {sorted(shapes)}")
    try:
        attach(model, min(shapes)[0])
    except InputError as error:
        raise ModelError(str(error)) from error


def _layers(model: SpanReader) -> list[Any]:
    return list(getattr(getattr(model.bert, "encoder", None), "layer", ()))
