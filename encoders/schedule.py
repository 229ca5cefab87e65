"""What the trainers share: how fast they learn at each step, the numbers that a setting may have, and what weights are
known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from torch import nn

from kgqa.errors import InputError


def warmed(step: int, total: int, warmup: float) -> float:
    """The share of its rate that a step, counted from 1, has: rising over the first ``warmup`` of all steps, then
    falling to 0.

    >>> [round(warmed(step, 5, 0.4), 2) for step in range(1, 6)]
    [0.5, 1.0, 0.75, 0.5, 0.25]
    """
    rising = max(1, round(total * warmup))
    return min(step / rising, (total - step + 1) / max(1, total - rising + 1))


@dataclass(frozen=True, slots=True)
class Schedule:
    """What every trainer is told; each adds its own. Raises InputError where a number can't be.

    ``learning_rate`` is the highest, after ``warmup``, a share of all steps (:func:`warmed`). ``clip``: the longest
    gradient. ``seed``: from 0 to below 2 ** 64, as every generator takes it. ``bf16``: arithmetic in bfloat16 where the
    hardware multiplies it. ``save_every``: steps between two states that a run can go on from.
    """

    learning_rate: float = 2e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    clip: float = 1.0
    seed: int = 0
    bf16: bool = True
    save_every: int = 500

    def __post_init__(self) -> None:
        check_settings(self, above=("learning_rate", "save_every"), shares=("warmup",))
        check_seed(self.seed)


def check_settings(settings: Any, *, above: Iterable[str], shares: Iterable[str]) -> None:
    """Raises InputError where a number that must be ``above`` 0 is not, or one of the ``shares`` is not from 0 to below
    1."""
    for name in above:
        if not getattr(settings, name) > 0:
            raise InputError(f"{name} must be above 0, found {getattr(settings, name)}")
    for name in shares:
        if not 0 <= getattr(settings, name) < 1:
            raise InputError(f"{name} must be from 0 to below 1, found {getattr(settings, name)}")


def check_seed(seed: int) -> None:
    """Raises InputError where a generator of random numbers can't begin with ``seed``."""
    if not 0 <= seed < 2**64:
        raise InputError(f"seed must be from 0 to below 2 ** 64, found {seed}")


def weights_key(model: nn.Module) -> str:
    """The sha256 of a network's parameters, each with its name: what a run of training starts from."""
    found = hashlib.sha256()
    for name, parameter in sorted(model.named_parameters()):
        found.update(name.encode())
        found.update(parameter.detach().cpu().contiguous().numpy().tobytes())
    return found.hexdigest()
