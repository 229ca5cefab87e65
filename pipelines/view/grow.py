"""Which terms of a graph a picture shows: hop by hop from some, fairly, up to a number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.graph import Graph

SHARE, LEAST = 6, 8
"""Of one entity's neighbours by one relation, at most a SHARE-th of the room (or LEAST) come in before all others
have had their turn: a genre of 30,000 films leaves room for what else there is to see."""
LOOKED_AT = 1024
"""Of the neighbours by one relation as many, the first by row, are ranked by degree."""


def grow(graph: Graph, distances: dict[int, int], hops: int, room: int) -> dict[int, int]:
    """The rows to draw and how many hops each is from the start, in order of coming in.

    ``distances`` holds those that are in already, the starts at 0; ``room`` is how many rows there may be in all.
    Neighbours come in by turns: of each entity one by each of its relations, the best connected first. Literals
    lead nowhere: that two films are of one year says little about either.
    """
    found = dict(distances)
    for fan in (max(LEAST, room // SHARE), room):
        for hop in range(1, hops + 1):
            frontier = [row for row, distance in found.items() if distance == hop - 1 and row < graph.n_entities]
            for row in in_turns([neighbours(graph, row, fan) for row in frontier]):
                if len(found) >= room:
                    return found
                found.setdefault(row, hop)
    return found


def neighbours(graph: Graph, row: int, fan: int) -> Iterator[int]:
    """Rows beside an entity, by turns of its relations (those from it, then those to it), at most ``fan`` of each."""
    sides = (graph.out_edges(row), graph.in_edges(row))
    return in_turns([ranked(graph, group, fan) for relations, rows in sides for group in _groups(relations, rows)])


def ranked(graph: Graph, rows: Array, fan: int) -> Iterator[int]:
    """The ``fan`` best connected of ``rows``, equal ones by row."""
    held = np.unique(rows[:LOOKED_AT]).tolist()
    yield from sorted(held, key=lambda row: (-graph.degree(row), row))[:fan]


def in_turns(queues: list[Iterator[int]]) -> Iterator[int]:
    """One of each queue, then the next of each, until all are empty."""
    while queues:
        left = []
        for queue in queues:
            for row in queue:
                yield row
                left.append(queue)
                break
        queues = left


def _groups(relations: Array, rows: Array) -> list[Array]:
    """Far rows by relation; edges come sorted by relation."""
    if not relations.size:
        return []
    return np.split(rows, np.flatnonzero(np.diff(relations)) + 1)


def most_connected(graph: Graph, count: int) -> list[str]:
    """Ids of the ``count`` entities in most triples, the first by id where equal; those in none are left out."""
    ends = graph.triples[:, [0, 2]].ravel()
    degrees = np.bincount(ends, minlength=graph.n_terms)[: graph.n_entities]
    best = np.lexsort((np.arange(graph.n_entities), -degrees))[:count]
    return [graph.ids[row] for row in best.tolist() if degrees[row]]
