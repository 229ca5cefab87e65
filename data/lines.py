"""Lines and JSON records of a file, plain or gzipped, one at a time, with errors that name file and line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, cast

from kgqa.errors import InputError, reason_of

LONGEST_LINE = 64 << 20
"""Bytes of a line at most, its end not counted. The rest of a longer line is not read."""

LARGEST_FILE = 2 << 30
"""Bytes, once unpacked, of a file at most that has to be read as a whole."""

GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
# In this order: the first two bytes of UTF-32 are those of UTF-16.
_OTHER_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes as a stream, unpacked where its first bytes are those of gzip.

    Raises InputError where it can't be read, is named .gz and is no gzip file, or is damaged.
    """
    try:
        with path.open("rb") as raw:
            start = raw.peek(2)[:2]
            if start == GZIP:
                with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                    yield cast(BinaryIO, unpacked)
            elif path.suffix.lower() == ".gz":
                raise InputError(f"{path}: can't be read: named .gz but is no gzip file, it starts with {start!r}")
            else:
                yield raw
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: can't be read: {reason_of(error)}") from error


def stem_of(path: Path) -> str:
    """A file's name without its suffix, looking past ``.gz``: "qa_dev" of "qa_dev.txt.gz"."""
    return Path(path.name.removesuffix(".gz")).stem


def no_utf8(where: str, start: bytes, byte: int, offset: int) -> InputError:
    """The error for a byte that is no UTF-8, ``offset`` bytes into the (unpacked) file that begins with ``start``."""
    other = next((name for bom, name in _OTHER_BOMS.items() if start.startswith(bom)), "")
    guess = f"; the file begins with the byte order mark of {other}" if other else ""
    return InputError(f"{where}: can't be read as UTF-8: byte 0x{byte:02x} at offset {offset} of the file{guess}")


def read_text(path: Path) -> str:
    """A whole file as text, without BOM. Raises InputError where it is larger than LARGEST_FILE or not UTF-8."""
    with open_bytes(path) as stream:
        # Looked at before anything is read, so that no room is made for a file that is turned away.
        size = path.stat().st_size
        raw = stream.read(LARGEST_FILE + 1) if size <= LARGEST_FILE else b""
    if size > LARGEST_FILE or len(raw) > LARGEST_FILE:
        packed = "" if size > LARGEST_FILE else " once unpacked"
        raise InputError(
            f"{path}: a file that has to be read as a whole has at most {LARGEST_FILE} bytes, "
            f"and this one has {max(size, len(raw))} or more{packed}"
        )
    try:
        return raw.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if raw.startswith(_BOM) else 0)
        raise no_utf8(f"{path}:{raw.count(10, 0, offset) + 1}", raw[:4], raw[offset], offset) from None


def read_json(path: Path) -> Any:
    """The JSON value of a file. Raises InputError where it is none, or the file is too large."""
    try:
        return json.loads(read_text(path))
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON: {error}") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that holds something, without its end, by its number from 1.

    Lines end in LF or CRLF. One line at a time is held. Raises InputError, with file and line, where a line
    is longer than LONGEST_LINE or not UTF-8.
    """
    with open_bytes(path) as stream:
        start, offset = b"", 0
        for number in count(1):
            # Not read as text: that would take other characters, which a question may hold, for ends of lines.
            raw = stream.readline(LONGEST_LINE + 2)
            if not raw:
                return
            if len(raw.removesuffix(b"\n").removesuffix(b"\r")) > LONGEST_LINE:
                raise InputError(
                    f"{path}:{number}: a line has at most {LONGEST_LINE} bytes, and this one has more; "
                    f"{offset} bytes of the file stand before it"
                )
            if number == 1:
                start = raw[:4]
            line = _decoded(f"{path}:{number}", raw, start, offset)
            offset += len(raw)
            if line.strip():
                yield number, line.removesuffix("\n").removesuffix("\r")


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


def _decoded(where: str, raw: bytes, start: bytes, offset: int) -> str:
    skipped = len(_BOM) if offset == 0 and raw.startswith(_BOM) else 0
    try:
        return raw[skipped:].decode()
    except UnicodeDecodeError as error:
        at = skipped + error.start
        raise no_utf8(where, start, raw[at], offset + at) from None
