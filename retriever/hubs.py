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
    those last: every relation of every node is there, and what it costs does not grow with a hub's edges.
    """
    is_hub = graph.degrees(nodes) > HUB
    if not is_hub.any():
        return graph.expand(nodes, inverse=inverse)
    plain, places = np.flatnonzero(~is_hub), np.flatnonzero(is_hub)
    sources, relations, far = graph.expand(nodes[plain], inverse=inverse)
    hubs, own = np.unique(nodes[places], return_inverse=True)
    of, kinds, others = graph.some(hubs, OF_EACH, inverse=inverse)
    # A hub that stands in several places is looked at once.
    bounds = np.searchsorted(of, np.arange(len(hubs) + 1))
    counts = np.diff(bounds)[own]
    at = np.arange(int(counts.sum()))
    at += (bounds[own] - counts.cumsum() + counts).repeat(counts)
    return (
        np.concatenate([plain[sources], places.repeat(counts)]),
        np.concatenate([relations, kinds[at]]),
        np.concatenate([far, others[at]]),
    )
