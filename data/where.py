"""Choosing records of a question set by what stands in their fields."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kgqa.data.layouts import hinted
from kgqa.errors import InputError

Where = Mapping[str, str]
"""Fields and the values that a record must have in them, as texts: those of JSON are ``true``, ``3``, ``null``."""

SHOWN = 10
"""Values that a message lists at most."""


class Wanted:
    """Which records are wanted, and what to say where none is.

    ``allowed``: the fields that ``where`` may name, where they are few. Raises InputError where it names another.
    """

    def __init__(self, path: Path, where: Where | None, allowed: Sequence[str] | None = None) -> None:
        self._path = path
        self._where = dict(where or {})
        self._seen: dict[str, dict[str, None]] = {name: {} for name in self._where}
        self._found = self._any = False
        for name in self._where:
            if allowed is not None and name not in allowed:
                raise InputError(f"{path}: its questions can be chosen by {', '.join(allowed)}, not by {name!r}")

    def has(self, values: Mapping[str, Any]) -> bool:
        """Whether the record with these values is wanted."""
        self._any = True
        for name, seen in self._seen.items():
            if name in values and len(seen) <= SHOWN:
                seen[_as_text(values[name])] = None
        found = all(name in values and _as_text(values[name]) == value for name, value in self._where.items())
        self._found |= found
        return found

    def check(self) -> None:
        """Raises InputError where there was no record, or none that is wanted."""
        if not self._any:
            raise hinted(self._path, InputError(f"{self._path}: holds no question"))
        if not self._found:
            asked = " and ".join(f"{name}={value}" for name, value in self._where.items())
            there = "; ".join(_listed(name, list(seen)) for name, seen in self._seen.items())
            raise InputError(f"{self._path}: no question has {asked}; {there}")


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _listed(name: str, values: list[str]) -> str:
    if not values:
        return f"no record has a field {name!r}"
    more = ", ..." if len(values) > SHOWN else ""
    return f"{name} is one of {', '.join(repr(value[:80]) for value in sorted(values[:SHOWN]))}{more}"
