"""A question in words: what each weighs, and which of them are names of passages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.words import cut


@dataclass(frozen=True, slots=True)
class Asked:
    """``words``: the distinct words of a question, (n,); ``total``: the sum of their idf. ``stems``: those that are
    neither function words nor in a name, stemmed, with their share of the idf of all such. ``names``: the numbers of
    the names, with their share of the idf of all words."""

    words: tuple[str, ...]
    total: float
    stems: dict[str, float]
    names: dict[int, float]

    @classmethod
    def of(cls, text: str, lexical: LexicalIndex, names: NameGraph) -> Asked:
        """A question against the indexes of a knowledge base."""
        words, upper = cut(text)
        spans = names.spans(words, upper)
        in_name = {word for first, last, _ in spans for word in words[first:last]}
        distinct = tuple(dict.fromkeys(words))
        idf: NDArray[np.float64] = lexical.idf(distinct)
        stems: dict[str, float] = {}
        for word, weight in zip(distinct, idf.tolist(), strict=True):
            if word not in in_name and word not in FUNCTION:
                stems[stem(word)] = max(weight, stems.get(stem(word), 0.0))
        weights = dict(zip(distinct, idf.tolist(), strict=True))
        total, inner = float(idf.sum()) or 1.0, sum(stems.values())
        return cls(
            distinct,
            total,
            {word: weight / inner for word, weight in stems.items() if inner},
            {number: sum(weights[word] for word in {*words[first:last]}) / total for first, last, number in spans},
        )
