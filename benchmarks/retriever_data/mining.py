"""Passages that look right for a question and are not: by BM25, by the untuned encoder, and by kgqa's own search."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from benchmarks.retriever_data.asked import Asked, Source
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.vectors import VectorIndex
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever
from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.dense_training import asked_with
from kgqa.retriever.index import text_indexes
from kgqa.retriever.passages import PassageFinder

DEEP = 20
"""How far down each ranking is read."""

FIRST, MORE = 4, 4
"""Wrong passages kept of a question: the first ones, and some drawn from the rest."""


class Miner:
    """Finds wrong passages in one data set."""

    def __init__(self, source: Source, encoder: SentenceEncoder) -> None:
        self.source = source
        self.encoder = encoder
        self.titled = [passage_text(p.title, p.text) for p in source.passages]
        self.bare = [p.text for p in source.passages]
        table = PassageTable.build(source.passages)
        self._vectors = VectorIndex.build(encoder.encode(self.titled))
        self._bm25 = BM25Retriever(table)
        self._finder = PassageFinder(table, self._vectors, *text_indexes(Graph.build([]), table))

    def examples(self, rng: random.Random) -> list[DenseExample]:
        """The questions with each of their passages. One of several hops is asked with titles and without, and once
        more from each passage that leads to another; one of a passage in one of the two ways."""
        asked = self.source.asked
        vectors = self.encoder.encode_queries([each.question for each in asked])
        led = [(each, hop) for each in asked for hop in each.hops]
        texts = [asked_with(each.question, self.titled[first]) for each, (first, _) in led]
        onward = self.encoder.encode(texts) if texts else np.zeros((0, self.encoder.dimension), np.float32)
        several = self.source.several
        made = []
        for each, vector in zip(asked, vectors, strict=True):
            found = self._wrong(each, vector, several, rng)
            for text_of in (self.titled, self.bare) if several else (rng.choice((self.titled, self.bare)),):
                made += [self._example(each, row, found, text_of) for row in each.right]
        for (each, (first, second)), vector in zip(led, onward, strict=True):
            found = self._wrong(each, vector, several, rng)
            for text_of in (self.titled, self.bare):
                made.append(self._example(each, second, found, text_of, lead=text_of[first]))
        return made

    def _wrong(self, asked: Asked, vector: NDArray[np.float32], several: bool, rng: random.Random) -> list[int]:
        """Rows of wrong passages, those that look most right first."""
        rankings = [
            [row for row, _ in self._bm25.rank(asked.question, DEEP)],
            [row for row, _ in self._vectors.search(vector[None], DEEP)[0]],
        ]
        if several:
            rankings.insert(0, [row for row, _, _ in self._finder.find(asked.question, vector, DEEP)])
        merged = dict.fromkeys(row for row in chain(*zip_longest(*rankings)) if row is not None)
        answers = [answer.lower() for answer in asked.answers]
        wrong = [
            row
            for row in merged
            if row not in asked.right and not any(answer in self.bare[row].lower() for answer in answers)
        ]
        rest = wrong[FIRST:]
        return wrong[:FIRST] + rng.sample(rest, min(MORE, len(rest)))

    def _example(
        self, asked: Asked, row: int, wrong: Sequence[int], text_of: Sequence[str], *, lead: str = ""
    ) -> DenseExample:
        right = {text_of[each] for each in asked.right}
        texts = dict.fromkeys(text_of[each] for each in wrong)
        return DenseExample(asked.question, text_of[row], tuple(text for text in texts if text not in right), lead)
