"""What trainers share: rates that rise and fall, settings that are refused, and weights known by what they are."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from kgqa import InputError
from kgqa.encoders.schedule import Schedule, check_settings, warmed, weights_key


@given(st.integers(1, 400), st.floats(0, 0.99))
def test_a_rate_rises_once_and_falls_to_nearly_nothing(total: int, warmup: float) -> None:
    shares = [warmed(step, total, warmup) for step in range(1, total + 1)]
    top = shares.index(max(shares))
    assert all(0 < share <= 1 for share in shares)
    assert shares[: top + 1] == sorted(shares[: top + 1]) and shares[top:] == sorted(shares[top:], reverse=True)
    # The last step has one part of as many as the rate falls over.
    assert shares[-1] == pytest.approx(1 / max(1, total - max(1, round(total * warmup)) + 1)) or top == total - 1


@dataclass
class _Settings:
    steps: int = 1
    warmup: float = 0.0


def test_settings_are_refused_by_name() -> None:
    check_settings(_Settings(), above=("steps",), shares=("warmup",))
    with pytest.raises(InputError, match="steps must be above 0, found 0"):
        check_settings(_Settings(steps=0), above=("steps",), shares=("warmup",))
    for value in (-0.1, 1.0, float("nan")):
        with pytest.raises(InputError, match="warmup must be from 0 to below 1"):
            check_settings(_Settings(warmup=value), above=("steps",), shares=("warmup",))


def test_weights_are_known_by_name_and_value() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 3))
    before = weights_key(model)
    assert before == weights_key(model) and len(before) == 64
    swapped = nn.Sequential(model[1], model[0])
    assert weights_key(swapped) != before
    with torch.no_grad():
        model[0].bias[0] += 1
    assert weights_key(model) != before


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_is_what_every_generator_takes(seed: int) -> None:
    Schedule(seed=2**64 - 1)
    with pytest.raises(InputError, match=rf"seed must be from 0 to below 2 \*\* 64, found {seed}"):
        Schedule(seed=seed)
