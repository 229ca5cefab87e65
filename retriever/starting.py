"""Which of several entities of one name a question starts from: the one around which it finds a path."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.paths import PathFinder

PATHS = 8
"""The best paths from all of them together that are looked at."""


class StartFit:
    """How likely a question is about what leads on from each of some entities. A :data:`kgqa.linker.disambiguate.Fit`.

    The paths from all of them compete, as they do in retrieval: "what films did it write" finds a path from a writer
    and none from a film of the same name (entities and relations chosen together, as in Yih et al. 2015).
    """

    def __init__(self, finder: PathFinder, *, hops: int = MAX_HOPS) -> None:
        self._finder = finder
        self._hops = hops

    def __call__(self, question: str, rows: Sequence[int]) -> list[float]:
        """Shares (n,) in [0, 1] of the entities in ``rows``, 0 for one without facts; ``question`` has "it" for the
        name that they share."""
        ids = [self._finder.graph.ids[row] for row in rows]
        (looks,) = self._finder.scorer.looks([question])
        shares = dict.fromkeys(ids, 0.0)
        for path, share in self._finder.find(looks, ids, hops=self._hops, count=PATHS):
            shares[path.start] += share
        return [min(1.0, shares[id]) for id in ids]
