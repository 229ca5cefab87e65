"""Batches of fixed shape: what a row comes to never depends on its neighbours.

The kernels behind a matrix product are chosen by its shape, so a sequence read alone and the same sequence
read in a batch differ in the last bits, in bfloat16 visibly. Here a row's padded length depends on the row
alone and every batch of that length has the same number of rows (the last one is filled up with empty
rows). Then single and batch, and any order of documents, give equal bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STEP, FINE = 32, 16
"""Padded lengths are multiples of this many tokens; of the second where texts are many and most of them short."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Row numbers that run together, the padded length, and the fixed number of rows (>= len(rows))."""

    rows: tuple[int, ...]
    length: int
    size: int


def fixed_batches(lengths: Sequence[int], *, size: int, step: int = STEP) -> Iterator[Batch]:
    """Rows by padded length, longest first so that memory peaks at once; ``size`` rows a batch.

    Longer rows come in smaller batches: a batch of length L has ``max(1, size * 64 // max(64, L))`` rows. Lengths
    below :data:`STEP`, which only a finer ``step`` has, come in batches of as many tokens as one of that length.
    """
    buckets: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        buckets.setdefault(padded(length, step), []).append(row)
    for length in sorted(buckets, reverse=True):
        rows = buckets[length]
        count = size * STEP // length if length < STEP else max(1, size * 64 // max(64, length))
        for start in range(0, len(rows), count):
            yield Batch(tuple(rows[start : start + count]), length, count)


def padded(length: int, step: int = STEP) -> int:
    """``length`` rounded up to a multiple of ``step``, at least one step.

    >>> padded(1), padded(32), padded(33), padded(33, FINE)
    (32, 32, 64, 48)
    """
    return max(step, -(-length // step) * step)
