"""Relation chains around an entity: which ways lead anywhere, and where each of them ends.

Which chains there are is read off a sample of the nodes on the way, so that a hub costs milliseconds; the
ends of the few chains that are kept are then walked in full.

A step that undoes the one before it (a film's director, and what that one directed) does not lead back to the start:
"other films of its director" are meant. Any other step may, since "its son's mother" may be the start itself; but of
several ends the start is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.retriever.hubs import some_edges

Chain = tuple[int, ...]
"""Step codes: twice the relation's number, plus one where it is walked from tail to head."""

Rows = NDArray[Any]

NODES_SAMPLED = 64
"""Nodes of one chain that are looked at for further steps."""

NODES_WALKED = 20_000
"""Nodes between start and end that a kept chain goes through, at most."""


def discover(graph: Graph, start: int, hops: int) -> list[Chain]:
    """The chains of 1 to ``hops`` steps from the entity in row ``start``, sorted.

    A chain that only undoes its steps is left out.
    """
    found: list[Chain] = []
    frontier: dict[Chain, Rows] = {(): np.array([start], np.int64)}
    for _ in range(hops):
        frontier = onward(graph, start, frontier, most=NODES_SAMPLED)
        found += frontier
    return sorted(found, key=lambda chain: (len(chain), chain))


def onward(graph: Graph, start: int, frontier: Mapping[Chain, Rows], *, most: int) -> dict[Chain, Rows]:
    """Every chain of ``frontier`` with each step that goes on from it, and the nodes it leads to.

    ``frontier``: nodes of each chain, sorted rows; ``most`` of them, spread evenly, are gone on from. Gives
    sorted rows too, in order of chain, without ``start`` where a step undoes the one before it.
    """
    chains = list(frontier)
    inner = [_sample(nodes[nodes < graph.n_entities], most) for nodes in frontier.values()]
    if not chains:
        return {}
    nodes = np.concatenate(inner)
    owners = np.repeat(np.arange(len(chains)), [len(part) for part in inner])
    width = max(1, 2 * graph.n_relations)
    undoing = np.array([chain[-1] ^ 1 if chain else -1 for chain in chains])
    keys, ends = [], []
    for inverse in (0, 1):
        sources, relations, far = some_edges(graph, nodes, inverse=bool(inverse))
        codes = 2 * relations + inverse
        keep = (far != start) | (codes != undoing[owners[sources]])
        keys.append(owners[sources[keep]] * width + codes[keep])
        ends.append(far[keep].astype(np.int64))
    # All chains at once: a pair (chain and step, end) is one number, and sorting numbers is what numpy does well.
    key, end = np.concatenate(keys), np.concatenate(ends)
    kinds = _distinct(key)
    pairs = _distinct(np.searchsorted(kinds, key) * graph.n_terms + end)
    begins = np.searchsorted(pairs, np.arange(1, len(kinds)) * graph.n_terms)
    groups = np.split(pairs % max(1, graph.n_terms), begins)
    return {(*chains[kind // width], kind % width): group for kind, group in zip(kinds.tolist(), groups, strict=False)}


def walk(graph: Graph, start: int, chain: Chain) -> tuple[list[Rows], list[Rows]]:
    """The nodes after each step of ``chain``, and the edges that lead from ``start`` to its ends.

    Returns the layers, each sorted rows, and for each step an (n, 2) array of (near, far) rows.
    """
    layers: list[Rows] = []
    edges: list[Rows] = []
    frontier = np.array([start], np.int64)
    for i, code in enumerate(chain):
        inner = frontier[frontier < graph.n_entities][:NODES_WALKED]
        sources, relations, far = graph.expand(inner, inverse=bool(code % 2))
        keep = relations == code // 2
        if i and code == chain[i - 1] ^ 1:
            keep &= far != start
        if i == len(chain) - 1 and (far[keep] != start).any():
            keep &= far != start
        edges.append(np.stack([inner[sources[keep]], far[keep]], axis=1))
        frontier = np.unique(far[keep]).astype(np.int64)
        layers.append(frontier)
    return layers, leading(edges)


def leading(edges: Sequence[Rows], ends: Rows | None = None) -> list[Rows]:
    """Of the (near, far) rows of each step those from which the chain goes on, to the last step or to ``ends``."""
    kept = list(edges)
    if ends is not None and kept:
        kept[-1] = kept[-1][np.isin(kept[-1][:, 1], ends)]
    for i in range(len(kept) - 2, -1, -1):
        kept[i] = kept[i][np.isin(kept[i][:, 1], kept[i + 1][:, 0])]
    return kept


def _sample(nodes: Rows, most: int) -> Rows:
    if len(nodes) <= most:
        return nodes
    return nodes[np.linspace(0, len(nodes) - 1, most).astype(np.int64)]


def _distinct(numbers: Rows) -> Rows:
    """``numpy.unique`` of integers, by sorting; its hash table is slower on keys this long."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
