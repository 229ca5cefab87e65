"""Linear layers in 8 bits: near the exact ones, and to the bit the same in any company."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from kgqa.encoders import int8
from kgqa.encoders.int8 import _EXACT, Int8Linear, quantize_linears


@pytest.fixture
def layer() -> nn.Linear:
    torch.manual_seed(0)
    return nn.Linear(48, 80)


def test_near_the_exact_layer(layer: nn.Linear) -> None:
    states = torch.randn(3, 5, 48)
    exact, found = layer(states), Int8Linear(layer)(states)
    assert found.shape == exact.shape and found.dtype == torch.float32
    assert (found - exact).abs().max() < 0.02 * exact.abs().max()


def test_a_row_is_the_same_in_any_company(layer: nn.Linear) -> None:
    rounded = Int8Linear(layer)
    states = torch.randn(7, 48) * torch.logspace(-3, 3, 7)[:, None]
    together = rounded(states)
    for i in range(7):
        assert torch.equal(rounded(states[i : i + 1])[0], together[i])
    # A row a million times smaller is rounded by its own size.
    assert (together - layer(states)).abs().amax(dim=1).div(states.abs().amax(dim=1)).max() < 0.05


def test_zeros_and_no_bias() -> None:
    plain = nn.Linear(8, 4, bias=False)
    plain.weight.data[0] = 0
    found = Int8Linear(plain)(torch.zeros(2, 8))
    assert torch.equal(found, torch.zeros(2, 4))


def test_every_linear_below_is_replaced_and_keeps_its_hooks(layer: nn.Linear) -> None:
    module = nn.Sequential(nn.Sequential(layer, nn.GELU()), nn.Linear(80, 4), nn.LayerNorm(4))
    layer.register_forward_hook(lambda _, __, output: output + 1)
    states = torch.randn(2, 48)
    exact = module[0][0](states)
    quantize_linears(module)
    assert [type(part) for part in (module[0][0], module[1], module[2])] == [Int8Linear, Int8Linear, nn.LayerNorm]
    assert (module[0][0](states) - exact).abs().max() < 0.1
    assert module(states).shape == (2, 4)


@pytest.mark.parametrize("by_integers", [True, False])
@pytest.mark.parametrize("inputs", [48, _EXACT, 2 * _EXACT + 3])
def test_sums_are_exact(inputs: int, by_integers: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if by_integers and not int8._sums_bytes():
        pytest.skip("this processor has no instruction that sums products of bytes")
    monkeypatch.setattr(int8, "_sums_bytes", lambda: by_integers)
    random = torch.Generator().manual_seed(0)
    weight = torch.randint(-127, 128, (16, inputs), dtype=torch.int8, generator=random)
    rows = torch.randint(-127, 128, (5, inputs), generator=random).float()
    rows[0], weight[0] = 127, 127  # the largest sum there is
    exact = rows.double() @ weight.double().t()
    assert torch.equal(int8.products(rows, weight), exact.float())
