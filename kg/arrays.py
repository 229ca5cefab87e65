"""The one container of every binary file in a knowledge base: named arrays in a safetensors file.

The header is written here and not by the safetensors library, whose metadata comes out in an order that
changes from run to run; the files are ordinary safetensors files all the same.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from kgqa.durable import replace_file
from kgqa.errors import InputError, StoreError

_NAMES = {
    "|b1": "BOOL", "|u1": "U8", "|i1": "I8", "<u2": "U16", "<i2": "I16", "<f2": "F16", "<u4": "U32",
    "<i4": "I32", "<f4": "F32", "<u8": "U64", "<i8": "I64", "<f8": "F64",
}  # fmt: skip
_DTYPES = {name: np.dtype(code) for code, name in _NAMES.items()}
_MAX_HEADER = 100_000_000  # the limit of the safetensors format itself
_METADATA = "__metadata__"
_BLOCK = 1 << 23

Array = np.ndarray[Any, np.dtype[Any]]
"""An array of any shape and any of the dtypes a file can hold."""


def write_arrays(path: Path, arrays: Mapping[str, Array], metadata: Mapping[str, str]) -> None:
    """Write named arrays to one safetensors file: the same arrays give the same bytes.

    The file is written beside ``path`` under a temporary name, flushed to the disk and renamed, so that
    ``path`` is whole or not there. Raises InputError for a dtype that safetensors has no name for.
    """
    ready: dict[str, Array] = {}
    for name, array in arrays.items():
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        if little.dtype.str not in _NAMES:
            raise InputError(f"array {name!r}: dtype must be one of {', '.join(_NAMES.values())}, found {array.dtype}")
        if name == _METADATA:
            raise InputError(f"{_METADATA!r} is a reserved name in safetensors files")
        ready[name] = little
    # Widest items first keeps every array aligned without gaps, which the format forbids.
    order = sorted(ready, key=lambda name: (-ready[name].dtype.itemsize, name))
    header: dict[str, object] = {_METADATA: dict(sorted(metadata.items()))}
    at = 0
    for name in order:
        array = ready[name]
        header[name] = {
            "dtype": _NAMES[array.dtype.str],
            "shape": list(array.shape),
            "data_offsets": [at, at + array.nbytes],
        }
        at += array.nbytes
    text = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with replace_file(path) as out:
        out.write(len(text).to_bytes(8, "little"))
        out.write(text)
        for name in order:
            for block in blocks(ready[name]):
                out.write(block)


def blocks(array: Array) -> Iterator[memoryview]:
    """The bytes of an array, in C order and little-endian, a few megabytes at a time.

    Of an array that is mapped from a file, what was given is dropped from the process's memory.
    """
    flat = np.ascontiguousarray(array).reshape(-1)
    little = flat.dtype.newbyteorder("<")
    step = _BLOCK // flat.itemsize
    mapped = _mapping(flat)
    for at in range(0, flat.size, step):
        block = flat[at : at + step]
        yield block.astype(little, copy=False).view(np.uint8).data
        if mapped is not None:
            _drop(mapped, block)


def _mapping(array: Array) -> mmap.mmap | None:
    """The read-only mapping of a file that an array is a view of."""
    base: object = array
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, memoryview):
        base = base.obj
    return base if isinstance(base, mmap.mmap) and memoryview(base).readonly else None


def _drop(mapped: mmap.mmap, block: Array) -> None:
    """Let the system take the pages of a block; who reads them again gets them from the file."""
    if not hasattr(mmap, "MADV_DONTNEED"):
        return
    start = block.ctypes.data - np.frombuffer(mapped, np.uint8).ctypes.data
    first, last = start // mmap.PAGESIZE, (start + block.nbytes) // mmap.PAGESIZE
    if last > first:
        with suppress(OSError):  # a hint, which not every file system takes
            mapped.madvise(mmap.MADV_DONTNEED, first * mmap.PAGESIZE, (last - first) * mmap.PAGESIZE)


@dataclass(frozen=True, slots=True, eq=False)
class ArrayFile:
    """A file of named arrays, opened and mapped but not read: ``file["name"]`` is a read-only view."""

    path: Path
    metadata: Mapping[str, str]
    _arrays: Mapping[str, Array]

    @classmethod
    def open(cls, path: Path, build_id: str | None = None) -> ArrayFile:
        """Map ``path``; costs the header only, however large the file.

        Raises StoreError where the file is missing, not one of these files, shorter or longer than its
        header says, or (when ``build_id`` is given) of another build.
        """
        data, header, start = _read(path)
        metadata = header.pop(_METADATA, {})
        if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
            raise StoreError(f"{path}: metadata must map names to strings, found {str(metadata)[:80]!r}")
        spans = _spans(path, header, len(data) - start)
        _want_ends(data, [(start + begin, start + end) for begin, end in spans.values()])
        arrays = _views(path, header, spans, np.frombuffer(data, np.uint8)[start:])
        if build_id is not None and metadata.get("build") != build_id:
            raise StoreError(
                f"{path}: belongs to another build: expected {build_id!r}, found {metadata.get('build')!r}"
            )
        return cls(path, metadata, arrays)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arrays, sorted."""
        return tuple(sorted(self._arrays))

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def __getitem__(self, name: str) -> Array:
        try:
            return self._arrays[name]
        except KeyError:
            raise StoreError(f"{self.path}: holds no array {name!r}, only {', '.join(self.names)}") from None

    def typed(self, name: str, dtype: type[np.generic], ndim: int = 1) -> Array:
        """The array ``name``, which must have this dtype and number of axes, else StoreError."""
        array = self[name]
        if array.dtype != np.dtype(dtype) or array.ndim != ndim:
            raise StoreError(
                f"{self.path}: array {name!r} must be {ndim}-dimensional {np.dtype(dtype)}, "
                f"found {array.ndim}-dimensional {array.dtype}"
            )
        return array


def _read(path: Path) -> tuple[mmap.mmap, dict[str, Any], int]:
    """The file, mapped; its header, and where that ends."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < 8:
                raise StoreError(f"{path}: a file of arrays has at least 8 bytes, found {size}")
            length = int.from_bytes(file.read(8), "little")
            if length > min(_MAX_HEADER, size - 8):
                raise StoreError(f"{path}: header length must fit the file of {size} bytes, found {length}")
            text = file.read(length)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise StoreError(f"{path}: can't be opened: {error.strerror or error}") from error
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path}: the header must be JSON: {error}") from error
    if not isinstance(header, dict):
        raise StoreError(f"{path}: the header must be a JSON object, found {type(header).__name__}")
    return mapped, header, 8 + length


def _spans(path: Path, header: Mapping[str, Any], size: int) -> dict[str, tuple[int, int]]:
    """The stretch of each array in ``size`` bytes of data, which they must fill without a gap."""
    spans: dict[str, tuple[int, int]] = {}
    for name, entry in header.items():
        try:
            numbers = (*entry["shape"], *entry["data_offsets"])
            if not all(type(number) is int and number >= 0 for number in numbers):
                raise ValueError("shape and offsets must be whole numbers from 0")
            start, end = entry["data_offsets"]
            if end > size or end - start != _DTYPES[entry["dtype"]].itemsize * prod(entry["shape"]):
                raise ValueError("offsets must fit the shape and the file")
            spans[name] = start, end
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"{path}: bad header entry {name!r}: {error}; the file has {size} bytes of data"
            ) from error
    at = 0
    for name, (start, end) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
        if start != at:
            raise StoreError(f"{path}: array {name!r} must start at byte {at} of the data, found {start}")
        at = end
    if at != size:
        raise StoreError(f"{path}: must hold {at} bytes of data by its header, found {size}")
    return spans


def _want_ends(data: mmap.mmap, spans: Iterable[tuple[int, int]]) -> None:
    """Have the system fetch the first and the last page of each stretch, without waiting for them.

    Who takes an array looks at its ends. Left to page faults, each of these waits for a read of its own, and of
    megabytes around it where the disk is set to read ahead.
    """
    if not hasattr(mmap, "MADV_WILLNEED"):
        return
    for page in sorted({at // mmap.PAGESIZE for start, end in spans if end > start for at in (start, end - 1)}):
        with suppress(OSError):  # a hint, which not every file system takes
            data.madvise(mmap.MADV_WILLNEED, page * mmap.PAGESIZE, mmap.PAGESIZE)


def _views(
    path: Path, header: Mapping[str, Any], spans: Mapping[str, tuple[int, int]], body: Array
) -> dict[str, Array]:
    views: dict[str, Array] = {}
    for name, (start, end) in spans.items():
        try:
            views[name] = body[start:end].view(_DTYPES[header[name]["dtype"]]).reshape(header[name]["shape"])
        except (TypeError, ValueError) as error:  # an axis beyond numpy's
            raise _bad_entry(path, name, error, body.size) from error
    return views


def _bad_entry(path: Path, name: str, error: Exception, size: int) -> StoreError:
    return StoreError(f"{path}: bad header entry {name!r}: {error}; the file has {size} bytes of data")
