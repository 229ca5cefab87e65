"""kgqa's own memory-mapped graph as a store: built once, opened at once, read-only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.stores.base import BaseStore
from kgqa.kg.stores.protocol import Counts
from kgqa.types import Entity, Node, Relation, Triple

_BLOCK = 1 << 16


class ArrayStore(BaseStore):
    """A :class:`kgqa.kg.graph.Graph`, by the protocol's verbs."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(read_only=True)
        self._graph = graph

    @classmethod
    def open(cls, path: str | Path) -> ArrayStore:
        """The graph of a knowledge base folder. Raises StoreError where it is none."""
        return cls(Graph.load(open_folder(path).arrays(GRAPH)))

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        return self._graph.match(head, relation, tail)

    def count(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> int:
        """As the protocol's; by arrays alone, so that no fact is made for it."""
        graph = self._graph
        if head is None and relation is None and tail is None:
            return graph.n_triples
        if head is not None and tail is not None:
            return super().count(head, relation, tail)
        end = head if head is not None else tail
        kind = None if relation is None else graph.relation_index(relation)
        if relation is not None and kind is None:
            return 0
        if end is None:
            blocks = range(0, graph.n_entities, _BLOCK)
            rows = (np.arange(start, min(start + _BLOCK, graph.n_entities)) for start in blocks)
            return sum(int(np.count_nonzero(graph.expand(block)[1] == kind)) for block in rows)
        row = graph.row(end)
        if row is None:
            return 0
        relations, _ = graph.out_edges(row) if head is not None else graph.in_edges(row)
        return int(relations.size if kind is None else np.count_nonzero(relations == kind))

    def counts(self) -> Counts:
        return Counts(self._graph.n_entities, self._graph.n_relations, self._graph.n_triples)

    def entity(self, id: str) -> Entity | None:
        return self._graph.entity_by_id(id)

    def relation(self, id: str) -> Relation | None:
        index = self._graph.relation_index(id)
        return None if index is None else self._graph.relation(index)

    def snapshot(self) -> Graph:
        return self._graph
