"""Passages for a question: by what each says for itself, and by a walk from text to text.

The best passages hand a part of their score on, along the names that join them to others: one that a good passage
names, beside words of the question, or that names what a good passage is about, is likely the next hop. That is a
personalised PageRank (Page et al. 1999) cut off after two rounds, the second worth half, in which only the best way to
a passage counts, so that a hub gains nothing by its many neighbours, and none gets past what leads to it. HippoRAG
(Gutiérrez et al. 2024) walks so over facts that a language model extracts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.vectors import VectorIndex
from kgqa.kg.passages import PassageTable
from kgqa.retriever.asked import Asked
from kgqa.retriever.fusion import FUSED, best_rows, stretched
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.textlinks import NAMES_SHARE, TextLinks

WORDS_SHARE, LEXICAL_SHARE, DENSE_SHARE, NAMED_SHARE = 0.3, 0.2, 0.25, 0.5
"""What a passage's own merits add to its score, each from 0 to 1: BM25 over what the question's words weigh in all, the
rankings by words and by vectors stretched to one scale, and being about something that the question names."""

WHOLE_NAME = 3.0
"""A name counts by this times its part of what the question's words weigh, up to 1: "physics" names little."""

LED = 0.97
"""A passage gains by a way no more than brings it to this share of what leads there."""

FURTHER = (1.0, 0.9, 0.85, 0.8, 0.6, 0.36)
"""What is left of the scores of the pieces of one document, best first, the last of all that come after. The first few
are little less: of people's own documents the second or third piece answers often. But that a document is about what is
asked speaks for it once, and all that it says beside would hide other documents."""

SEEDS, ROUND_SHARES = 5, (1.0, 0.5)
"""Passages that hand their score on in each round, and what a round is worth: the second leads to the third hop."""

PAGE, NAMED, BRIDGE, LINKED, OWN = "title", "named", "bridge", "link", "fusion"
"""Sources: the page of a linked entity, of something else that the question names, of a node on a path of the graph,
one that a good passage leads to, and one that is good by itself."""

Found = list[tuple[int, float, str]]
"""(row, score, source) of passages, best first, ties by row."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known before the search: ``pages``, rows about entities that the question was linked to; ``bridges``,
    about nodes of the paths from those; ``rows``, the only ones that may be found or gone through, if that is so."""

    pages: Sequence[int] = ()
    bridges: Sequence[int] = ()
    rows: frozenset[int] | None = None

    def allows(self, rows: Iterable[int]) -> list[int]:
        """Those of ``rows`` that may be found."""
        return [row for row in rows if self.rows is None or row in self.rows]


class PassageFinder:
    """Ranks the passages of a knowledge base against questions. ``rounds``: what each round of the walk is worth."""

    def __init__(
        self,
        passages: PassageTable,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        names: NameGraph,
        *,
        rounds: Sequence[float] = ROUND_SHARES,
    ) -> None:
        self.rounds = rounds
        self.vectors = vectors
        self.lexical = lexical
        self.names = names
        self.links = TextLinks(passages, names)
        self._doc_ids = passages.doc_ids

    def find(self, text: str, vector: NDArray[np.float32], count: int, given: Given | None = None) -> Found:
        """The ``count`` best passages for a question and its vector, (dimension,)."""
        given = given or Given()
        asked = Asked.of(text, self.lexical, self.names)
        shares = self._shares(asked, given)
        places = self._places(shares, vector, max(FUSED, count), given)
        pages, bridges = given.allows(given.pages), given.allows(given.bridges)
        named: dict[int, float] = {}
        for name, weight in asked.names.items():
            for row in given.allows(self.links.about(name, shares)):
                named[row] = max(min(1.0, WHOLE_NAME * weight), named.get(row, 0.0))
        about = {**named, **dict.fromkeys(pages, 1.0)}

        def merits(rows: Iterable[int]) -> dict[int, float]:
            return {
                row: WORDS_SHARE * float(shares[row]) + places.get(row, 0.0) + NAMED_SHARE * about.get(row, 0.0)
                for row in rows
            }

        own = merits((*places, *about, *bridges))
        ahead, back = _Ways(), _Ways()
        for row in bridges:
            ahead.keep(row, NAMES_SHARE, inf)
        scores = _sums(own, ahead, back)
        for share in self.rounds:
            seeds = _best(scores, SEEDS)
            for seed in seeds:
                part = share * scores[seed] / scores[seeds[0]]
                for row, worth in self.links.named_in(seed, asked.stems, shares):
                    ahead.keep(row, part * worth, scores[seed])
                for row, worth in self.links.naming(seed, shares):
                    back.keep(row, part * worth, scores[seed])
            own |= merits(row for row in given.allows((*ahead.worth, *back.worth)) if row not in own)
            scores = _sums(own, ahead, back)
        sources = {
            **dict.fromkeys((*ahead.worth, *back.worth), LINKED),
            **dict.fromkeys(places, OWN),
            **dict.fromkeys(bridges, BRIDGE),
            **dict.fromkeys(named, NAMED),
            **dict.fromkeys(pages, PAGE),
        }
        scores = self._spread(scores)
        return [(row, scores[row], sources[row]) for row in _best(scores, count)]

    def _spread(self, scores: dict[int, float]) -> dict[int, float]:
        """The scores, lessened for the pieces of a document after its best one (:data:`FURTHER`)."""
        met: dict[str, int] = {}
        spread: dict[int, float] = {}
        for row in _best(scores, len(scores)):
            doc_id = self._doc_ids[row]
            rank = met.get(doc_id, 0)
            met[doc_id] = rank + 1
            spread[row] = scores[row] * FURTHER[min(rank, len(FURTHER) - 1)]
        return spread

    def _shares(self, asked: Asked, given: Given) -> NDArray[np.float32]:
        """BM25 of every passage over what the question's words weigh; 0 where it may not be found."""
        shares = self.lexical.scores(asked.words) / np.float32(asked.total)
        if given.rows is None:
            return shares
        kept = np.zeros_like(shares)
        rows = np.fromiter(given.rows, np.int64, len(given.rows))
        kept[rows] = shares[rows]
        return kept

    def _places(
        self, shares: NDArray[np.float32], vector: NDArray[np.float32], deep: int, given: Given
    ) -> dict[int, float]:
        """What the rankings by words and by vectors add to the scores of those at their top."""
        rows = None if given.rows is None else sorted(given.rows)
        lexical = stretched(best_rows(shares, deep))
        dense = stretched(self.vectors.search(vector[None], deep, rows=rows)[0])
        return {
            row: LEXICAL_SHARE * lexical.get(row, 0.0) + DENSE_SHARE * dense.get(row, 0.0)
            for row in sorted({*lexical, *dense})
        }


@dataclass(frozen=True, slots=True)
class _Ways:
    """What the best way to each row is worth, and the score of the best passage that leads to it."""

    worth: dict[int, float] = field(default_factory=dict)
    leading: dict[int, float] = field(default_factory=dict)

    def keep(self, row: int, worth: float, score: float) -> None:
        self.worth[row] = max(worth, self.worth.get(row, 0.0))
        self.leading[row] = max(score, self.leading.get(row, 0.0))


def _sums(own: dict[int, float], ahead: _Ways, back: _Ways) -> dict[int, float]:
    scores = {}
    for row, score in own.items():
        most = LED * max(ahead.leading.get(row, 0.0), back.leading.get(row, 0.0))
        scores[row] = max(score, min(most, score + ahead.worth.get(row, 0.0) + back.worth.get(row, 0.0)))
    return scores


def _best(scores: dict[int, float], count: int) -> list[int]:
    """The rows of the ``count`` greatest scores above 0, ties by row."""
    return sorted((row for row, score in scores.items() if score > 0), key=lambda row: (-scores[row], row))[:count]
