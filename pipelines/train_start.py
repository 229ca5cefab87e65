"""What a training begins with: a base, or a network that was trained before and sits on one."""

from __future__ import annotations

from pathlib import Path

from kgqa.encoders.bases import Base, find_base
from kgqa.errors import InputError


def check_base(named: str | None, init: str | Path, own: Base) -> None:
    """Raises InputError where a base is named beside ``init`` and is not the one that it sits on."""
    if named is not None and find_base(named).sha256 != own.sha256:
        raise InputError(f"{init} sits on the base {own.name}, not on {named}: begin with the one or with the other")
