"""Relation paths for a question: the chains from its linked entities, ranked by how alike they sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import step_label
from kgqa.retriever.chains import Chain, discover, walk
from kgqa.types import Link, Path, Question, Step, Triple

ENDS_KEPT = 1000
"""Ends of a path that are kept; more are no answer a person reads."""

TRIPLES_KEPT = 200
"""Triples of a path that are kept as its proof."""

MASK = "it"
"""What stands for a linked mention when a question is compared with a chain, which names no entity."""

_LENGTH_COST = 0.02
"""Taken off a chain's score for each step after the first: of two that sound alike the shorter is meant."""


class PathFinder:
    """Ranks the chains around entities against questions and walks the best.

    ``steps``: (2 * n_relations, d) unit vectors, row ``code`` being the step's label encoded.
    """

    def __init__(self, graph: Graph, steps: NDArray[np.float32]) -> None:
        self.graph = graph
        self.steps = steps
        self._chains: Callable[[int, int], list[Chain]] = lru_cache(maxsize=4096)(
            lambda start, hops: discover(graph, start, hops)
        )
        self._relation: Callable[[int], str] = lru_cache(maxsize=None)(lambda code: graph.relation(code // 2).id)

    def find(
        self,
        vector: NDArray[np.float32],
        starts: Sequence[str],
        *,
        hops: int,
        count: int,
        relations: frozenset[str] | None = None,
    ) -> list[tuple[Path, float]]:
        """The ``count`` best paths from all ``starts`` together, best first, with their scores.

        ``vector``: (d,) the masked question. ``relations`` limits the steps to these ids.
        """
        ranked: list[tuple[float, str, int, Chain]] = []
        for start in dict.fromkeys(starts):
            row = self.graph.row(start)
            if row is None:
                continue
            chains = self._chains(row, hops)
            if relations is not None:
                chains = [c for c in chains if all(self._relation(code) in relations for code in c)]
            if chains:
                scores = self._score(vector, chains)
                ranked += [(-float(s), start, row, c) for s, c in zip(scores, chains, strict=True)]
        ranked.sort()
        found: list[tuple[Path, float]] = []
        for negative, start, row, chain in ranked[: 2 * count]:
            if len(found) == count:
                break
            path = self.path(start, row, chain)
            if path.ends:
                found.append((path, -negative))
        return found

    def path(self, start: str, row: int, chain: Chain) -> Path:
        """The chain walked from the entity ``start`` in ``row``: its ends and the triples that lead there."""
        node = lru_cache(maxsize=None)(self.graph.node)  # the triples of a path share their nodes
        layers, edges = walk(self.graph, row, chain)
        ends = layers[-1][:ENDS_KEPT]
        triples: list[Triple] = []
        for code, pairs in zip(chain, edges, strict=True):
            relation = self._relation(code)
            for near, far in pairs[: TRIPLES_KEPT // len(chain)].tolist():
                head, tail = (far, near) if code % 2 else (near, far)
                triples.append(Triple(str(node(head)), relation, node(tail)))
        steps = tuple(Step(self._relation(code), bool(code % 2)) for code in chain)
        return Path(start, steps, tuple(node(end) for end in ends.tolist()), tuple(triples))

    def _score(self, vector: NDArray[np.float32], chains: Sequence[Chain]) -> NDArray[np.float64]:
        """Cosine of the question and the sum of a chain's steps, less a little for length."""
        longest = max(len(chain) for chain in chains)
        total = np.zeros((len(chains), self.steps.shape[1]), np.float64)
        for i in range(longest):
            rows = np.array([chain[i] if i < len(chain) else -1 for chain in chains])
            total[rows >= 0] += self.steps[rows[rows >= 0]]
        norms = np.linalg.norm(total, axis=1)
        extra = np.array([len(chain) - 1 for chain in chains])
        scores: NDArray[np.float64] = total @ vector.astype(np.float64) / norms - _LENGTH_COST * extra
        return scores


def step_labels(graph: Graph) -> list[str]:
    """The label of each step code, in order, to be encoded once when a knowledge base is made."""
    relations = [graph.relation(i) for i in range(graph.n_relations)]
    return [step_label(relation, inverse) for relation in relations for inverse in (False, True)]


def masked(question: Question, links: Sequence[Link]) -> str:
    """The question with each linked mention replaced by :data:`MASK`."""
    text = question.text
    free = len(text)
    for link in sorted(links, key=lambda link: link.mention.start, reverse=True):
        if not link.mention.text or link.mention.end > free:
            continue
        free = link.mention.start
        text = text[: link.mention.start] + MASK + text[link.mention.end :]
    return re.sub(r"\s+", " ", text).strip()
