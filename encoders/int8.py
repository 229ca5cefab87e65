"""Linear layers in 8-bit integers: weights are rounded once, inputs as they come ("dynamic" quantisation).

torch's own ``quantize_dynamic`` is deprecated, and has one scale for all inputs of a batch. Here each row of inputs
has its own (Dettmers et al. 2022, section 2.1), so that what a row comes to does not depend on its neighbours.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_LEAST = 1e-12
"""The least size of a row: one of zeros must not be divided by zero."""


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
        scale = exact.abs().amax(dim=1).clamp_min(_LEAST) / _levels()
        self.register_buffer("weight", (exact / scale[:, None]).round().to(torch.int8))
        self.register_buffer("scale", scale)
        bias = torch.zeros_like(scale) if linear.bias is None else linear.bias.detach().float().clone()
        self.register_buffer("bias", bias)

    def forward(self, states: Tensor) -> Tensor:
        """(..., outputs) from ``states`` (..., inputs)."""
        rows = states.reshape(-1, states.shape[-1])
        size = rows.abs().amax(dim=1, keepdim=True).clamp_min(_LEAST) / 127
        summed = torch._int_mm((rows / size).round_().to(torch.int8), self.weight.t())
        found = torch.addcmul(self.bias, summed.float().mul_(self.scale), size)
        return found.view(*states.shape[:-1], len(self.scale))


def quantize_linears(module: nn.Module) -> None:
    """Puts an :class:`Int8Linear` in the place of every ``nn.Linear`` below ``module``, in place."""
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if type(child) is nn.Linear:
                rounded = Int8Linear(child)
                rounded._forward_hooks.update(child._forward_hooks)  # adapters add to a layer's output by one
                setattr(parent, name, rounded)


def _levels() -> int:
    """Sizes that a rounded weight may have. Without VNNI the products are summed in pairs in 16 bits, which
    overflow unless the weights have seven."""
    found = torch.cpu.get_capabilities()
    return 127 if found.get("avx512_vnni") or found.get("avx_vnni") or found.get("architecture") != "x86_64" else 63
