"""Dropout whose mask is cheap to draw on a CPU.

torch draws a mask on the CPU one number after the other on one thread, which takes a quarter of a small BERT's
training step. Here one draw of 64 bits makes eight elements of the mask.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_LEVELS = 256


class ByteDropout(nn.Module):
    """Zeroes each element with probability ``p``, rounded to a 256th, and scales the others by ``1 / (1 - p)``
    (Srivastava et al. 2014). The mask comes from torch's generator of the device; on a GPU it is torch's own."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p
        self.cut = round(p * _LEVELS)

    def forward(self, states: Tensor) -> Tensor:
        """``states`` of any shape, as they are outside training."""
        if not self.training or self.cut == 0:
            return states
        if states.device.type != "cpu":  # a GPU draws a mask of its own in the same kernel that applies it
            return nn.functional.dropout(states, self.p)
        draws = -(-states.numel() // 8)
        bits = torch.empty(draws, dtype=torch.int64, device=states.device).random_(-(2**63), None)
        kept = (bits.view(torch.uint8)[: states.numel()] >= self.cut).view(states.shape)
        return states * kept.to(states.dtype).mul_(_LEVELS / (_LEVELS - self.cut))


def with_cheap_masks(model: nn.Module) -> None:
    """Puts a :class:`ByteDropout` in the place of every ``nn.Dropout`` of ``model``, in place."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if type(child) is nn.Dropout and child.p > 0:
                setattr(module, name, ByteDropout(child.p))
