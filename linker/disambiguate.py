"""Which of several entities of one name a question means: by the words around the name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, (n, d)."""

MAX_NEIGHBOURS = 32
"""Neighbours whose labels are read, the first by row, in each direction."""
MAX_EDGES = 65_536
"""Edges whose relations are looked at, in each direction."""
WORDS_SHARE, MEANING_SHARE, PRIOR_SHARE = 0.35, 0.2, 0.02
"""What shared words, similarity of meaning and degree add to a candidate's rank, beside its quality in (0,
1]."""
VECTORS_KEPT = 10_000
"""Vectors of profiles and masked questions that are remembered, some 15 MB."""
RELATION_FIELD, TYPE_FIELD, DESCRIPTION_FIELD, NEIGHBOUR_FIELD = 1.0, 1.0, 0.8, 0.6

_MASK = "it"


class Disambiguator:
    """Ranks the entities that one mention may mean."""

    def __init__(self, graph: Graph, encode: Encode | None = None) -> None:
        self._graph = graph
        self._encode = encode
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def ranks(self, text: str, start: int, end: int, rows: Sequence[int], quality: Sequence[float]) -> list[float]:
        """A rank a row, higher is better: quality, context words, meaning (where there is an encoder),
        degree.

        ``text[start:end]`` is the mention. One row is ranked by its quality alone.
        """
        if len(rows) < 2:
            return list(quality)
        words = {stem(word) for word in fold(f"{text[:start]} {text[end:]}").split(" ") if _is_content(word)}
        overlap = self._overlap(words, rows)
        meaning = self._meaning(f"{text[:start]}{_MASK}{text[end:]}", rows)
        degrees = [log1p(self._graph.degree(row)) for row in rows]
        top = max(degrees) or 1.0
        return [
            its_quality + WORDS_SHARE * shared + MEANING_SHARE * close + PRIOR_SHARE * degree / top
            for its_quality, shared, close, degree in zip(quality, overlap, meaning, degrees, strict=True)
        ]

    def _overlap(self, words: set[str], rows: Sequence[int]) -> list[float]:
        """Share in [0, 1] of the question's words that each row's surroundings hold, weighted by how few
        rows do."""
        if not words:
            return [0.0] * len(rows)
        fields = [{word: weight for word, weight in self._surroundings(row).items() if word in words} for row in rows]
        holders = {word: sum(word in field for field in fields) for word in sorted(words)}
        idf = {word: log((1 + len(rows)) / held) for word, held in holders.items() if held}
        most = len(words) * log(1 + len(rows))
        return [sum(idf[word] * field[word] for word in sorted(field)) / most for field in fields]

    def _surroundings(self, row: int) -> dict[str, float]:
        """Stems met around a row, each at the weight of the best field that it is met in."""
        graph = self._graph
        stems: dict[str, float] = {}

        def add(name: str, weight: float) -> None:
            for word in fold(name).split(" "):
                if _is_content(word):
                    key = stem(word)
                    stems[key] = max(weight, stems.get(key, 0.0))

        for edges in (graph.out_edges(row), graph.in_edges(row)):
            relations, others = edges[0][:MAX_EDGES], edges[1][:MAX_NEIGHBOURS]
            for index in np.unique(relations).tolist():
                relation = graph.relation(index)
                for name in (relation.label, relation.inverse, *relation.aliases):
                    add(name, RELATION_FIELD)
            for other in others.tolist():
                add(graph.label(other), NEIGHBOUR_FIELD)
        for name in graph.types[row]:
            add(name, TYPE_FIELD)
        add(graph.descriptions[row], DESCRIPTION_FIELD)
        return stems

    def _meaning(self, masked: str, rows: Sequence[int]) -> list[float]:
        """Cosine in [-1, 1] of the question without the mention and each row's profile; zeros without an
        encoder."""
        if self._encode is None:
            return [0.0] * len(rows)
        question, *profiles = self._vectors([masked, *(self._profile(row) for row in rows)], self._encode)
        return [float(close) for close in np.stack(profiles) @ question]

    def _vectors(self, texts: Sequence[str], encode: Encode) -> list[npt.NDArray[np.float32]]:
        """Vectors of texts, those met before from memory: many entities have one profile."""
        known = {text: vector for text in texts if (vector := self._known.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            known.update(zip(fresh, encode(fresh), strict=True))
            if len(self._known) + len(fresh) > VECTORS_KEPT:
                self._known = {}
            self._known.update((text, known[text]) for text in fresh)
        return [known[text] for text in texts]

    def _profile(self, row: int) -> str:
        """What is told of a row, its own name left out."""
        graph = self._graph
        out, into = graph.out_edges(row)[0][:MAX_EDGES], graph.in_edges(row)[0][:MAX_EDGES]
        names = [graph.relation(index).label for index in np.unique(out).tolist()]
        names += [
            relation.inverse or relation.label
            for relation in (graph.relation(index) for index in np.unique(into).tolist())
        ]
        parts = (", ".join(graph.types[row]), graph.descriptions[row], ", ".join(names))
        return ". ".join(part for part in parts if part)


def _is_content(word: str) -> bool:
    return bool(word) and word not in FUNCTION
