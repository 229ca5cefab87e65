"""The relation chain that a question's answers speak for, where a data set names none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.retriever.chains import NODES_WALKED, Chain, Layer, onward

Rows = NDArray[np.int64]


class ChainSearch:
    """Finds the chains whose ends are most like a set of names."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        for row in range(graph.n_terms):
            self._rows[graph.label(row).casefold()].append(row)

    def best(self, start: int, answers: Sequence[str], hops: int) -> list[Chain]:
        """The chains of 1 to ``hops`` steps from row ``start`` whose ends have the best F1 against the nodes
        called ``answers`` (by id or label), sorted; none where no chain reaches any."""
        wanted, owners = self._nodes(answers)
        found: list[tuple[float, Chain]] = []
        layer = Layer.at(start)
        for _ in range(hops):
            layer = onward(self._graph, start, layer, most=NODES_WALKED)
            for number, codes in enumerate(layer.chains.tolist()):
                reached = layer.ends(number)
                # Of several ends the start is none, as a path is walked.
                ends = reached[reached != start] if len(reached) > 1 else reached
                at = np.minimum(np.searchsorted(ends, wanted), len(ends) - 1)
                hit = ends[at] == wanted
                if hit.any():
                    precision = len(np.unique(wanted[hit])) / len(ends)
                    recall = len(np.unique(owners[hit])) / len(answers)
                    found.append((2 * precision * recall / (precision + recall), tuple(codes)))
        top = max((f1 for f1, _ in found), default=0.0)
        return sorted((chain for f1, chain in found if f1 == top), key=lambda chain: (len(chain), chain))

    def _nodes(self, answers: Sequence[str]) -> tuple[Rows, Rows]:
        """Rows that bear the names, and the number of the answer that each is for."""
        rows, owners = [], []
        for number, answer in enumerate(answers):
            by_id = self._graph.row(answer)
            named = {*self._rows.get(answer.casefold(), ()), *(() if by_id is None else (by_id,))}
            rows += sorted(named)
            owners += [number] * len(named)
        return np.array(rows, np.int64), np.array(owners, np.int64)
