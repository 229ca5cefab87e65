"""Entities by their rows, which get their ids when these are asked for: of hundreds of thousands few ever are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph


class Ids(Sequence[str]):
    """The ids of the entities in ``rows`` (n,) of a graph."""

    __slots__ = ("_graph", "rows")

    def __init__(self, graph: Graph, rows: NDArray[np.int64]) -> None:
        self._graph = graph
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Ids: ...
    def __getitem__(self, index: int | slice) -> str | Ids:
        if isinstance(index, slice):
            return Ids(self._graph, self.rows[index])
        return str(self._graph.node(int(self.rows[index])))

    def __iter__(self) -> Iterator[str]:
        return map(str, self._graph.nodes(self.rows))

    def __contains__(self, id: object) -> bool:
        row = self._graph.row(id) if isinstance(id, str) else None
        return row is not None and bool((self.rows == row).any())


def rows_of(ids: Sequence[str], graph: Graph) -> NDArray[np.int64]:
    """(n,) the rows of entities, -1 where the graph has none."""
    if isinstance(ids, Ids):
        return ids.rows
    found = (graph.row(id) for id in ids)
    return np.fromiter((-1 if row is None else row for row in found), np.int64, len(ids))


def some_of(ids: Sequence[str], places: NDArray[np.int64]) -> Sequence[str]:
    """Those in some places, in that order."""
    if isinstance(ids, Ids):
        return Ids(ids._graph, ids.rows[places])
    return [ids[place] for place in places.tolist()]
