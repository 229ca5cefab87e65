"""What a graph that was read out of documents may lack: the fact that a question asks for, which no document was seen
to state.

Of a graph that somebody made the best chain is the one that is asked for. Where facts were found by reading, the one
that is asked for may have been missed, and the best of the rest (the place of birth of a spouse's spouse) is no answer:
so a chain out of documents has to be likelier than what may be asked for and is not there. The world is open.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import chain_label
from kgqa.retriever.paths import ChainScores, as_table
from kgqa.retriever.surest import comes_back, surest
from kgqa.types import Path

LONGEST = 2
"""Steps of a chain that may be lacking."""

SURELY_MEANT = 0.5
"""Probability of a path out of documents that leads to pages."""

FARTHEST = 50.0
"""Scores that are farther apart leave nothing to the lower one."""


class OpenWorld:
    """Relations that texts state often, whose chains are measured against those that a graph has."""

    def __init__(
        self,
        labels: Sequence[str],
        encode: Callable[[Sequence[str]], NDArray[np.float32]],
        said: SaidFacts,
    ) -> None:
        """``labels``: of the relations; ``encode``: unit vectors of steps in words, as the chains are ranked by."""
        self._labels = tuple(dict.fromkeys(labels))
        self._encode = encode
        self._said = said
        rows = range(len(self._labels))
        self._chains = [chain for length in range(1, LONGEST + 1) for chain in product(rows, repeat=length)]
        self._table = as_table(self._chains)
        self._vectors: NDArray[np.float32] | None = None

    def leads_on(self, path: Path, share: float) -> bool:
        """Whether a path with this probability leads to the pages of what it goes through. One out of documents was
        read there where the walk from text to text reads the same names, and leads astray unless it is surely meant."""
        return share >= SURELY_MEANT or not any(self._said.is_said(triple) for triple in path.triples)

    def among(
        self,
        question: ChainScores,
        found: Sequence[tuple[Path, float]],
        graph: Graph,
        there: Sequence[tuple[Path, float]] | None = None,
    ) -> list[tuple[Path, float]]:
        """The paths that were ``found`` for one question, best first, with their probabilities. Those that walk facts
        out of documents do so by the surest alone, and have their probability among all chains and the likeliest that
        is lacking; one that only comes back to its start says nothing. ``there``: the best of all that the graph has,
        where what was found is limited."""
        is_open = [any(self._said.is_said(triple) for triple in path.triples) for path, _ in found]
        if not any(is_open):
            return list(found)
        left = self._left(question, there or found, graph)
        return [
            (surest(path, graph, self._said), share * left) if said else (path, share)
            for (path, share), said in zip(found, is_open, strict=True)
            if not (said and comes_back(path))
        ]

    def _left(self, question: ChainScores, found: Sequence[tuple[Path, float]], graph: Graph) -> float:
        """What is left of a probability when the likeliest chain that is lacking has its share too."""
        labels = [tuple(chain_label((step,), graph) for step in path.steps) for path, _ in found]
        gap = self._likeliest_but(question, labels) - self._score(question, labels[0])
        # The share of a path whose score is known says what all are divided by.
        return 1 / (1 + found[0][1] * math.exp(min(gap, FARTHEST)))

    def _likeliest_but(self, question: ChainScores, there: Sequence[tuple[str, ...]]) -> float:
        """The score of the likeliest chain whose labels are none of those ``there``."""
        if self._vectors is None:
            self._vectors = self._encode(self._labels)
        scores = question.scores(self._vectors, self._table)
        known = frozenset(there)
        for row in np.argsort(-scores, kind="stable").tolist():
            if tuple(self._labels[i] for i in self._chains[row]) not in known:
                return float(scores[row])
        return -math.inf

    def _score(self, question: ChainScores, labels: Sequence[str]) -> float:
        return float(question.scores(self._encode(labels), as_table([tuple(range(len(labels)))]))[0])
