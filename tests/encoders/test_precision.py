"""Which arithmetic is chosen, by name and by processor."""

from __future__ import annotations

import pytest
import torch

from kgqa import InputError
from kgqa.encoders.precision import PRECISIONS, best_of, inference_dtype, precision_of, training_autocast

CPU = torch.device("cpu")


@pytest.mark.parametrize(
    ("capabilities", "precision"),
    [
        ({"avx512_bf16": True, "avx512_vnni": True}, "bf16"),  # Cooper Lake, Zen 4
        ({"amx_tile": True, "avx512_vnni": True}, "bf16"),  # Sapphire Rapids
        ({"avx512_bf16": False, "amx_tile": False, "avx512_vnni": True}, "int8"),  # Ice Lake
        ({"avx2": True, "avx_vnni": True}, "int8"),  # Alder Lake
        ({"avx512_f": True, "avx2": True}, "fp32"),  # Skylake
        ({"architecture": "aarch64", "neon": True, "dot": True}, "fp32"),
        ({}, "fp32"),
    ],
)
def test_a_processor_gets_what_it_does_best(capabilities: dict[str, object], precision: str) -> None:
    assert best_of(capabilities) == precision


def test_auto_is_what_this_processor_does_best() -> None:
    assert precision_of("auto", CPU) == best_of(torch.cpu.get_capabilities())
    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    assert (precision_of("auto", CPU) == "bf16") == native
    assert inference_dtype(CPU) == (torch.bfloat16 if native else torch.float32)


@pytest.mark.parametrize("name", PRECISIONS[1:])
def test_a_name_stands_for_itself(name: str) -> None:
    assert precision_of(name, CPU) == name


@pytest.mark.parametrize("name", ["int4", "", "FP32", "float32"])
def test_a_wrong_precision_lists_the_choices(name: str) -> None:
    with pytest.raises(InputError, match=f"precision is one of auto, fp32, bf16, int8, not '{name}'"):
        precision_of(name, CPU)


def test_int8_is_for_the_cpu() -> None:
    cuda = torch.device("cuda")  # no GPU is needed to name one
    with pytest.raises(InputError, match="int8 is for the CPU; on cuda there are fp32 and bf16"):
        precision_of("int8", cuda)
    assert precision_of("fp32", cuda) == "fp32"


@pytest.mark.parametrize(
    ("capabilities", "wanted", "dtype"),
    [
        ({"avx2": True}, True, torch.float32),
        ({"avx512_vnni": True}, True, torch.float32),
        ({"avx512_bf16": True}, True, torch.bfloat16),
        ({"avx512_bf16": True}, False, torch.float32),
    ],
)
def test_training_is_in_bfloat16_only_where_it_is_multiplied(
    capabilities: dict[str, bool], wanted: bool, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    with training_autocast("cpu", wanted):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == dtype
