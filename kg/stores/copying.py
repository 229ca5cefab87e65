"""A graph into a store, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from kgqa.kg.graph import Graph
from kgqa.kg.stores.protocol import GraphStore

BATCH = 10_000
"""Facts or records that are written together."""

_Item = TypeVar("_Item")


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def copy_into(graph: Graph, store: GraphStore, *, progress: Callable[[str, int, int], None] = silent) -> None:
    """Add all of a graph to a store: entities, relations, facts with their named graphs.

    ``progress`` is called with a stage's name, what is done and how much there is. Where it is broken off, the
    same copy again goes on without duplicates. Raises InputError for what the store can't hold.
    """
    store.add(relations=(graph.relation(index) for index in range(graph.n_relations)))
    done = 0
    for entities in _batches(graph.entity(row) for row in range(graph.n_entities)):
        store.add(entities=entities)
        done += len(entities)
        progress("entities", done, graph.n_entities)
    done = 0
    for triples in _batches(graph.statements()):
        store.add(triples)
        done += len(triples)
        progress("facts", min(done, graph.n_triples), graph.n_triples)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
