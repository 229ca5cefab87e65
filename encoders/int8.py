"""Linear layers in 8-bit integers: weights are rounded once, inputs as they come ("dynamic" quantisation).

torch's own ``quantize_dynamic`` is deprecated, and has one scale for all inputs of a batch. Here each row of inputs
has its own (Dettmers et al. 2022, section 2.1), so that what a row comes to does not depend on its neighbours. The
products are summed exactly, in integers where the processor does that at once (VNNI) and in float32 elsewhere, where
torch's integers take twenty times as long: what comes out is the same on either.
"""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor, nn

_LEAST = 1e-12
"""The least size of a row: one of zeros must not be divided by zero."""

_LEVELS = 127
"""Sizes that a rounded number may have, beside its sign and 0."""

_EXACT = 2**24 // _LEVELS**2 // 64 * 64
"""Products of two rounded numbers whose sum float32 holds exactly, in whatever order they are added."""


class Int8Linear(nn.Module):
    """``x @ weight.T + bias`` with both factors rounded to 8 bits, summed exactly, the result in float32.

    ``weight`` is (outputs, inputs) in int8, ``scale`` (outputs,) what its rows are multiplied with.
    """

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        exact = linear.weight.detach().float()
        scale = exact.abs().amax(dim=1).clamp_min(_LEAST) / _LEVELS
        self.register_buffer("weight", (exact / scale[:, None]).round().to(torch.int8))
        self.register_buffer("scale", scale)
        bias = torch.zeros_like(scale) if linear.bias is None else linear.bias.detach().float().clone()
        self.register_buffer("bias", bias)

    def forward(self, states: Tensor) -> Tensor:
        """(..., outputs) from ``states`` (..., inputs)."""
        rows = states.reshape(-1, states.shape[-1])
        size = rows.abs().amax(dim=1, keepdim=True).clamp_min(_LEAST) / _LEVELS
        summed = products((rows / size).round_(), self.weight)
        found = torch.addcmul(self.bias, summed.mul_(self.scale), size)
        return found.view(*states.shape[:-1], len(self.scale))


def quantize_linears(module: nn.Module) -> None:
    """Puts an :class:`Int8Linear` in the place of every ``nn.Linear`` below ``module``, in place."""
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if type(child) is nn.Linear:
                rounded = Int8Linear(child)
                rounded._forward_hooks.update(child._forward_hooks)  # adapters add to a layer's output by one
                setattr(parent, name, rounded)


def products(rows: Tensor, weight: Tensor) -> Tensor:
    """``rows @ weight.T`` (n, outputs) in float32, of whole numbers from -127 to 127.

    ``rows``: (n, inputs) in float32. ``weight``: (outputs, inputs) in int8.
    """
    if _sums_bytes() and not rows.is_cuda:
        return torch._int_mm(rows.to(torch.int8), weight.t()).float()
    parts = zip(torch.split(rows, _EXACT, dim=1), torch.split(weight, _EXACT, dim=1), strict=True)
    first, *others = (part @ own.float().t() for part, own in parts)
    if not others:
        return first
    total = first.double()
    for other in others:
        total += other
    return total.float()


@cache
def _sums_bytes() -> bool:
    """Whether the processor sums products of bytes by an instruction of its own."""
    found = torch.cpu.get_capabilities()
    return bool(found.get("avx512_vnni") or found.get("avx_vnni"))
