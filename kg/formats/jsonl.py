"""JSON objects, one a line, with errors that name the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from kgqa.errors import InputError
from kgqa.kg.formats.text import OnBytes, open_text
from kgqa.kg.strings import check_text


@dataclass(frozen=True, slots=True)
class Record:
    """One object and the place it stands in, for messages."""

    where: str
    values: Mapping[str, Any]

    def fail(self, rule: str) -> NoReturn:
        """Raise InputError with the place before the rule."""
        raise InputError(f"{self.where}: {rule}")

    def text(self, key: str) -> str:
        """The string under ``key``, "" where it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fail(f"{key!r} must be a string, found {json.dumps(value)[:80]}")
        return self._sound(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of strings under ``key``, () where it is missing or null; each once, none empty."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(f"{key!r} must be a list of strings, found {json.dumps(value)[:80]}")
        return tuple(dict.fromkeys(self._sound(item) for item in value if item))

    def count(self, key: str) -> int:
        """The whole number from 0 under ``key``, 0 where it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return 0
        if type(value) is not int or not 0 <= value < 1 << 63:
            self.fail(f"{key!r} must be a whole number from 0, found {json.dumps(value)[:80]}")
        return value

    def only(self, allowed: Sequence[str]) -> None:
        """Raise InputError where there is a key beside the allowed ones."""
        for key in self.values:
            if key not in allowed:
                self.fail(f"unknown key {key!r}; allowed are {', '.join(allowed)}")

    def _sound(self, text: str) -> str:
        try:
            return check_text(text)
        except InputError as error:
            self.fail(str(error))


def read_jsonl(path: Path, on_bytes: OnBytes | None = None) -> Iterator[Record]:
    """The objects of a file, blank lines left out. Raises InputError where a line is no JSON object."""
    for number, line in open_text(path, on_bytes):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: must be a JSON object: {error}: {line[:80]!r}") from None
        if not isinstance(value, dict):
            raise InputError(f"{where}: must be a JSON object, found {line[:80]!r}")
        yield Record(where, value)
