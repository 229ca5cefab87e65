"""Which FAISS index fits how many vectors (Douze et al. 2024), as a factory string with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isqrt

EXACT = 100_000
"""Up to this many vectors every one is compared: some 15 ms a question on one core at 384 dimensions."""

LISTS_EXACT = 2_000_000
"""Up to this many the vectors are kept whole in inverted lists; beyond it compressed to a byte for each 4 numbers."""

POINTS_A_CENTRE = 39
"""Vectors that FAISS's k-means wants for each centre it finds; with fewer it warns, and the index is a poor one."""

CODES = 256
"""Centres of each part of a product quantiser with 8 bits."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A factory string and why it was chosen."""

    factory: str
    why: str


def choose(count: int, dimension: int, asked: str | None = None) -> Chosen:
    """The index for ``count`` vectors: the one ``asked`` for, if there are enough to train it, or one by size.

    >>> choose(12_003, 384)
    Chosen(factory='Flat', why='12,003 vectors, up to 100,000: every one is compared')
    >>> choose(500, 384, "IVF64,Flat")
    Chosen(factory='Flat', why='IVF64,Flat needs 2,496 vectors to be trained on, there are 500: every one is compared')
    >>> choose(1_000_000, 384).factory
    'IVF4000,Flat'
    """
    if asked is None:
        if count <= EXACT:
            return Chosen("Flat", f"{count:,} vectors, up to {EXACT:,}: every one is compared")
        lists = 4 * isqrt(count)
        if count <= LISTS_EXACT:
            return Chosen(
                f"IVF{lists},Flat", f"{count:,} vectors, over {EXACT:,}: the nearest of {lists:,} lists are read"
            )
        parts = dimension // 4
        why = f"{count:,} vectors, over {LISTS_EXACT:,}: the nearest of {lists:,} lists are read, compressed"
        return Chosen(f"IVF{lists},PQ{parts}", why)
    needed = points_needed(asked)
    if count < needed:
        why = f"{asked} needs {needed:,} vectors to be trained on, there are {count:,}: every one is compared"
        return Chosen("Flat", why)
    return Chosen(asked, f"{asked} was asked for")


def points_needed(factory: str) -> int:
    """How many vectors the training of an index wants.

    >>> points_needed("Flat"), points_needed("HNSW32"), points_needed("IVF100,PQ8")
    (0, 0, 9984)
    """
    lists = [int(number) for number in re.findall(r"IVF(\d+)", factory)]
    codes = [CODES] if re.search(r"PQ\d", factory) else []
    return POINTS_A_CENTRE * max(lists + codes, default=0)
