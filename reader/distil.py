"""Learning from a teacher's probabilities, or the mean of several teachers'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kgqa.errors import InputError
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.forward import logits_of
from kgqa.reader.inputs import Window


def check_teachers(teachers: Sequence[Checkpoint], student: Checkpoint) -> None:
    """Raises InputError where a teacher cuts text into other tokens than the student."""
    own = _cutting(student.tokenizer)
    for teacher in teachers:
        if _cutting(teacher.tokenizer) != own:
            raise InputError(
                f"a teacher must share the student's tokenizer: {teacher.name} is on {teacher.base.name}, "
                f"the student on {student.base.name}"
            )


def taught_by(
    teachers: Sequence[Checkpoint], windows: Sequence[Window], temperature: float
) -> list[NDArray[np.float32]]:
    """Start and end probabilities (tokens, 2) of each window: the mean of the teachers' at ``temperature``."""
    total: list[NDArray[np.float32]] = []
    for teacher in teachers:
        teacher.model.eval()
        own = [_softened(logits, temperature) for logits in logits_of(teacher.model, windows)]
        total = own if not total else [a + b for a, b in zip(total, own, strict=True)]
    return [(rows / len(teachers)).astype(np.float32) for rows in total]


def distillation_loss(logits: Tensor, taught: Tensor, temperature: float) -> Tensor:
    """``T² · KL(taught ‖ student at T)`` (Hinton et al. 2015, section 2), over starts and ends, mean over rows.

    ``logits``, ``taught``: (rows, tokens, 2); padded tokens have the probability 0 and add nothing.
    """
    student = functional.log_softmax(logits / temperature, dim=1)
    divergence = torch.xlogy(taught, taught) - taught * student
    return divergence.sum(dim=1).mean() * temperature**2


def _cutting(tokenizer: Tokenizer) -> dict[str, Any]:
    """What a tokenizer is, without how long its output may get."""
    parts: dict[str, Any] = json.loads(tokenizer.to_str())
    return {name: part for name, part in parts.items() if name not in ("truncation", "padding")}


def _softened(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    scaled = logits.astype(np.float64) / temperature
    weights = np.exp(scaled - scaled.max(axis=0))
    result: NDArray[np.float32] = (weights / weights.sum(axis=0)).astype(np.float32)
    return result
