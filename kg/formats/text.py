"""Text files as numbered lines: plain, gzip or bzip2, UTF-8 with or without BOM, errors that name the line."""

from __future__ import annotations

import bz2
import gzip
import io
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from kgqa.errors import InputError

OnBytes = Callable[[int], None]
"""Told of bytes read from disk since the last call, compressed where the file is."""

PACKED = (".gz", ".bz2")

_BZIP2 = re.compile(rb"BZh[1-9]")
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_SUSPECT, _RATIO = 1 << 30, 100
_MAX_LINE = 1 << 28  # a line of 256 MiB is no line but a binary file


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: who is told of its bytes, and how many there may be once unpacked.

    ``max_unpacked`` 0 is no limit; None, the default, refuses what is more than 1 GiB and more than a hundred
    times its packed size, as no honest file is.
    """

    path: Path
    on_bytes: OnBytes | None = None
    max_unpacked: int | None = None

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name

    def bytes(self) -> AbstractContextManager[BinaryIO]:
        """:func:`open_bytes` of it."""
        return open_bytes(self.path, self.on_bytes, self.max_unpacked)

    def lines(self, *, keep_ends: bool = False) -> Iterator[tuple[int, str]]:
        """:func:`open_text` of it."""
        return open_text(self.path, self.on_bytes, self.max_unpacked, keep_ends=keep_ends)


def must_be_seekable(path: Path) -> None:
    """Raises InputError for a pipe or a device: what is read twice would lose what the first reading took."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # opening it says why
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise InputError(f"{path}: must be a file, found a pipe or a device: write what it gives to a file first")


@contextmanager
def open_bytes(path: Path, on_bytes: OnBytes | None = None, max_unpacked: int | None = None) -> Iterator[BinaryIO]:
    """A binary stream of the file's content without BOM, decompressed where its first bytes say gzip or bzip2.

    Raises InputError where the file can't be read, is not packed in spite of its name, breaks off, or holds
    more than ``max_unpacked`` bytes (see :class:`Source`).
    """
    try:
        with path.open("rb") as raw:
            counted = _Counting(raw, on_bytes)
            packed = io.BufferedReader(counted, 1 << 16)
            magic = packed.peek(4)[:4]
            unpacked: io.BufferedReader[Any]
            if magic.startswith(_GZIP):
                unpacked = _limited(path, gzip.GzipFile(fileobj=packed, mode="rb"), counted, max_unpacked)
            elif _BZIP2.match(magic):
                unpacked = _limited(path, bz2.BZ2File(packed), counted, max_unpacked)
            elif path.suffix.lower() in PACKED:
                kind = "gzip" if path.suffix.lower() == ".gz" else "bzip2"
                raise InputError(f"{path}: named {path.suffix} but is no {kind} file: it starts with {magic[:2]!r}")
            else:
                unpacked = packed
            _skip_bom(path, unpacked)
            yield cast(BinaryIO, unpacked)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: the gzip data is damaged or cut short: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error


def open_text(
    path: Path, on_bytes: OnBytes | None = None, max_unpacked: int | None = None, *, keep_ends: bool = False
) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end) of a text file; lines end in LF or CRLF.

    Raises InputError, naming the line, for bytes that are not UTF-8 and for NUL, which no text holds.
    """
    with open_bytes(path, on_bytes, max_unpacked) as source:
        number = 0
        while line := source.readline(_MAX_LINE + 1):
            number += 1
            if len(line) > _MAX_LINE:
                raise InputError(f"{path.name}, line {number}: a line must be shorter than {_MAX_LINE} bytes")
            text = decode(path, number, line)
            yield number, text if keep_ends else text.removesuffix("\n").removesuffix("\r")


def decode(path: Path, number: int, line: bytes) -> str:
    """One line as text, its end included. Raises InputError naming file and line."""
    if b"\0" in line:
        raise InputError(f"{path.name}, line {number}: must be text, found a NUL byte: a binary file?")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}, line {number}: must be UTF-8, found byte 0x{line[error.start]:02x} "
            f"at {error.start} of the line"
        ) from None


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
    """The suffix in lower case, looking past ``.gz`` and ``.bz2``: ".nt" of "kb.NT.gz"."""
    name = path.name.lower().removesuffix(".gz").removesuffix(".bz2")
    return Path(name).suffix


def _skip_bom(path: Path, source: io.BufferedReader[Any]) -> None:
    start = source.peek(4)[:3]
    for bom, encoding in _OTHER_BOMS.items():
        if start.startswith(bom):
            raise InputError(f"{path.name}, line 1: must be UTF-8, found the byte order mark of {encoding}")
    if start == _BOM:
        source.read(len(_BOM))


def _limited(
    path: Path, unpacked: gzip.GzipFile | bz2.BZ2File, packed: _Counting, limit: int | None
) -> io.BufferedReader:
    return io.BufferedReader(_Limited(path, cast(BinaryIO, unpacked), packed, limit), 1 << 16)


class _Counting(io.RawIOBase):
    def __init__(self, raw: BinaryIO, on_bytes: OnBytes | None) -> None:
        self._raw = raw
        self._on_bytes = on_bytes
        self.read_so_far = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self.read_so_far += len(data)
        if data and self._on_bytes:
            self._on_bytes(len(data))
        return len(data)


class _Limited(io.RawIOBase):
    """What a packed file unpacks to, with an error where that is a bomb."""

    def __init__(self, path: Path, unpacked: BinaryIO, packed: _Counting, limit: int | None) -> None:
        self._path, self._unpacked, self._packed, self._limit = path, unpacked, packed, limit
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._unpacked.read(len(buffer))
        buffer[: len(data)] = data
        self._total += len(data)
        limit = self._limit
        if limit is None and self._total > _SUSPECT and self._total > _RATIO * self._packed.read_so_far:
            limit = _SUSPECT
        if limit and self._total > limit:
            raise InputError(
                f"{self._path}: unpacks to more than {limit} bytes, from {self._packed.read_so_far} packed ones; "
                f"if that is right, raise the limit (--max-unpacked, max_unpacked=; 0 is none)"
            )
        return len(data)
