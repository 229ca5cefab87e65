"""A run's own state in one file: written whole or not at all, and gone on with only by the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.errors import InputError, ModelError, reason_of


class RunState:
    """The file ``training.pt`` in ``folder``. ``key``: what the run is known by; going on with another's
    state would end in weights that no command gives."""

    def __init__(self, folder: Path, key: Mapping[str, str]) -> None:
        self.folder, self._key = folder, dict(key)
        self.step = 0
        """The step that the file holds; 0 where there is none."""

    def save(self, step: int, modules: nn.Module, optimizer: torch.optim.Optimizer, **more: Mapping[str, Any]) -> None:
        """Replaces the file. Raises ModelError where it can't be written; the one before then stays."""
        temporary = self.folder / "training.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            torch.save(
                {
                    "key": self._key,
                    "model": dict(_trained(modules.named_parameters())),
                    "optimizer": optimizer.state_dict(),
                    "step": step,
                    "random": torch.get_rng_state(),
                    "random_gpu": torch.cuda.get_rng_state_all() if _on_gpu() else [],
                    **more,
                },
                temporary,
            )
            temporary.replace(self.folder / "training.pt")
        except (OSError, RuntimeError) as error:  # torch has RuntimeErrors of its own for a full disk
            with suppress(OSError):  # where the folder is none, say
                temporary.unlink()
            left = f"; that of step {self.step} is still there" if self.step else ""
            raise ModelError(
                f"{self.folder}: the state of step {step} can't be written: {reason_of(error)}{left}"
            ) from error
        self.step = step

    def restore(self, modules: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any] | None:
        """Puts the saved state into ``modules`` and ``optimizer``; all that was saved, or None where nothing was.

        Raises InputError where the state is another run's, ModelError where the file is broken.
        """
        file = self.folder / "training.pt"
        if not file.exists():
            return None
        try:
            saved = torch.load(file, weights_only=True, map_location="cpu")
            before = dict(saved["key"])
        except Exception as error:  # zip, pickle and torch errors of a file that is none of ours
            raise ModelError(f"{file}: no state of a training run: {error}") from error
        others = [name for name in {**self._key, **before} if before.get(name) != self._key.get(name)]
        if others:
            was = f": {before['settings']}" if others == ["settings"] else ""
            raise InputError(
                f"{self.folder} holds the state of a run with other {', '.join(others)}{was}; name another folder"
            )
        with torch.no_grad():
            for name, parameter in modules.named_parameters():
                if name in saved["model"]:
                    parameter.copy_(saved["model"][name])
        optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["random"])
        if _on_gpu() and len(saved.get("random_gpu", ())) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all(saved["random_gpu"])
        self.step = int(saved["step"])
        return dict(saved)


def _trained(named: Iterable[tuple[str, Tensor]]) -> Iterable[tuple[str, Tensor]]:
    return ((name, p) for name, p in named if p.requires_grad)


def _on_gpu() -> bool:
    """Whether this process has used a GPU, whose random numbers are then part of the run."""
    return bool(torch.cuda.is_initialized())  # type: ignore[no-untyped-call]  # torch leaves it untyped
