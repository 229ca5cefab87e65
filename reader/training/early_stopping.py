"""Keeping the best weights of a run, and ending it when they no longer get better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.settings import TrainingSettings


class Watch:
    """F1 over all dev questions (abstention at its best threshold), every ``check_every`` steps.

    Raises InputError where checks are asked for and there is nothing to check on.
    """

    def __init__(self, settings: TrainingSettings, dev: Sequence[ReadingExample], builder: InputBuilder) -> None:
        if settings.check_every and not dev:
            raise InputError(f"check_every is {settings.check_every}, and there are no dev questions to check on")
        self._every, self._patience = settings.check_every, settings.patience
        self._dev, self._builder = dev, builder
        self._best: dict[str, Tensor] = {}
        self.best_f1, self.best_step, self._worse = -1.0, 0, 0

    @property
    def over(self) -> bool:
        """Whether the last ``patience`` checks were no better than the best one."""
        return self._every > 0 and self._worse >= self._patience

    def look(self, model: SpanReader, step: int, last: int) -> float | None:
        """The F1 where this is a step to check, or the ``last`` one; None elsewhere."""
        if not self._every or (step % self._every and step != last):
            return None
        model.eval()
        f1 = score(self._dev, predict(model, self._builder, self._dev)).f1
        model.train()
        if f1 > self.best_f1:
            self.best_f1, self.best_step, self._worse = f1, step, 0
            self._best = {name: p.detach().clone() for name, p in model.named_parameters() if p.requires_grad}
        else:
            self._worse += 1
        return f1

    def restore_best(self, model: SpanReader) -> None:
        """Puts the best weights back, in place."""
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                if name in self._best:
                    parameter.copy_(self._best[name])

    def state(self) -> dict[str, Any]:
        """What a stopped run needs."""
        if not self._every:
            return {}
        return {"best": self._best, "f1": self.best_f1, "step": self.best_step, "worse": self._worse}

    def restore(self, state: dict[str, Any]) -> None:
        """Takes up what :meth:`state` gave."""
        if self._every:
            self._best, self.best_f1 = state["best"], state["f1"]
            self.best_step, self._worse = state["step"], state["worse"]
