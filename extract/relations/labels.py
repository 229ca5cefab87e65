"""Relations as vectors of their own words: label, domain and range, each read by the sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.extract.relations.schema import RelationType, spoken


class LabelVectors:
    """Vectors of words, each read once. They come from the base as it is, which no training of relations changes."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {"": np.zeros(encoder.dimension, np.float32)}

    @property
    def dimension(self) -> int:
        """Length of the vector of one relation: three of the encoder's."""
        return 3 * self._encoder.dimension

    def of(self, relations: Sequence[RelationType]) -> NDArray[np.float32]:
        """Vectors (len(relations), dimension); zeros for a domain or range that is not said."""
        parts = [(spoken(each.label), spoken(each.domain), spoken(each.range)) for each in relations]
        self._read([word for triple in parts for word in triple])
        rows = [np.concatenate([self._known[word] for word in triple]) for triple in parts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def words(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of single labels (len(texts), dimension / 3)."""
        self._read(texts)
        return np.stack([self._known[text] for text in texts])

    def _read(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._known})
        # Queries' batches: a vector does not depend on what else is read, and there are few.
        for text, vector in zip(new, self._encoder.encode_queries(new), strict=True):
            self._known[text] = vector
