"""The loss of one batch: cross-entropy of starts and ends, with what regularises it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from kgqa.reader.network.model import SpanReader
from kgqa.reader.training.distil import distillation_loss
from kgqa.reader.training.labelling import LabelledWindow
from kgqa.reader.training.regularise import adversarial, r_drop
from kgqa.reader.training.settings import TrainingSettings

HIDDEN = -1e9
"""Logit of a padded token."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors: ``ids``, ``types``, ``mask`` (rows, tokens); ``target`` and ``taught``, each
    (rows, tokens, 2), are probabilities of starts and ends: the annotators' and, where there are, the teachers'."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    target: Tensor
    taught: Tensor | None = None

    def to(self, device: torch.device) -> Batch:
        """The same batch on ``device``."""
        taught = None if self.taught is None else self.taught.to(device)
        ids, types, mask, target = (part.to(device) for part in (self.ids, self.types, self.mask, self.target))
        return Batch(ids, types, mask, target, taught)


def padded(items: Sequence[LabelledWindow], taught: Sequence[NDArray[np.float32]] | None = None) -> Batch:
    """Windows as one batch; several annotators' answers share the target evenly."""
    length = max(len(item.window.ids) for item in items)
    shape = (len(items), length)
    ids, types, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    target = torch.zeros((*shape, 2))
    soft = None if taught is None else torch.zeros((*shape, 2))
    for i, item in enumerate(items):
        n = len(item.window.ids)
        ids[i, :n] = torch.tensor(item.window.ids)
        types[i, :n] = torch.tensor(item.window.types)
        mask[i, :n] = 1
        for start, end in item.spans:
            target[i, start, 0] += 1 / len(item.spans)
            target[i, end, 1] += 1 / len(item.spans)
        if soft is not None and taught is not None:
            soft[i, :n] = torch.from_numpy(taught[i])
    return Batch(ids, types, mask, target, soft)


def loss_of(model: SpanReader, batch: Batch, settings: TrainingSettings) -> Tensor:
    """The loss of a batch under these settings, a scalar with its graph."""

    def logits() -> Tensor:
        found: Tensor = model(batch.ids, batch.types, batch.mask)
        return found.masked_fill(batch.mask[:, :, None] == 0, HIDDEN)

    def judged(found: Tensor) -> Tensor:
        loss = cross_entropy(found, batch.target)
        if batch.taught is None:
            return loss
        taught = distillation_loss(found, batch.taught, settings.temperature)
        return (1 - settings.distil) * loss + settings.distil * taught

    def once() -> Tensor:
        return r_drop(logits, judged, settings.r_drop) if settings.r_drop else judged(logits())

    return adversarial(model, once, settings.fgm) if settings.fgm else once()


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Mean over rows of the cross-entropy of starts plus that of ends; both (rows, tokens, 2)."""
    return -(target * functional.log_softmax(logits, dim=1)).sum(dim=1).mean()
