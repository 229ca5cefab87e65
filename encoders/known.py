"""Vectors that were made before, by their texts: what has not changed is not encoded again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class KnownVectors:
    """Vectors of one encoder, found by the sha256 of their text. The bits of a vector do not depend on when it was
    made, so that a knowledge base grown bit by bit equals one made at once."""

    def __init__(self) -> None:
        self._blocks: list[Vectors] = []
        self._places: dict[bytes, tuple[int, int]] = {}

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Holds the vectors (len(texts), dimension) of these texts."""
        block = len(self._blocks)
        self._blocks.append(vectors)
        for row, text in enumerate(texts):
            self._places.setdefault(_key(text), (block, row))

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, text: str) -> bool:
        return _key(text) in self._places

    def complete(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        """Vectors (len(texts), dimension), ``encode`` asked for those not held."""
        places = [self._places.get(_key(text)) for text in texts]
        missing = [row for row, place in enumerate(places) if place is None]
        made = encode([texts[row] for row in missing])
        out = np.zeros((len(texts), made.shape[1]), np.float32)
        out[missing] = made
        for row, place in enumerate(places):
            if place is not None:
                out[row] = self._blocks[place[0]][place[1]]
        return out


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
