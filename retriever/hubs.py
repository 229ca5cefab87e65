"""Edges of nodes of which some have hundreds of thousands: of a hub a few of each relation stand for the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph

Rows = NDArray[Any]

HUB = 4096
"""Edges, both ways together, from which on a node is a hub."""

OF_EACH = 128
"""Edges of one relation that stand for all of a hub's, spread evenly."""


def some_edges(graph: Graph, nodes: Rows, *, inverse: bool) -> tuple[Rows, Rows, Rows]:
    """As :meth:`Graph.expand`, but of each hub among ``nodes`` at most :data:`OF_EACH` edges of each relation,
    those last: every relation of every node is there, and a hub's edges are looked at once.
    """
    is_hub = graph.degrees(nodes) > HUB
    if not is_hub.any():
        return graph.expand(nodes, inverse=inverse)
    plain = np.flatnonzero(~is_hub)
    sources, relations, far = graph.expand(nodes[plain], inverse=inverse)
    parts = [(plain[sources], relations, far)]
    for hub in np.unique(nodes[is_hub]).tolist():
        kinds, others = graph.in_edges(hub) if inverse else graph.out_edges(hub)
        kept = _spread(kinds)
        for place in np.flatnonzero(nodes == hub).tolist():
            parts.append((np.full(kept.size, place), kinds[kept], others[kept]))
    found = tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))
    return found[0], found[1], found[2]


def _spread(kinds: Rows) -> Rows:
    """Places of at most :data:`OF_EACH` edges of each relation; ``kinds`` are sorted."""
    ends = np.append(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1, kinds.size).tolist() if kinds.size else []
    parts = [
        np.linspace(begin, end - 1, min(end - begin, OF_EACH)).astype(np.int64)
        for begin, end in zip([0, *ends], ends, strict=False)
    ]
    return np.concatenate([np.zeros(0, np.int64), *parts])
