"""Files of predictions: rows out of JSON and JSONL, and whole files written at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from kgqa.data.lines import json_lines, read_text
from kgqa.data.records import HasId
from kgqa.durable import replace_file
from kgqa.errors import InputError

Said = TypeVar("Said", bound=HasId)


def jsonl_rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Each object of a JSONL file by its file and line."""
    for line, record in json_lines(path):
        yield f"{path}:{line}", record


def json_object(path: Path) -> dict[str, Any]:
    """The JSON object of a file. Raises InputError where it is none, or a key of any object in it comes twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice = next(name for name, count in counts.items() if count > 1)
            raise InputError(f"{path}: the key {twice!r} comes twice in one object")
        return found

    try:
        value = json.loads(read_text(path), object_pairs_hook=once)
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}: the file is one JSON object, not {type(value).__name__}")
    return value


def write_text(path: Path, text: str) -> None:
    """Make ``text`` the whole of a file, or leave the file as it was. Raises InputError where it can't be."""
    try:
        with replace_file(path) as out:
            out.write(text.encode())
    except UnicodeEncodeError as error:
        raise InputError(f"{path}: half of a surrogate pair can't be written as UTF-8: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror or error}") from error


def write_json(path: Path, value: Any) -> None:
    """Write one JSON value, indented."""
    write_text(path, _dumped(path, value, 1) + "\n")


def write_records(path: Path, records: Iterable[Any]) -> None:
    """Write one JSON value a line."""
    write_text(path, "".join(_dumped(path, record, None) + "\n" for record in records))


def only_answer(path: Path, key: str, answers: tuple[str, ...]) -> str:
    """The answer of a layout that holds one a question, "" where there is none. Raises InputError for several."""
    if len(answers) > 1:
        raise InputError(f"{path}: {key!r}: the layout holds one answer, not {answers!r:.80}")
    return answers[0] if answers else ""


def once_each(path: Path, predictions: Iterable[Said]) -> Iterator[Said]:
    """The predictions. Raises InputError where two have one id: what is written can be read again."""
    seen = set()
    for prediction in predictions:
        if prediction.id in seen:
            raise InputError(f"{path}: two predictions have the id {prediction.id!r}")
        seen.add(prediction.id)
        yield prediction


def _dumped(path: Path, value: Any, indent: int | None) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError as error:
        raise InputError(f"{path}: a number that is not finite can't be written: {error}") from error
