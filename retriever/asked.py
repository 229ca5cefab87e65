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

PERSONAL = frozenset(
    (
        *(
            "i",
            "me",
            "my",
            "mine",
            "we",
            "us",
            "our",
            "you",
            "your",
            "am",
            "do",
            "does",
            "did",
            "have",
            "has",
            "had",
            "get",
        ),
        *("can", "could", "may", "might", "must", "shall", "should", "will", "would", "there", "any", "if", "when"),
    )
)
"""Words of personal questions that no passage is ranked by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``words``: the distinct words of a question that passages are ranked by, (n,); ``total``: the sum of their idf.
    Those are all but the words by which people speak of themselves ("Can I bring my dog?"), which are rare in texts and
    tell nothing there, either; all, where there are no others, and those in a name. ``stems``: those that are neither
    function words nor in a name, stemmed, with their share of the idf of all such. ``names``: the numbers of the names,
    with their share of the idf of all words."""

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
        telling = tuple(word for word in distinct if word in in_name or word not in PERSONAL) or distinct
        total, inner = float(idf.sum()) or 1.0, sum(stems.values())
        return cls(
            telling,
            sum(weights[word] for word in telling) or 1.0,
            {word: weight / inner for word, weight in stems.items() if inner},
            {number: sum(weights[word] for word in {*words[first:last]}) / total for first, last, number in spans},
        )
