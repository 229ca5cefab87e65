"""Lines and JSON records of a file, plain or gzipped, with errors that name file and line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgqa.errors import InputError


def read_text(path: Path) -> str:
    """A whole file as text; ``.gz`` is unpacked. Raises InputError where it can't be read as UTF-8."""
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise InputError(f"{path}: can't be read: {error}") from error


def read_json(path: Path) -> Any:
    """The JSON value of a file. Raises InputError where it is none."""
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON: {error}") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that holds something, without its end, by its number from 1."""
    # Not splitlines: a question may hold one of the many characters that it takes for an end of line.
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield number, line.removesuffix("\r")


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each JSON object of a JSONL file by its line number. Raises InputError where a line is none."""
    for number, line in numbered_lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{path}:{number}: a record is a JSON object, not {type(record).__name__}")
        yield number, record
