"""The arithmetic a model runs in on the machine at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import torch

from kgqa.errors import InputError, ModelError


def device_of(name: str = "auto") -> torch.device:
    """``"cpu"``, ``"cuda"`` or ``"cuda:1"``; ``"auto"`` takes a GPU where torch sees one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if re.fullmatch(r"cpu|cuda(:\d+)?", name) is None:
        raise InputError(f"device must be auto, cpu, cuda or cuda:N, found {name!r}")
    device = torch.device(name)
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise ModelError(f"device {name!r} was asked for, and torch sees {torch.cuda.device_count()} GPUs")
    return device


PRECISIONS = ("auto", "fp32", "bf16", "int8")

_BF16 = ("avx512_bf16", "amx_tile")
_INT8 = ("avx512_vnni", "avx_vnni")


def precision_of(name: str, device: torch.device) -> str:
    """What ``name`` comes to on ``device``: ``"fp32"``, ``"bf16"`` or ``"int8"``; ``"auto"`` is what it does best.

    Raises InputError for a name that is not in :data:`PRECISIONS`, and for int8 on a GPU.
    """
    if name not in PRECISIONS:
        raise InputError(f"precision is one of {', '.join(PRECISIONS)}, not {name!r}")
    if name == "int8" and device.type != "cpu":
        raise InputError(f"precision int8 is for the CPU; on {device.type} there are fp32 and bf16")
    if name != "auto":
        return name
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "fp32"
    return best_of(torch.cpu.get_capabilities())


def best_of(capabilities: Mapping[str, Any]) -> str:
    """The precision for a processor with these capabilities, as ``torch.cpu.get_capabilities`` gives them.

    bfloat16 where it multiplies it itself (AVX512-BF16, AMX): four times as fast as float32, and slower than it
    elsewhere. int8 where it sums products of bytes (VNNI) but has no bfloat16.
    """
    for precision, names in (("bf16", _BF16), ("int8", _INT8)):
        if any(capabilities.get(name) for name in names):
            return precision
    return "fp32"


def inference_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where the hardware multiplies it, else float32: what vectors are made in, which int8 would move."""
    return torch.bfloat16 if precision_of("auto", device) == "bf16" else torch.float32


def training_autocast(device: torch.device | str, wanted: bool) -> torch.autocast:
    """The context in which a training step runs: bfloat16 where it is ``wanted`` and the hardware multiplies it.

    A processor that does not multiply it goes through float32 number by number, which takes many times as long.
    """
    place = torch.device(device)
    enabled = wanted and inference_dtype(place) == torch.bfloat16
    return torch.autocast(place.type, dtype=torch.bfloat16, enabled=enabled)
