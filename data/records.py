"""What the readers of question sets share: the records of a file and their fields, with errors that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

from kgqa.data.json_array import array_objects
from kgqa.data.layouts import hint_first
from kgqa.data.lines import json_lines, open_bytes
from kgqa.data.where import Wanted, Where
from kgqa.errors import InputError
from kgqa.types import Passage


class HasId(Protocol):
    """What can be told apart."""

    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=HasId)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it stands, "FILE:LINE" or "FILE: record N (ID)", its fields, and its own passages."""

    place: str
    values: Mapping[str, Any]
    passages: tuple[Passage, ...] = ()

    def fail(self, rule: str) -> NoReturn:
        """Raises InputError with the place before the rule."""
        raise InputError(f"{self.place}: {rule}")

    def text(self, name: str) -> str:
        """The text under ``name``, stripped. Raises InputError where there is none or it is blank."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fail(f"text is needed under {name!r}, found {value!r:.80}")
        return self.sound(name, value.strip())

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of the list under ``name``, stripped, each once; () where it is missing or null.

        Raises InputError where it is no list of texts, or one of them is blank.
        """
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fail(f"{name!r} is a list of texts that are not blank, not {value!r:.80}")
        return tuple(dict.fromkeys(self.sound(name, item.strip()) for item in value))

    def lists(self, name: str) -> list[list[Any]]:
        """The lists in the list under ``name``; [] where it is missing or null. Raises InputError for anything else."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
            self.fail(f"{name!r} is a list of lists, not {value!r:.80}")
        return value

    def sound(self, name: str, text: str) -> str:
        """``text`` itself. Raises InputError where it holds half of a surrogate pair, as JSON's escapes can."""
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            self.fail(f"the text under {name!r} holds half of a surrogate pair: {text!a:.80}")
        return text


def json_records(path: Path) -> Iterator[Record]:
    """The records of a JSONL file, or of a JSON array of objects, one at a time. Raises InputError."""
    with open_bytes(path) as stream:
        start = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        for number, values in array_objects(path):
            key = values.get("_id", values.get("id"))
            yield Record(f"{path}: record {number}" + (f" ({key})" if isinstance(key, str) else ""), values)
    else:
        for number, values in json_lines(path):
            yield Record(f"{path}:{number}", values)


def examples_of(
    path: Path,
    records: Iterable[Record],
    parse: Callable[[Record], E],
    where: Where | None = None,
    allowed: Sequence[str] | None = None,
) -> Iterator[E]:
    """The examples that ``parse`` makes of the records that are as ``where`` says.

    ``allowed``: the fields that ``where`` may name, where they are few. Raises InputError where it names
    another, where no record is wanted, where an id comes twice, and with what the file looks like where the
    first record is bad.
    """
    wanted = Wanted(path, where, allowed)
    seen: dict[str, str] = {}
    parsed = ((record.place, parse(record) if wanted.has(record.values) else None) for record in records)
    for place, example in hint_first(path, parsed):
        if example is not None:
            unique(example.id, place, seen)
            yield example
    wanted.check()


def unique(key: str, place: str, seen: dict[str, str]) -> None:
    """Notes that ``key`` is the id of what stands at ``place``. Raises InputError where it is another's."""
    if key in seen:
        raise InputError(f"{place}: the id {key!r} is already that of {seen[key]}")
    seen[key] = place
