"""Relation chains around an entity: which ways lead anywhere, and where each of them ends.

Which chains there are is read off a sample of the nodes on the way, so that a hub costs milliseconds; the
ends of the few chains that are kept are then walked in full.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph

Chain = tuple[int, ...]
"""Step codes: twice the relation's number, plus one where it is walked from tail to head."""

Rows = NDArray[Any]

NODES_SAMPLED = 64
"""Nodes of one chain that are looked at for further steps."""

NODES_WALKED = 20_000
"""Nodes between start and end that a kept chain goes through, at most."""


def discover(graph: Graph, start: int, hops: int) -> list[Chain]:
    """The chains of 1 to ``hops`` steps from the entity in row ``start``, sorted.

    A chain that only leads back to its start is left out.
    """
    found: list[Chain] = []
    frontier: dict[Chain, Rows] = {(): np.array([start], np.int64)}
    for _ in range(hops):
        following: dict[Chain, Rows] = {}
        for chain, nodes in frontier.items():
            inner = _sample(nodes[nodes < graph.n_entities])
            for inverse in (0, 1):
                _, relations, far = graph.expand(inner, inverse=bool(inverse))
                keep = far != start
                relations, far = relations[keep], far[keep]
                order = np.argsort(relations, kind="stable")
                relations, far = relations[order], far[order]
                kinds, begins = np.unique(relations, return_index=True)
                for relation, group in zip(kinds.tolist(), np.split(far, begins[1:]), strict=False):
                    following[(*chain, 2 * relation + inverse)] = np.unique(group)
        found += following
        frontier = following
    return sorted(found, key=lambda chain: (len(chain), chain))


def walk(graph: Graph, start: int, chain: Chain) -> tuple[list[Rows], list[Rows]]:
    """The nodes after each step of ``chain``, and the edges that lead from ``start`` to its ends.

    Returns the layers, each sorted rows without ``start``, and for each step an (n, 2) array of
    (near, far) rows.
    """
    layers: list[Rows] = []
    edges: list[Rows] = []
    frontier = np.array([start], np.int64)
    for code in chain:
        inner = frontier[frontier < graph.n_entities][:NODES_WALKED]
        sources, relations, far = graph.expand(inner, inverse=bool(code % 2))
        keep = (relations == code // 2) & (far != start)
        edges.append(np.stack([inner[sources[keep]], far[keep]], axis=1))
        frontier = np.unique(far[keep]).astype(np.int64)
        layers.append(frontier)
    for i in range(len(edges) - 2, -1, -1):
        # Only nodes from which the chain goes on belong to the path.
        edges[i] = edges[i][np.isin(edges[i][:, 1], edges[i + 1][:, 0])]
    return layers, edges


def _sample(nodes: Rows) -> Rows:
    if len(nodes) <= NODES_SAMPLED:
        return nodes
    return nodes[np.linspace(0, len(nodes) - 1, NODES_SAMPLED).astype(np.int64)]
