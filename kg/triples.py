"""Statements on their way into a graph: names once, and 12 bytes a triple, however long the file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.arrays import Array
from kgqa.kg.literals import Key
from kgqa.types import Literal, Quad, Triple


class TripleList:
    """A list of triples that holds each name once: numbers count names in their order of appearance.

    ``entities``, ``literals``, ``relations`` and ``graphs`` map names to numbers. Iterating makes the triples
    anew, in order; those of a named graph are Quads.
    """

    __slots__ = ("_edges", "_origins", "entities", "graphs", "literals", "relations")

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.entities: dict[str, int] = {}
        self.literals: dict[Key, int] = {}
        self.relations: dict[str, int] = {}
        self.graphs: dict[str, int] = {"": 0}
        self._edges = array("i")
        self._origins: array[int] | None = None
        self.extend(triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples. Raises InputError for a tail that is no node, and for more than 2**31 - 1 terms."""
        entities, relations, literals, edges = self.entities, self.relations, self.literals, self._edges
        try:
            for triple in triples:
                tail = triple.tail
                if isinstance(tail, str):
                    end = entities.setdefault(tail, len(entities))
                elif isinstance(tail, Literal):
                    key = (tail.value, tail.datatype, tail.lang)
                    # Literals count down from -1, so that one column holds both.
                    end = ~literals.setdefault(key, len(literals))
                else:
                    raise InputError(f"the tail of a triple must be an id or a Literal, found {tail!r}")
                head = entities.setdefault(triple.head, len(entities))
                edges.extend((head, relations.setdefault(triple.relation, len(relations)), end))
                if self._origins is not None or isinstance(triple, Quad):
                    self._note(triple.graph if isinstance(triple, Quad) else "")
        except OverflowError:
            raise InputError(f"a graph holds at most 2**31 - 1 terms, found {len(entities) + len(literals)}") from None

    def extend_rows(self, rows: Array, graphs: Array | None = None) -> None:
        """Add triples as (n, 3) int32 numbers of this list such as :attr:`rows` has; ``graphs`` (n,) int32 are those
        of their graphs, None where all are of the default graph."""
        if self._origins is None and graphs is not None and graphs.any():
            self._origins = array("i", bytes(4 * len(self)))
        self._edges.frombytes(np.ascontiguousarray(rows, np.int32).tobytes())
        if self._origins is not None:
            self._origins.frombytes(bytes(4 * len(rows)) if graphs is None else graphs.astype(np.int32).tobytes())

    def _note(self, graph: str) -> None:
        if self._origins is None:
            if not graph:
                return
            self._origins = array("i", bytes(4 * (len(self) - 1)))
        self._origins.append(self.graphs.setdefault(graph, len(self.graphs)))

    def __len__(self) -> int:
        return len(self._edges) // 3

    def __iter__(self) -> Iterator[Triple]:
        entities, relations, literals = list(self.entities), list(self.relations), list(self.literals)
        graphs = list(self.graphs)
        edges, origins = self._edges, self._origins
        for at in range(len(self)):
            head, relation, end = edges[3 * at : 3 * at + 3]
            tail = entities[end] if end >= 0 else Literal(*literals[~end])
            graph = graphs[origins[at]] if origins else ""
            if graph:
                yield Quad(entities[head], relations[relation], tail, graph)
            else:
                yield Triple(entities[head], relations[relation], tail)

    def __repr__(self) -> str:
        return f"TripleList({len(self)} triples)"

    @property
    def rows(self) -> Array:
        """(n, 3) int32 copy: numbers of head, relation and tail; the tail is ~n for the n-th literal."""
        return np.array(self._edges, np.int32).reshape(-1, 3)

    def view(self) -> Array:
        """:attr:`rows` without a copy. While somebody holds it, the list can't grow (BufferError)."""
        return np.frombuffer(self._edges, np.int32).reshape(-1, 3)

    @property
    def origins(self) -> Array | None:
        """(n,) int32 copy: numbers of the named graphs; None where all are of the default graph."""
        return None if self._origins is None else np.array(self._origins, np.int32)

    def where(self, keep: Array) -> TripleList:
        """The triples that an (n,) boolean array marks; names keep their numbers."""
        chosen = TripleList()
        chosen.entities, chosen.literals = self.entities, self.literals
        chosen.relations, chosen.graphs = self.relations, self.graphs
        chosen._edges = array("i", self.view()[keep].tobytes())
        if self._origins is not None:
            chosen._origins = array("i", np.array(self._origins, np.int32)[keep].tobytes())
        return chosen

    def renamed(self, names: Mapping[str, str]) -> TripleList:
        """The same with other names for entities, heads and tails alike."""
        changed, number = TripleList(), np.zeros(len(self.entities), np.int32)
        for name, at in self.entities.items():
            new = names.get(name, name)
            number[at] = changed.entities.setdefault(new, len(changed.entities))
        changed.literals, changed.relations, changed.graphs = self.literals, self.relations, self.graphs
        rows = self.rows
        rows[:, 0] = number[rows[:, 0]]
        is_entity = rows[:, 2] >= 0
        rows[is_entity, 2] = number[rows[is_entity, 2]]
        changed._edges = array("i", rows.tobytes())
        changed._origins = None if self._origins is None else self._origins[:]
        return changed
