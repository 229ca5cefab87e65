"""Which of several entities of one name a question means: by the words around the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.linker.kinds import kinds_of, likeness
from kgqa.linker.normalise import fold
from kgqa.linker.people import is_identifier
from kgqa.linker.scorer import FEATURES, Known, Scorer, load_scorer
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, (n, d)."""

Fit = Callable[[str, Sequence[int]], Sequence[float]]
"""A question with "it" for a name, and rows of entities of that name, to how likely it asks for what is around each
(n,), in [0, 1]."""

MAX_NEIGHBOURS = 32
"""Neighbours whose labels are read, the first by row, in each direction."""
MAX_EDGES = 65_536
"""Edges whose relations are looked at, in each direction."""
VECTORS_KEPT = 10_000
"""Vectors of profiles and masked questions that are remembered, some 15 MB."""
RELATIONS, TYPES, DESCRIPTION, NEIGHBOURS = range(4)
PATHS = FEATURES.index("paths")
FIELDS = (1.0, 1.0, 0.8, 0.6)
"""What a shared word weighs that names a relation, a type, stands in the description, in a neighbour's label."""

CLOSE = 0.1
"""How far below the best quality a name may be for what is around its entity to count."""

_MASK = "it"


class Disambiguator:
    """Ranks the entities that one mention may mean."""

    def __init__(
        self, graph: Graph, encode: Encode | None = None, scorer: Scorer | None = None, *, fit: Fit | None = None
    ) -> None:
        self._graph = graph
        self._encode = encode
        self._fit = fit
        self._scorer = scorer or load_scorer()
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def ranks(self, text: str, start: int, end: int, rows: Sequence[int], quality: Sequence[float]) -> list[float]:
        """A rank a row, higher is better, from :meth:`features` by the scorer's weights.

        ``text[start:end]`` is the mention. One row is ranked by its quality alone.
        """
        if len(rows) < 2:
            return list(quality)
        features = self.features(text, start, end, rows, quality)
        by: Known = "paths" if features[:, PATHS].any() else "meaning" if self._encode else "words"
        return self._scorer.ranks(features, by)

    def features(
        self, text: str, start: int, end: int, rows: Sequence[int], quality: Sequence[float]
    ) -> npt.NDArray[np.float64]:
        """(n, len(FEATURES)): what is known of each row in the light of the text around the mention.

        Quality; the share of the question's words that relations, types, description and neighbours hold; likeness
        of what is asked for and what the row is by kind words; likeness of meaning, 0 without an encoder and where
        paths tell; degree; how likely a path from the row is asked for, 0 without what tells it.
        """
        words = content_stems(f"{text[:start]} {text[end:]}")
        most = (len(words) or 1) * log(1 + len(rows))
        met = self.fields(words, rows)
        shared = [[sum(held[field] for held in each.values()) / most for field in range(len(FIELDS))] for each in met]
        asked = kinds_of(words)
        kinds = [likeness(asked, kinds_of(self._told(row))) for row in rows]
        masked = f"{text[:start]}{_MASK}{text[end:]}"
        asked_for = self._asked_for(masked, rows, quality)
        meaning = [0.0] * len(rows) if any(asked_for) else self._meaning(masked, rows)
        degrees = [log1p(self._graph.degree(row)) for row in rows]
        top = max(degrees) or 1.0
        return np.array(
            [
                [its_quality, *words_shared, kind, close, degree / top, likely]
                for its_quality, words_shared, kind, close, degree, likely in zip(
                    quality, shared, kinds, meaning, degrees, asked_for, strict=True
                )
            ]
        )

    def _told(self, row: int) -> set[str]:
        """Stems of a row's types, description and relations."""
        return content_stems(self.profile(row))

    def fields(self, words: set[str], rows: Sequence[int]) -> list[dict[str, tuple[float, ...]]]:
        """For each row, the given stems that its surroundings hold, with the weight each has in each of FIELDS.

        A stem weighs the more, up to log(1 + n), the fewer of the n rows hold it.
        """
        met = [{word: held for word, held in self._surroundings(row).items() if word in words} for row in rows]
        holders = Counter(word for each in met for word in each)
        idf = {word: log((1 + len(rows)) / number) for word, number in holders.items()}
        return [
            {word: tuple(idf[word] * weight for weight in held) for word, held in sorted(each.items())} for each in met
        ]

    def _surroundings(self, row: int) -> dict[str, tuple[float, ...]]:
        """Stems met around a row, each with its weight in every field, 0 where it is not met there."""
        graph = self._graph
        stems: dict[str, list[float]] = {}

        def add(name: str, field: int) -> None:
            for key in content_stems(name):
                stems.setdefault(key, [0.0] * len(FIELDS))[field] = FIELDS[field]

        for edges in (graph.out_edges(row), graph.in_edges(row)):
            relations, others = edges[0][:MAX_EDGES], edges[1][:MAX_NEIGHBOURS]
            for index in np.unique(relations).tolist():
                relation = graph.relation(index)
                for name in (relation.label, relation.inverse, *relation.aliases):
                    add(name, RELATIONS)
            for other in others.tolist():
                add(graph.label(other), NEIGHBOURS)
        for name in graph.types[row]:
            add(name, TYPES)
        add(graph.descriptions[row], DESCRIPTION)
        return {stem: tuple(held) for stem, held in stems.items()}

    def _meaning(self, masked: str, rows: Sequence[int]) -> list[float]:
        """Cosine in [-1, 1] of the question without the mention and each row's profile; zeros without an
        encoder."""
        if self._encode is None:
            return [0.0] * len(rows)
        question, *profiles = self.vectors([masked, *(self.profile(row) for row in rows)], self._encode)
        return [float(close) for close in np.stack(profiles) @ question]

    def _asked_for(self, masked: str, rows: Sequence[int], quality: Sequence[float]) -> list[float]:
        """What ``fit`` says of the rows whose name is as good as the best, or nearly; 0 of others, and where there is
        but one."""
        likely = [0.0] * len(rows)
        least = max(quality) - CLOSE
        near = [place for place, its in enumerate(quality) if its >= least]
        if self._fit is not None and len(near) > 1:
            for place, share in zip(near, self._fit(masked, [rows[place] for place in near]), strict=True):
                likely[place] = share
        return likely

    def vectors(self, texts: Sequence[str], encode: Encode) -> list[npt.NDArray[np.float32]]:
        """Vectors of texts, those met before from memory: many entities have one profile."""
        known = {text: vector for text in texts if (vector := self._known.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            known.update(zip(fresh, encode(fresh), strict=True))
            if len(self._known) + len(fresh) > VECTORS_KEPT:
                self._known = {}
            self._known.update((text, known[text]) for text in fresh)
        return [known[text] for text in texts]

    def profile(self, row: int) -> str:
        """What is told of a row, its own name left out."""
        graph = self._graph
        out, into = graph.out_edges(row)[0][:MAX_EDGES], graph.in_edges(row)[0][:MAX_EDGES]
        names = [graph.relation(index).label for index in np.unique(out).tolist()]
        names += [
            relation.inverse or relation.label
            for relation in (graph.relation(index) for index in np.unique(into).tolist())
        ]
        types = [name for name in graph.types[row] if not is_identifier(name)]
        parts = (", ".join(types), graph.descriptions[row], ", ".join(names))
        return ". ".join(part for part in parts if part)


def content_stems(text: str) -> set[str]:
    """Stems of the words of a text that are no function words."""
    return {stem(word) for word in fold(text).split(" ") if word and word not in FUNCTION}
