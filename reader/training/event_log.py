"""Scalars of a run for TensorBoard."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from kgqa.errors import InputError


class Log(Protocol):
    """Takes the scalars of a run by name and step (from 1)."""

    def scalar(self, name: str, value: float, step: int) -> None:
        """Notes one value."""


class TensorBoard:
    """Writes event files to ``folder``. Raises InputError where tensorboard is not installed or that can't be one."""

    def __init__(self, folder: Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise InputError('a log needs tensorboard: pip install "kgqa[tune]"') from error
        try:
            self._writer: Any = SummaryWriter(str(folder))
        except OSError as error:
            raise InputError(f"a log is a folder that can be written to, found {folder}: {error.strerror}") from error

    def scalar(self, name: str, value: float, step: int) -> None:
        """Notes one value."""
        self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        """Ends the file."""
        self._writer.close()
