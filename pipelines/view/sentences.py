"""Sentences for facts whose origin is not known: those of passages that name both ends."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.formats.split import _sentences
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.view.marks import pattern_of, spoken
from kgqa.pipelines.view.picture import Sentence
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.words import cut
from kgqa.types import Node, Triple

BY = "shared names"
"""What is said to have found such a sentence."""
LONGEST = 1000
"""Characters of a sentence that is shown."""
PASSAGES, SENTENCES = 20, 3
"""Passages that are looked at for a fact, and sentences that are shown of it."""


class SentencesByNames:
    """Gives the sentences that name head and tail of a triple; it does not know whether they say the fact.

    A sentence that names one of them counts too where its passage's title is the other, after those that name both.
    """

    def __init__(self, graph: Graph, passages: PassageTable, lexical: LexicalIndex) -> None:
        self._graph = graph
        self._passages = passages
        self._lexical = lexical
        self._rows = lru_cache(maxsize=4096)(self._find)

    def __call__(self, triple: Triple) -> tuple[Sentence, ...]:
        """At most SENTENCES, in order of passage."""
        heads, tails = names_of(self._graph, triple.head), names_of(self._graph, triple.tail)
        rows = np.intersect1d(self._rows(heads[0]), self._rows(tails[0]), assume_unique=True)
        both: list[Sentence] = []
        half: list[Sentence] = []
        head, tail = pattern_of(heads), pattern_of(tails)
        if head is None or tail is None:
            return ()
        for row in rows[:PASSAGES].tolist():
            passage = self._passages[row]
            title = [bool(each.fullmatch(passage.title)) for each in (head, tail)]
            for start, end in _sentences(passage.text, (0, len(passage.text)), LONGEST):
                text = passage.text[start:end]
                named = [bool(each.search(text)) for each in (head, tail)]
                if all(named) or (title[0] and named[1]) or (title[1] and named[0]):
                    sentence = Sentence(text, doc=passage.title or passage.id, at=passage.start + start, extractor=BY)
                    (both if all(named) else half).append(sentence)
            if len(both) >= SENTENCES:
                break
        return tuple((both + half)[:SENTENCES])

    def _find(self, name: str) -> Array:
        """Rows of the passages that hold all words of a name, sorted."""
        rows: Array | None = None
        for found, _ in self._lexical.columns(sorted(set(cut(name)[0]))):
            rows = found if rows is None else np.intersect1d(rows, found, assume_unique=True)
        return np.zeros(0, np.int32) if rows is None else rows


def names_of(graph: Graph, node: Node) -> tuple[str, ...]:
    """What a node may be called in a text: its label without a qualifier in brackets, then its aliases."""
    if not isinstance(node, str):
        return (node.value,)
    entity = graph.entity_by_id(node)
    return spoken(entity.label, entity.aliases) if entity else (node,)
