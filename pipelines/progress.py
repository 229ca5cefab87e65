"""How long work tells how far it is: a call, which the command line turns into bars."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of work as it is done; may be called often."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` units of ``stage`` are finished."""
        ...


def silent(stage: str, done: int, total: int) -> None:
    """Says nothing."""
