"""Which named graphs each triple came from: a side table to the sorted triples, there only where it says something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.strings import StringTable


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """The graphs of triple i are ``names[graphs[offsets[i]:offsets[i + 1]]]``, sorted; "" is the default graph.

    ``offsets`` (n_triples + 1,) int64; ``graphs`` int32.
    """

    names: StringTable
    offsets: Array
    graphs: Array

    @classmethod
    def build(cls, names: list[str], triples: Array, graphs: Array) -> Origins:
        """Of (n,) numbers of distinct triples, and as many numbers of ``names``, which must be sorted."""
        order = np.lexsort((graphs, triples))
        pairs = np.stack([triples[order], graphs[order]], axis=1)
        keep = np.ones(len(pairs), bool)
        keep[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
        counts = np.bincount(pairs[keep, 0])
        return cls(
            StringTable.build(names),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            pairs[keep, 1].astype(np.int32),
        )

    @classmethod
    def load(cls, file: ArrayFile, prefix: str, n_triples: int) -> Origins | None:
        """The table that :meth:`arrays` gave, None where the file has none. Raises StoreError on a wrong size."""
        if f"{prefix}.offsets" not in file:
            return None
        offsets, graphs = file.typed(f"{prefix}.offsets", np.int64), file.typed(f"{prefix}.graphs", np.int32)
        if offsets.size != n_triples + 1 or offsets[0] != 0 or offsets[-1] != graphs.size:
            raise StoreError(f"{file.path}: {prefix}: must hold the graphs of {n_triples} triples; the sizes disagree")
        return cls(StringTable.load(file, f"{prefix}.names"), offsets, graphs)

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {
            **self.names.arrays(f"{prefix}.names"),
            f"{prefix}.offsets": self.offsets,
            f"{prefix}.graphs": self.graphs,
        }

    def of(self, triple: int) -> tuple[str, ...]:
        """The names of the graphs that a triple stands in."""
        return tuple(self.names[at] for at in self.graphs[self.offsets[triple] : self.offsets[triple + 1]].tolist())

    def some_of(self, kept: Array) -> Origins:
        """Those of the triples that ``kept`` (n_triples,) marks."""
        counts = np.diff(self.offsets)
        offsets = np.concatenate([[0], np.cumsum(counts[kept])]).astype(np.int64)
        return Origins(self.names, offsets, self.graphs[np.repeat(kept, counts)])
