"""Weights in bytes: of a matrix each row as whole numbers from -127 to 127 and what they are multiplied with.

A trained layer's rows lose a few thousandths of their length to it, and take half the room of half precision.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

_SCALE = "::scale"
_LEAST = 1e-12
_SMALL = 4096
"""Tensors of fewer numbers are kept in half precision: there is little to save."""


def to_bytes(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices as bytes with their scales beside them, all else in half precision; :func:`from_bytes` reads it."""
    made: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        exact = tensor.detach().float()
        if exact.dim() != 2 or exact.numel() < _SMALL:
            made[name] = exact.to(torch.float16).contiguous()
            continue
        scale = exact.abs().amax(dim=1, keepdim=True).clamp_min(_LEAST) / 127
        made[name] = (exact / scale).round().to(torch.int8).contiguous()
        made[name + _SCALE] = scale[:, 0].contiguous()
    return made


def from_bytes(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors that :func:`to_bytes` was given, nearly, in float32. Those in half precision alone are read as well.

    Raises KeyError where a scale is missing.
    """
    made: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if name.endswith(_SCALE):
            continue
        made[name] = tensor.float() * tensors[name + _SCALE][:, None] if tensor.dtype == torch.int8 else tensor.float()
    return made
