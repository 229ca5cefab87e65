"""Immutable tables of strings in two or three flat arrays, which open without being read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, overload

import numpy as np

from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array, ArrayFile

_BLOCK = 1 << 16  # strings encoded at a time


def check_text(text: str) -> str:
    """``text`` itself, if UTF-8 can hold it. Raises InputError for a lone surrogate."""
    if not text.isascii():
        _encode(text)
    return text


class StringTable(Sequence[str]):
    """A sequence of n strings: UTF-8 bytes (uint8) and n + 1 offsets into them (int64)."""

    __slots__ = ("_blob", "_bytes", "_offsets")

    def __init__(self, blob: Array, offsets: Array) -> None:
        if not offsets.size or offsets[0] != 0 or offsets[-1] != blob.size:
            raise StoreError(f"offsets of strings must run from 0 to {blob.size}, found {offsets[:1]} and on")
        self._blob = blob
        self._offsets = offsets
        self._bytes = np.ascontiguousarray(blob).data

    @classmethod
    def build(cls, strings: Iterable[str]) -> StringTable:
        """Hold ``strings`` in their order. Raises InputError for a lone surrogate, which UTF-8 lacks."""
        blob, lengths, rest = bytearray(), array("q", [0]), iter(strings)
        while block := list(islice(rest, _BLOCK)):
            try:
                encoded = [text.encode() for text in block]
            except UnicodeEncodeError:
                encoded = [_encode(text) for text in block]  # says which
            blob += b"".join(encoded)
            lengths.extend(map(len, encoded))
        data = np.frombuffer(blob, np.uint8)
        data.flags.writeable = False
        return cls(data, np.cumsum(lengths, dtype=np.int64))

    @classmethod
    def load(cls, file: ArrayFile, prefix: str) -> StringTable:
        """The table that :meth:`arrays` gave under ``prefix``; nothing is decoded."""
        blob, offsets = file.typed(f"{prefix}.blob", np.uint8), file.typed(f"{prefix}.offsets", np.int64)
        try:
            return cls(blob, offsets)
        except StoreError as error:
            raise StoreError(f"{file.path}: {prefix}: {error}") from None

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {f"{prefix}.blob": self._blob, f"{prefix}.offsets": self._offsets}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        size = len(self)
        if not -size <= index < size:
            raise IndexError(f"row must be below {size}, found {index}")
        at = index + size if index < 0 else index
        return self._decode(self._offsets[at], self._offsets[at + 1], at)

    def __iter__(self) -> Iterator[str]:
        start = 0
        for row, end in enumerate(self._offsets[1:].tolist()):
            yield self._decode(start, end, row)
            start = end

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StringTable):
            return NotImplemented
        return np.array_equal(self._offsets, other._offsets) and np.array_equal(self._blob, other._blob)

    __hash__ = None  # type: ignore[assignment]  # Python's own way to say: not hashable

    def __repr__(self) -> str:
        return f"StringTable({len(self)} strings)"

    def take(self, rows: Array) -> list[str]:
        """The strings of many rows from 0 on, at a fraction of what they cost one by one."""
        spans = zip(self._offsets[rows].tolist(), self._offsets[rows + 1].tolist(), strict=True)
        try:
            return [str(self._bytes[start:end], "utf-8") for start, end in spans]
        except UnicodeDecodeError:
            return [self[row] for row in rows.tolist()]  # says which

    def find(self, text: str) -> int | None:
        """The row of ``text`` in a table whose strings are sorted and distinct, or None.

        Binary search on the bytes: their order is that of code points, as Python compares strings.
        """
        try:
            key = text.encode()
        except UnicodeEncodeError:
            return None
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._raw(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._raw(low) == key else None

    def _raw(self, row: int) -> bytes:
        return bytes(self._bytes[self._offsets[row] : self._offsets[row + 1]])

    def _decode(self, start: Any, end: Any, row: int) -> str:
        try:
            return str(self._bytes[start:end], "utf-8")
        except UnicodeDecodeError as error:
            raise StoreError(f"string {row} must be UTF-8: {error.reason}; run verify on the folder") from error


class ListTable(Sequence[tuple[str, ...]]):
    """A sequence of n lists of strings: a :class:`StringTable` of all and n + 1 offsets into it (int64)."""

    __slots__ = ("_rows", "strings")

    def __init__(self, strings: StringTable, rows: Array) -> None:
        if not rows.size or rows[0] != 0 or rows[-1] != len(strings):
            raise StoreError(f"row offsets must run from 0 to {len(strings)}, found {rows[:1]} and on")
        self.strings = strings
        self._rows = rows

    @classmethod
    def build(cls, lists: Iterable[Sequence[str]]) -> ListTable:
        """Hold ``lists`` in their order. Raises InputError for a lone surrogate."""
        held = list(lists)
        rows = np.zeros(len(held) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, held), np.int64, len(held)), out=rows[1:])
        return cls(StringTable.build(chain.from_iterable(held)), rows)

    @classmethod
    def load(cls, file: ArrayFile, prefix: str) -> ListTable:
        """The table that :meth:`arrays` gave under ``prefix``; nothing is decoded."""
        strings, rows = StringTable.load(file, prefix), file.typed(f"{prefix}.rows", np.int64)
        try:
            return cls(strings, rows)
        except StoreError as error:
            raise StoreError(f"{file.path}: {prefix}: {error}") from None

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {**self.strings.arrays(prefix), f"{prefix}.rows": self._rows}

    def __len__(self) -> int:
        return len(self._rows) - 1

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        size = len(self)
        if not -size <= index < size:
            raise IndexError(f"row must be below {size}, found {index}")
        at = index + size if index < 0 else index
        return tuple(self.strings[self._rows[at] : self._rows[at + 1]])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        start = 0
        for end in self._rows[1:].tolist():
            yield tuple(self.strings[start:end])
            start = end

    def take(self, rows: Array) -> list[tuple[str, ...]]:
        """The lists of many rows from 0 on, at a fraction of what they cost one by one."""
        begins = self._rows[rows]
        counts = self._rows[rows + 1] - begins
        if not counts.any():
            return [()] * len(rows)
        at = np.arange(counts.sum())
        at += (begins - counts.cumsum() + counts).repeat(counts)
        strings = iter(self.strings.take(at))
        return [tuple(islice(strings, count)) for count in counts.tolist()]

    def __repr__(self) -> str:
        return f"ListTable({len(self)} lists, {len(self.strings)} strings)"


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"text must not hold lone surrogates, found {text[error.start]!r} at {error.start} of {text[:60]!r}"
        ) from None
