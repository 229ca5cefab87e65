"""Relation paths for a question: the chains from its linked entities, ranked by a trained scorer."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import islice
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import step_label
from kgqa.retriever.chains import Around, Chain, around, beyond, leading, steps_in, walk
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.row_sets import best
from kgqa.types import Link, Node, Path, Question, Step, Triple

ENDS_KEPT = 1000
"""Ends of a path that are kept; more are no answer a person reads."""

WALKED = 4
"""Chains that are walked for each path that is found, at most, since some lead nowhere; where ends are limited, the
square of it."""

CHAINS_KEPT = 4_000_000
"""Chains of entities that were asked about that are kept for the next question, some 100 MB."""
STARTS_KEPT = 4096
"""Entities whose chains are kept, at most."""

TRIPLES_KEPT = 200
"""Triples of a path that are kept as its proof."""

MASK = "it"
"""What stands for a linked mention when a question is compared with a chain, which names no entity."""


class ChainScores(Protocol):
    """A question that scores chains: see ``kgqa.retriever.path_scorer.Looks``."""

    @property
    def none(self) -> float:
        """The score of "none of these chains", on one scale with theirs."""

    def scores(self, steps: NDArray[np.float32], *tables: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores (n,) of the chains of all ``tables``, each (own n, length); -1 stands after a chain's end."""

    def begun(
        self, steps: NDArray[np.float32], chains: NDArray[np.int64], hops: int, onward: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The most (n,) that a chain of up to ``hops`` steps, which begins with each of ``chains`` (n, length) and goes
        on by one of the steps ``onward`` or more, can score."""


class Scorer(Protocol):
    """A trained path scorer: see ``kgqa.retriever.path_scorer.PathScorer``."""

    def looks(self, questions: Sequence[str]) -> Sequence[ChainScores]:
        """Each question, its mentions masked, ready to score chains."""

    def steps(self, labels: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (len(labels), d) of steps in words."""


class StepVectors:
    """Vectors of the steps of a graph, each made when it is first met: two for each relation.

    ``known``: all of them, (2 * n_relations, d), where they were made before.
    """

    def __init__(
        self,
        graph: Graph,
        encode: Callable[[Sequence[str]], NDArray[np.float32]],
        known: NDArray[np.float32] | None = None,
    ) -> None:
        self._graph = graph
        self._encode = encode
        count = 2 * graph.n_relations
        self._known = known is not None and len(known) == count
        if known is not None and self._known:
            self._all = known.view()
            self._all.flags.writeable = False  # so that a question looks at them once
        else:
            self._all = np.zeros((count, 0), np.float32)
        self._made = np.zeros(count, bool)
        self._filling = Lock()

    def of(self, codes: Iterable[int]) -> NDArray[np.float32]:
        """A table (2 * n_relations, d) in which at least the rows ``codes`` are filled."""
        if self._known:
            return self._all
        with self._filling:  # of two threads that begin the table, one would lose its rows
            fresh = sorted({code for code in codes if not self._made[code]})
            if fresh:
                labels = [step_label(self._graph.relation(code // 2), bool(code % 2)) for code in fresh]
                vectors = self._encode(labels)
                if not self._all.shape[1]:
                    self._all = np.zeros((len(self._made), vectors.shape[1]), np.float32)
                self._all[fresh] = vectors
                self._made[fresh] = True
        return self._all

    def among(self, *codes: NDArray[np.int64]) -> NDArray[np.float32]:
        """As :meth:`of`, of all that stand in some arrays."""
        return self._all if self._known else self.of(steps_in(codes).tolist())


class PathFinder:
    """Ranks the chains around entities against questions and walks the best.

    ``known``: (2 * n_relations, d), the scorer's vectors of all steps, where they were made before.
    """

    def __init__(self, graph: Graph, scorer: Scorer, known: NDArray[np.float32] | None = None) -> None:
        self.graph = graph
        self.scorer = scorer
        self.steps = StepVectors(graph, scorer.steps, known)
        self._around = _Kept(graph)
        self._relation: Callable[[int], str] = lru_cache(maxsize=None)(lambda code: graph.relation(code // 2).id)

    def find(
        self,
        question: ChainScores,
        starts: Sequence[str],
        *,
        hops: int,
        count: int,
        relations: frozenset[str] | None = None,
        wanted: Callable[[Node], bool] | None = None,
    ) -> list[tuple[Path, float]]:
        """The ``count`` best paths from all ``starts`` together, best first, with their probabilities.

        A probability is a chain's share among all chains of all starts and "none of these" (softmax over the
        question's scores), limited or not: where what is most likely meant may not be walked, the rest is no likelier.
        ``relations`` limits the steps to these ids, ``wanted`` the ends to these nodes: paths without any make room
        for others. Equal ones are in order of start and chain.
        """
        tables: list[tuple[str, int, NDArray[np.int64]]] = []
        others: list[NDArray[np.int64]] = []
        for start in dict.fromkeys(starts):
            row = self.graph.row(start)
            if row is not None:
                tables += [
                    (start, row, chains) for chains in self._chains(question, row, hops, relations) if len(chains)
                ]
                others += self._others(question, row, hops, relations)
        if not tables:
            return []
        listed = [*(chains for _, _, chains in tables), *others]
        scores = question.scores(self.steps.among(*listed), *listed)
        top_score = max(float(scores.max()), question.none)
        scores -= top_score
        shares = np.exp(scores, out=scores)
        shares /= shares.sum() + np.exp(question.none - top_score)
        bounds = np.cumsum([0, *(len(chains) for _, _, chains in tables)])
        shares = shares[: bounds[-1]]
        # Paths that lead nowhere wanted are many: for a type of thing it may be most.
        most = WALKED * count * (1 if wanted is None else WALKED)
        top = best(shares, most)
        owners = np.searchsorted(bounds, top, side="right") - 1
        ranked: list[tuple[float, str, Chain, int]] = []
        for share, owner, place in zip(
            shares[top].tolist(), owners.tolist(), (top - bounds[owners]).tolist(), strict=True
        ):
            start, row, chains = tables[owner]
            ranked.append((-share, start, tuple(chains[place].tolist()), row))
        found: list[tuple[Path, float]] = []
        for negative, start, chain, row in sorted(ranked):
            if len(found) == count:
                break
            path = self.path(start, row, chain, wanted)
            if path.ends:
                found.append((path, -negative))
        return found

    def _chains(
        self, question: ChainScores, row: int, hops: int, relations: frozenset[str] | None
    ) -> list[NDArray[np.int64]]:
        """The chains around an entity by ``relations`` alone, tables (n, length); where there are too many of some
        length, of that length those that begin as the question may be answered."""
        known = self._around(row, hops)
        tables = list(known.tables)
        if known.rest is not None:
            met = np.array(self._allowed(known.met.tolist(), relations), np.int64)
            tables += beyond(self.graph, row, known, hops, partial(self._promise, question, hops, relations, met))
        if relations is None:
            return tables
        return [chains[self._is_allowed(chains, relations)] for chains in tables]

    def _others(
        self, question: ChainScores, row: int, hops: int, relations: frozenset[str] | None
    ) -> list[NDArray[np.int64]]:
        """The chains around an entity by other than ``relations``, which have their shares though none is walked."""
        if relations is None:
            return []
        every = self._chains(question, row, hops, None)
        return [chains[~self._is_allowed(chains, relations)] for chains in every if len(chains)]

    def _promise(
        self,
        question: ChainScores,
        hops: int,
        relations: frozenset[str] | None,
        met: NDArray[np.int64],
        chains: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """The most that what begins with each of ``chains`` may score, going on by steps that were ``met``; -inf for a
        chain by other than ``relations``."""
        promise = question.begun(self.steps.among(chains, met), chains, hops, met)
        return promise if relations is None else np.where(self._is_allowed(chains, relations), promise, -np.inf)

    def _is_allowed(self, chains: NDArray[np.int64], relations: frozenset[str]) -> NDArray[np.bool_]:
        is_allowed = np.zeros(2 * self.graph.n_relations, bool)
        is_allowed[self._allowed(steps_in([chains]).tolist(), relations)] = True
        return np.asarray(is_allowed[chains].all(axis=1))

    def _allowed(self, codes: Sequence[int], relations: frozenset[str] | None) -> list[int]:
        return [code for code in codes if relations is None or self._relation(code) in relations]

    def path(self, start: str, row: int, chain: Chain, wanted: Callable[[Node], bool] | None = None) -> Path:
        """The chain walked from the entity ``start`` in ``row``: its ends, if need be only those ``wanted``, and the
        triples that lead there."""
        layers, edges = walk(self.graph, row, chain)
        ends = layers[-1]
        if wanted is not None:
            nodes = self.graph.nodes(ends)
            ends = np.array([end for end, node in zip(ends.tolist(), nodes, strict=True) if wanted(node)], np.int64)
            edges = leading(edges, ends)
            if not len(ends):
                return Path(start, (), (), ())
        kept = [pairs[: TRIPLES_KEPT // len(chain)] for pairs in edges]
        named = iter(self.graph.nodes(np.concatenate([ends[:ENDS_KEPT], *(pairs.ravel() for pairs in kept)])))
        own = tuple(islice(named, len(ends[:ENDS_KEPT])))
        triples: list[Triple] = []
        for code, pairs in zip(chain, kept, strict=True):
            relation = self._relation(code)
            for near, far in islice(zip(named, named, strict=True), len(pairs)):
                head, tail = (far, near) if code % 2 else (near, far)
                triples.append(Triple(str(head), relation, tail))
        steps = tuple(Step(self._relation(code), bool(code % 2)) for code in chain)
        return Path(start, steps, own, tuple(triples))


class _Kept:
    """The chains around the entities that were asked about last."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: OrderedDict[tuple[int, int], Around] = OrderedDict()
        self._chains = 0
        self._lock = Lock()

    def __call__(self, row: int, hops: int) -> Around:
        with self._lock:
            if (row, hops) in self._found:
                self._found.move_to_end((row, hops))
                return self._found[row, hops]
        made = around(self._graph, row, hops)
        with self._lock:
            if (row, hops) not in self._found:
                self._found[row, hops] = made
                self._chains += _size(made)
            while len(self._found) > 1 and (self._chains > CHAINS_KEPT or len(self._found) > STARTS_KEPT):
                self._chains -= _size(self._found.popitem(last=False)[1])
        return made

    def __len__(self) -> int:
        return len(self._found)


def _size(found: Around) -> int:
    return sum(map(len, found.tables))


def as_table(chains: Sequence[Chain]) -> NDArray[np.int64]:
    """Chains as rows (n, MAX_HOPS), -1 after a chain's end."""
    table = np.full((len(chains), MAX_HOPS), -1, np.int64)
    for i, chain in enumerate(chains):
        table[i, : len(chain)] = chain
    return table


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
