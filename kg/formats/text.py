"""Text files as numbered lines: plain or gzip, UTF-8 with or without BOM, errors that name the line."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kgqa.errors import InputError

OnBytes = Callable[[int], None]
"""Told of bytes read from disk since the last call, compressed where the file is."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_MAX_LINE = 1 << 28  # a line of 256 MiB is no line but a binary file


@contextmanager
def open_bytes(path: Path, on_bytes: OnBytes | None = None) -> Iterator[BinaryIO]:
    """A binary stream of the file's content without BOM, decompressed where its first bytes say gzip.

    Raises InputError where the file can't be read, is no gzip in spite of its name, or breaks off.
    """
    try:
        with path.open("rb") as raw:
            source = cast(BinaryIO, io.BufferedReader(_Counting(raw, on_bytes), 1 << 16)) if on_bytes else raw
            magic = cast(io.BufferedReader, source).peek(2)[:2]
            if magic == _GZIP:
                with gzip.GzipFile(fileobj=source, mode="rb") as unpacked:
                    _skip_bom(path, unpacked)
                    yield cast(BinaryIO, unpacked)
            elif path.suffix.lower() == ".gz":
                raise InputError(f"{path}: named .gz but is no gzip file: it starts with {magic!r}")
            else:
                _skip_bom(path, cast(io.BufferedReader, source))
                yield source
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: the gzip data is damaged or cut short: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error


def open_text(path: Path, on_bytes: OnBytes | None = None) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end) of a text file; lines end in LF or CRLF.

    Raises InputError, naming the line, for bytes that are not UTF-8 and for NUL, which no text holds.
    """
    with open_bytes(path, on_bytes) as source:
        number = 0
        while line := source.readline(_MAX_LINE + 1):
            number += 1
            if len(line) > _MAX_LINE:
                raise InputError(f"{path.name}, line {number}: a line must be shorter than {_MAX_LINE} bytes")
            yield number, decode(path, number, line)


def decode(path: Path, number: int, line: bytes) -> str:
    """One line as text without its end. Raises InputError naming file and line."""
    if b"\0" in line:
        raise InputError(f"{path.name}, line {number}: must be text, found a NUL byte: a binary file?")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}, line {number}: must be UTF-8, found byte 0x{line[error.start]:02x} "
            f"at {error.start} of the line"
        ) from None
    return text.removesuffix("\n").removesuffix("\r")


def read_text(path: Path, on_bytes: OnBytes | None = None) -> str:
    """The whole content as text, line ends as they are, without BOM.

    NUL and other control characters stay: offsets into the text must hold. Raises InputError naming
    the line of a byte that is not UTF-8.
    """
    with open_bytes(path, on_bytes) as source:
        data = source.read()
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path.name}, line {number}: must be UTF-8, found byte 0x{data[error.start]:02x}") from None


def base_suffix(path: Path) -> str:
    """The suffix in lower case, looking past ``.gz``: ".nt" of "kb.NT.gz"."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _skip_bom(path: Path, source: io.BufferedReader | gzip.GzipFile) -> None:
    start = source.peek(4)[:3]
    for bom, encoding in _OTHER_BOMS.items():
        if start.startswith(bom):
            raise InputError(f"{path.name}, line 1: must be UTF-8, found the byte order mark of {encoding}")
    if start == _BOM:
        source.read(len(_BOM))


class _Counting(io.RawIOBase):
    def __init__(self, raw: BinaryIO, on_bytes: OnBytes | None) -> None:
        self._raw = raw
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        if data and self._on_bytes:
            self._on_bytes(len(data))
        return len(data)
