"""Whether a knowledge base holds a gold answer at all: what it lacks, no stage can find."""

from __future__ import annotations

import numpy as np

from kgqa.data.metrics.answers import normalize_answer
from kgqa.data.metrics.sets import entity_key
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker.hashing import hash_strings

MOST_TEXT = 200_000_000
"""Characters of passages that are searched; in a larger knowledge base a text answer counts as held."""

_BETWEEN = "\n"


class Known:
    """The names of a graph and the words of its passages, to look gold answers up in."""

    def __init__(self, graph: Graph, passages: PassageTable) -> None:
        self._graph = graph
        self._passages = passages
        self._names: np.ndarray | None = None
        self._text: str | None = None

    def node(self, gold: str) -> bool:
        """Whether a node has this id, or exactly this label or value."""
        if self._graph.row(gold) is not None:
            return True
        if self._names is None:
            labels = (entity_key(self._graph.label(row)) for row in range(self._graph.n_terms))
            self._names = np.unique(hash_strings(list(labels)))
        key = hash_strings([entity_key(gold)])[0]
        at = int(np.searchsorted(self._names, key))
        return at < len(self._names) and bool(self._names[at] == key)

    def words(self, gold: str) -> bool:
        """Whether the normalised words stand in some passage."""
        if self._text is None:
            size = sum(len(text) for text in self._passages.texts)
            texts = zip(self._passages.titles, self._passages.texts, strict=True)
            self._text = (
                _BETWEEN.join(f" {normalize_answer(f'{title} {text}')} " for title, text in texts)
                if size <= MOST_TEXT
                else ""
            )
        if not self._text:
            return bool(len(self._passages))
        return f" {normalize_answer(gold)} " in self._text

    def __contains__(self, gold: object) -> bool:
        return isinstance(gold, str) and (self.node(gold) or self.words(gold))
