"""Clusters while they grow, with the record of every merge."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.extract.resolve.clusters import Cluster, Inside, forbidden
from kgqa.extract.resolve.items import Item
from kgqa.extract.resolve.result import Merge


class Pool:
    """A cluster for each item at first; a cluster is named by the row number that :meth:`find` gives."""

    def __init__(self, items: Sequence[Item], inside: Inside, apart: Sequence[Sequence[int]]) -> None:
        self.items = items
        self.clusters: dict[int, Cluster] = {row: Cluster.of(row, item, apart[row]) for row, item in enumerate(items)}
        self.merges: list[Merge] = []
        self._inside = inside
        self._parent = list(range(len(items)))

    def find(self, row: int) -> int:
        """The row number that names the cluster of an item."""
        while self._parent[row] != row:
            self._parent[row] = self._parent[self._parent[row]]
            row = self._parent[row]
        return row

    def of(self, row: int) -> Cluster:
        """The cluster of an item."""
        return self.clusters[self.find(row)]

    def why_not(self, a: int, b: int, *, decided: bool = False) -> str:
        """Why the clusters of two items can't be one, "" where they can."""
        return forbidden(self.of(a), self.of(b), self._inside, decided=decided)

    def merge(self, a: int, b: int, reason: str, score: float) -> None:
        """Makes the clusters of two items one."""
        one, two = self.find(a), self.find(b)
        if one == two:
            return
        left, right = sorted((self.items[a].side, self.items[b].side))
        self.merges.append(Merge(left, right, reason, score))
        if len(self.clusters[one].rows) < len(self.clusters[two].rows):
            one, two = two, one
        self._parent[two] = one
        self.clusters[one].take(self.clusters.pop(two))
