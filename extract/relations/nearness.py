"""How near an ontology's relations, and facts by them, are to sentences in meaning: cosines of sentence vectors.

Everywhere row by row, since how a product of matrices rounds depends on what else is in them, and a sentence is to get
the same in any company.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.extract.relations.belief import Nearness, statement_of
from kgqa.extract.relations.schema import RelationType, spoken

ALONE = 0.1
"""How much nearer to its sentence than others a fact is taken to be that is the only one found there."""
_LITTLE = 1e-6

Vectors = NDArray[np.float32]


class Told(NamedTuple):
    """A fact that the sentence ``text`` at a ``place`` may state, in words."""

    place: Hashable
    text: str
    relation: RelationType
    head: str
    tail: str


class Meanings:
    """The relations of an ontology beside sentences."""

    def __init__(self, encoder: SentenceEncoder, relations: Sequence[RelationType]) -> None:
        self._encoder = encoder
        self._relations = tuple(relations)

    def nearest(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """For each text the numbers of ``most`` relations, at most, whose labels, domains and ranges are nearest."""
        every = list(range(len(self._relations)))
        if len(every) <= most or not texts:
            return [every] * len(texts)
        likeness = ((self._whole * each).sum(axis=1) for each in self._encoder.encode(texts))
        return [sorted(np.argsort(-row, kind="stable")[:most].tolist()) for row in likeness]

    def of(self, told: Sequence[Told]) -> list[Nearness]:
        """How near each fact and its relation are to their sentence."""
        texts = list(dict.fromkeys(each.text for each in told))
        sentences = dict(zip(texts, self._encoder.encode(texts), strict=True))
        said = self._encoder.encode([statement_of(each.relation, each.head, each.tail) for each in told])
        worded = [float((one * sentences[each.text]).sum()) for one, each in zip(said, told, strict=True)]
        labels, vectors = self._labels
        near = {text: _standard((vectors * each).sum(axis=1)) for text, each in sentences.items()}
        together: dict[Hashable, list[int]] = {}
        for at, each in enumerate(told):
            together.setdefault(each.place, []).append(at)
        found = []
        for at, each in enumerate(told):
            rest = [worded[other] for other in together[each.place] if other != at]
            own = float(near[each.text][labels[spoken(each.relation.label)]])
            found.append(Nearness(own, worded[at] - max(rest) if rest else ALONE))
        return found

    @cached_property
    def _labels(self) -> tuple[dict[str, int], Vectors]:
        labels = list(dict.fromkeys(spoken(each.label) for each in self._relations))
        return {label: at for at, label in enumerate(labels)}, self._encoder.encode(labels)

    @cached_property
    def _whole(self) -> Vectors:
        """A vector of each relation, by its label and by that with domain and range."""
        labels, vectors = self._labels
        own = vectors[[labels[spoken(each.label)] for each in self._relations]]
        return own + self._encoder.encode(
            [spoken(f"{each.domain} {each.label} {each.range}") for each in self._relations]
        )


def _standard(cosines: Vectors) -> NDArray[np.float64]:
    """How many standard deviations each lies above their mean."""
    wide = cosines.astype(np.float64)
    standard: NDArray[np.float64] = (wide - wide.mean()) / (wide.std() + _LITTLE)
    return standard
