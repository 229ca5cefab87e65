"""The table of texts with letters left out: sorted hashes, and the text that each belongs to.

By far the most of what a large graph's index takes, so that it is made by stretches of hashes, one of which is in
memory at a time; the same bytes however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kgqa.kg.arrays import blocks
from kgqa.kg.distinct import sorted_distinct
from kgqa.kg.scratch import Scratch
from kgqa.linker.hashing import U32, U64, by_length, deletions, mix, n_deletions, short
from kgqa.linker.normalise import is_own_token

_STRETCH = 1 << 23
"""Hashes that are sorted at once, about."""

_MOST_STRETCHES, _MOST_BITS = 6, 8
"""Without files, times that all hashes are made at most, for that; with them, bits of a hash that tell its stretch."""

_AT_A_TIME = 1 << 13  # texts whose letters are left out, each of up to 190 ways: a dozen megabytes

_WORD, _SALT = (1 << 64) - 1, np.uint64(0xD1B54A32D192ED03)

_Groups = Sequence[tuple[U64, U32, int]]
"""Texts of one length each: their numbers, code points (n, length), and letters to leave out."""


def letters_out(
    texts: list[str], plan: Iterable[tuple[int, int, int]], scratch: Scratch | None = None
) -> tuple[U32, U32]:
    """Sorted hashes of texts with letters out and the text each belongs to; plan: (shortest, longest, letters).

    Where they are many, and there is a ``scratch``, in files there. Raises StoreError where these can't be written.
    """
    groups = _grouped(texts, plan)
    total = sum(len(numbers) * n_deletions(codes.shape[1], depth) for numbers, codes, depth in groups)
    if scratch is not None and total > _STRETCH:
        return _in_files(groups, total, scratch)
    return _in_memory(groups, total)


def is_table(texts: list[str], plan: Iterable[tuple[int, int, int]], hashes: U32, owners: U32) -> bool:
    """Whether ``hashes`` and ``owners`` are what :func:`letters_out` gives, without making it.

    What is held must rise, and be as many and have the same :class:`_Sum` as what is made, of which little is in memory
    at a time. A pair comes twice from one text alone, so that it is told by what is made of that text.
    """
    if hashes.shape != owners.shape or {hashes.dtype, owners.dtype} != {np.dtype(np.uint32)}:
        return False
    held, made, last = _Sum(), _Sum(), -1
    for upper, lower in zip(blocks(hashes), blocks(owners), strict=True):
        packed = np.frombuffer(upper, "<u4").astype(np.uint64)
        packed <<= np.uint64(32)
        packed |= np.frombuffer(lower, "<u4")
        if int(packed[0]) <= last or (packed[1:] <= packed[:-1]).any():
            return False
        held.add(packed)
        last = int(packed[-1])
    for packed in _packed(_grouped(texts, plan)):
        packed.sort(axis=1)
        distinct = np.ones(packed.shape, bool)
        np.not_equal(packed[:, 1:], packed[:, :-1], out=distinct[:, 1:])
        made.add(packed[distinct])
    return held == made


@dataclass(slots=True)
class _Sum:
    """Of a set of numbers in whatever order: how many, and two sums of hashes, which sets that differ have in common
    by a chance of some 1 in 2 ** 128."""

    size: int = 0
    once: int = 0
    twice: int = 0

    def add(self, numbers: U64) -> None:
        hashed = mix(numbers)
        self.size += numbers.size
        self.once = (self.once + int(hashed.sum())) & _WORD
        self.twice = (self.twice + int(mix(hashed ^ _SALT).sum())) & _WORD


def _grouped(texts: list[str], plan: Iterable[tuple[int, int, int]]) -> list[tuple[U64, U32, int]]:
    groups: list[tuple[U64, U32, int]] = []
    for shortest, longest, depth in plan:
        for places, codes in by_length(texts, shortest, longest):
            alphabetic = np.fromiter((not is_own_token(texts[place]) for place in places.tolist()), dtype=np.bool_)
            groups.append((places[alphabetic].astype(np.uint64), codes[alphabetic], depth))
    return groups


def _in_files(groups: _Groups, total: int, scratch: Scratch) -> tuple[U32, U32]:
    """By stretches that wait in files: all hashes are made once."""
    hashes, owners = scratch.growing(np.uint32), scratch.growing(np.uint32)
    bits = min(_MOST_BITS, (total // _STRETCH).bit_length())
    waiting = [scratch.growing(np.uint64) for _ in range(1 << bits)]
    for found in _packed(groups):
        packed = found.ravel()
        stretch = (packed >> np.uint64(64 - bits)).astype(np.uint8)
        ends = np.bincount(stretch, minlength=len(waiting)).cumsum()
        packed = packed[np.argsort(stretch, kind="stable")]  # of bytes: by counting
        for own, (start, end) in zip(waiting, pairwise([0, *ends.tolist()]), strict=True):
            own.append(packed[start:end])
    for own in waiting:
        packed = sorted_distinct(own.taken())
        half = np.empty(packed.size, np.uint32)
        hashes.append(np.right_shift(packed, np.uint64(32), out=half, casting="unsafe"))
        owners.append(packed.astype(np.uint32))
    return hashes.mapped(), owners.mapped()


def _in_memory(groups: _Groups, total: int) -> tuple[U32, U32]:
    """By stretches for each of which all hashes are made again, so that there is not a second list of them all."""
    hashes, owners = np.empty(total, np.uint32), np.empty(total, np.uint32)
    end = 0
    edges = np.linspace(0, 1 << 32, 1 + max(1, min(_MOST_STRETCHES, total // _STRETCH))).astype(np.int64).tolist()
    for low, high in pairwise(edges):
        packed = sorted_distinct(_between(groups, low, high, total * (high - low) >> 32))
        start, end = end, end + packed.size
        np.right_shift(packed, np.uint64(32), out=hashes[start:end], casting="unsafe")
        owners[start:end] = packed.astype(np.uint32)
    return hashes[:end], owners[:end]


def _packed(groups: _Groups) -> Iterator[U64]:
    """Hashes of texts with letters out in the upper half of numbers, each with the number of its text in the lower;
    of each text a row."""
    for numbers, codes, depth in groups:
        for at in range(0, len(numbers), _AT_A_TIME):
            found = short(deletions(codes[at : at + _AT_A_TIME], depth)).astype(np.uint64)
            found <<= np.uint64(32)
            found |= numbers[at : at + _AT_A_TIME, None]
            yield found


def _between(groups: _Groups, low: int, high: int, expected: int) -> U64:
    """Of :func:`_packed` those with hashes from ``low`` to below ``high``; ``expected``: about how many."""
    packed = np.empty(expected + expected // 16, np.uint64)
    end = 0
    for rows in _packed(groups):
        found = rows.ravel()
        if high - low < 1 << 32:
            hashes = found >> np.uint64(32)
            found = found[(hashes >= low) & (hashes < high)]
        start, end = end, end + found.size
        if end > packed.size:
            packed.resize(end + end // 8, refcheck=False)
        packed[start:end] = found
    return packed[:end]
