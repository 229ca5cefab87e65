"""Prefix tuning (Li and Liang, ACL 2021) of every layer, as deep prompts (P-tuning v2; Liu et al., ACL 2022).

Each layer's attention finds ``length`` learned keys and values before those of its tokens; nothing else of the
encoder is trained. They are held directly, without the network that Li and Liang make them with, as P-tuning v2
does for extraction. Tokens keep their positions, so a window may be as long as before. They can't be merged into
the weights: they stand in the checkpoint under ``...self.prefix``, and :func:`attach_saved` makes room for them.

The prefix tuning of peft does not serve a reader: it drops the segment ids, moves the positions (512 tokens no
longer fit) and fails under gradient checkpointing.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kgqa.errors import InputError, ModelError
from kgqa.reader.network.model import SpanReader

STD = 0.02
"""Spread that a fresh prefix is drawn with, that of BERT's own weights."""


class Prefix(nn.Module):
    """Learned ``keys`` and ``values`` (length, size) of one layer; to the layer they come as a cache would."""

    def __init__(self, length: int, size: int, cache: str) -> None:
        super().__init__()
        self.keys, self.values = (nn.Parameter(torch.empty(length, size)) for _ in range(2))
        nn.init.normal_(self.keys, std=STD)
        nn.init.normal_(self.values, std=STD)
        self._cache = cache

    def join(self, _: nn.Module, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[tuple[Any, ...], Any]:
        """The hook before the layer's attention: gives it this as its cache, and a mask that shows the prefix."""
        mask = named.get("attention_mask")
        if mask is not None:
            shown = 0.0 if mask.is_floating_point() else 1
            mask = functional.pad(mask, (len(self.keys), 0), value=shown)
        return args, {**named, "attention_mask": mask, self._cache: self}

    def update(self, keys: Tensor, values: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        """What attention asks a cache for: the layer's keys and values, each (rows, heads, tokens, size of a
        head), with the prefix before them."""
        return _joined(self.keys, keys), _joined(self.values, values)


def check(model: SpanReader, length: int) -> None:
    """Raises InputError where the base has no attention for a prefix, or has a prefix of another length."""
    layers = _attentions(model)
    if not layers or not all(isinstance(getattr(layer, "key", None), nn.Linear) and _cache(layer) for layer in layers):
        raise InputError(f"a prefix needs the attention of a BERT, and {type(model.bert).__name__} has another")
    for layer in layers:
        if hasattr(layer, "prefix") and len(layer.prefix.keys) != length:
            there = len(layer.prefix.keys)
            raise InputError(f"the reader has a prefix of length {there}, which is trained on as it is, not {length}")


def attach(model: SpanReader, length: int) -> None:
    """Puts a fresh prefix before each layer's keys and values, in place; one that is there stays. They are to be
    trained. Raises InputError like :func:`check`.
    """
    check(model, length)
    for layer in _attentions(model):
        if not hasattr(layer, "prefix"):
            prefix = Prefix(length, layer.key.out_features, _cache(layer))
            layer.add_module("prefix", prefix)
            layer.register_forward_pre_hook(prefix.join, with_kwargs=True)
        layer.prefix.requires_grad_(True)


def attach_saved(model: SpanReader, tensors: Mapping[str, Tensor]) -> None:
    """Puts in the prefixes that a checkpoint's ``tensors`` were saved with; none where they have none.

    Raises ModelError where they are not all of one length, or the base has no attention for them.
    """
    shapes = {tuple(tensor.shape) for name, tensor in tensors.items() if name.endswith(".self.prefix.keys")}
    if not shapes:
        return
    if len(shapes) > 1 or len(min(shapes)) != 2 or 0 in min(shapes):
        raise ModelError(f"the prefixes of a checkpoint are of one shape (length, size), found {sorted(shapes)}")
    try:
        attach(model, min(shapes)[0])
    except InputError as error:
        raise ModelError(str(error)) from error


def _attentions(model: SpanReader) -> list[Any]:
    layers = getattr(getattr(model.bert, "encoder", None), "layer", ())
    return [getattr(getattr(layer, "attention", None), "self", None) for layer in layers]


def _cache(attention: nn.Module) -> str:
    """What the attention calls its cache: transformers renamed it in 5.24; empty where it takes none."""
    taken = inspect.signature(attention.forward).parameters
    return next((name for name in ("cache", "past_key_values") if name in taken), "")


def _joined(own: Tensor, layer: Tensor) -> Tensor:
    rows, heads, _, size = layer.shape
    before = own.to(layer.dtype).view(-1, heads, size).transpose(0, 1).expand(rows, -1, -1, -1)
    return torch.cat((before, layer), dim=2)
