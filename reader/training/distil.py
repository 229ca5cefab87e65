"""Learning from a teacher's probabilities, or the mean of several teachers' (Hinton et al. 2015).

A teacher may cut text into other tokens than the student: its probabilities then go to the student's tokens by
the characters they stand on.
"""

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

from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder, Window

Item = tuple[str, Sequence[str], str]
"""Question, facts, passage."""


def taught_by(
    teachers: Sequence[Checkpoint],
    student: InputBuilder,
    windows: Sequence[Window],
    items: Sequence[Item],
    temperature: float,
) -> list[NDArray[np.float32]]:
    """Start and end probabilities (tokens, 2) of each window: the mean of the teachers' at ``temperature``.

    ``windows``: the ``student``'s, of ``items`` (question, facts, passage). One that comes again is read once.
    """
    keys = [(window.ids, window.offsets[:1], items[window.item][2]) for window in windows]
    first = {key: row for row, key in reversed(list(enumerate(keys)))}
    once = sorted(first.values())
    place = {row: i for i, row in enumerate(once)}
    taught = _mean(teachers, student, [windows[row] for row in once], items, temperature)
    return [taught[place[first[key]]] for key in keys]


def _mean(
    teachers: Sequence[Checkpoint],
    student: InputBuilder,
    windows: Sequence[Window],
    items: Sequence[Item],
    temperature: float,
) -> list[NDArray[np.float32]]:
    total: list[NDArray[np.float32]] = []
    own = _cutting(student.tokenizer)
    for teacher in teachers:
        teacher.model.eval()
        if _cutting(teacher.tokenizer) == own:
            taught = [_softened(logits, temperature) for logits in logits_of(teacher.model, windows)]
        else:
            taught = _translated(teacher, student, windows, items, temperature)
        total = taught if not total else [a + b for a, b in zip(total, taught, strict=True)]
    return [(rows / len(teachers)).astype(np.float32) for rows in total]


def _translated(
    teacher: Checkpoint,
    student: InputBuilder,
    windows: Sequence[Window],
    items: Sequence[Item],
    temperature: float,
) -> list[NDArray[np.float32]]:
    """What a teacher with tokens of its own teaches. It reads the passage in windows of its own, as long as the
    student's; a student's window learns from the one that shares most characters with it."""
    used = sorted({window.item for window in windows})
    theirs = InputBuilder(teacher.tokenizer, student.limits).build([items[item] for item in used])
    of_item: dict[int, list[int]] = {}
    for row, window in enumerate(theirs):
        of_item.setdefault(used[window.item], []).append(row)
    logits = logits_of(teacher.model, theirs)
    taught = []
    for window in windows:
        rows = of_item.get(window.item, [])
        probabilities = np.zeros((len(window.ids), 2), np.float32)
        if not rows:
            probabilities[0] = 1
        else:
            row = rows[int(np.argmax([_shared(theirs[row], window) for row in rows]))]
            softened = _softened(logits[row], temperature)
            for side in (0, 1):
                probabilities[:, side] = _moved(theirs[row], softened[:, side], window, last=side == 1)
        taught.append(probabilities)
    return taught


def _moved(source: Window, mass: NDArray[np.float32], target: Window, *, last: bool) -> NDArray[np.float32]:
    """``mass`` of the source's tokens on the target's, by their first characters (or their ``last``); what has no
    token there says "no answer"."""
    moved = np.zeros(len(target.ids), np.float32)
    if not target.offsets:
        moved[0] = 1
        return moved
    bounds = np.asarray(target.offsets)
    own = np.asarray(source.offsets)
    characters = own[:, 1] - 1 if last else own[:, 0]
    tokens = np.searchsorted(bounds[:, 0], characters, side="right") - 1
    inside = (tokens >= 0) & (characters < bounds[np.maximum(tokens, 0), 1])
    passage = mass[source.first : source.first + len(own)]
    np.add.at(moved, target.first + tokens[inside], passage[inside])
    moved[0] += max(0.0, 1.0 - float(moved.sum()))
    return moved


def _shared(a: Window, b: Window) -> int:
    if not a.offsets or not b.offsets:
        return 0
    return max(0, min(a.offsets[-1][1], b.offsets[-1][1]) - max(a.offsets[0][0], b.offsets[0][0]))


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
