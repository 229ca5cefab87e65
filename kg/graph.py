"""The graph: integer triples in compressed rows both ways, mapped from disk and read by pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.csr import Csr
from kgqa.kg.graph_tables import tables_of
from kgqa.kg.literals import LiteralTable
from kgqa.kg.origins import Origins
from kgqa.kg.records import EntityTable, RelationTable
from kgqa.kg.strings import ListTable, StringTable
from kgqa.types import Entity, Node, Quad, Relation, Triple

_BLOCK = 1 << 16
_MET = 1 << 16
"""Ids whose rows are remembered, some 10 MB."""


class Graph:
    """An immutable graph of entities, literals and relations.

    Terms are rows ``0..n_terms - 1``: entities sorted by id, then literals sorted by (value, datatype,
    language). Relations are numbered by sorted id. Numbers depend on the content, never on its order.

    >>> graph = Graph.build([Triple("Heat", "directed_by", "Michael Mann")])
    >>> [triple.tail for triple in graph.match(head="Heat")]
    ['Michael Mann']
    """

    __slots__ = ("_entities", "_into", "_literals", "_met", "_n_terms", "_origins", "_out", "_relations")

    def __init__(
        self,
        entities: EntityTable,
        literals: LiteralTable,
        relations: RelationTable,
        out: Csr,
        into: Csr,
        origins: Origins | None = None,
    ) -> None:
        self._entities = entities
        self._literals = literals
        self._relations = relations
        self._n_terms = len(entities.ids) + len(literals)
        self._out = out
        self._into = into
        self._origins = origins
        self._met: dict[str, int] = {}  # rows of ids that were given or asked for: who meets one asks for it again

    @classmethod
    def build(
        cls,
        triples: Iterable[Triple],
        entities: Iterable[Entity] = (),
        relations: Iterable[Relation] = (),
    ) -> Graph:
        """A graph of these statements; a repeated one counts once, and keeps every named graph it stands in.

        An entity or relation that is named in a triple only gets the default label of its id
        (``kgqa.kg.names``). Several records of one id are merged by a rule that does not depend on their
        order: ``kgqa.kg.records.merge_entities``. Raises InputError for an empty id, a tail that is no
        node, or text that UTF-8 can't hold.
        """
        return cls(*tables_of(triples, entities, relations))

    @classmethod
    def load(cls, file: ArrayFile) -> Graph:
        """The graph in ``file``, mapped and not read. Raises StoreError where arrays don't fit together."""
        entities = EntityTable.load(file, "entities")
        literals = LiteralTable.load(file, "literals")
        n_terms = len(entities.ids) + len(literals)
        out, into = Csr.load(file, "out", n_terms), Csr.load(file, "in", n_terms)
        if out.relations.size != into.relations.size:
            raise StoreError(
                f"{file.path}: both directions must hold as many edges, "
                f"found {out.relations.size} and {into.relations.size}"
            )
        origins = Origins.load(file, "origins", out.relations.size)
        return cls(entities, literals, RelationTable.load(file, "relations"), out, into, origins)

    def arrays(self) -> dict[str, Array]:
        """All of the graph as named arrays, a function of its content."""
        return {
            **self._entities.arrays("entities"),
            **self._literals.arrays("literals"),
            **self._relations.arrays("relations"),
            **self._out.arrays("out"),
            **self._into.arrays("in"),
            **(self._origins.arrays("origins") if self._origins else {}),
        }

    @property
    def n_entities(self) -> int:
        """Number of entities, named in triples or not."""
        return len(self._entities.ids)

    @property
    def n_literals(self) -> int:
        """Number of distinct literals."""
        return len(self._literals)

    @property
    def n_terms(self) -> int:
        """Number of rows: entities and literals."""
        return self._n_terms

    @property
    def n_triples(self) -> int:
        """Number of distinct triples."""
        return int(self._out.relations.size)

    @property
    def n_relations(self) -> int:
        """Number of relations, used or not."""
        return len(self._relations.ids)

    @property
    def ids(self) -> StringTable:
        """(n_entities,) ids, sorted."""
        return self._entities.ids

    @property
    def labels(self) -> StringTable:
        """(n_entities,) labels."""
        return self._entities.labels

    @property
    def aliases(self) -> ListTable:
        """(n_entities,) tuples of aliases."""
        return self._entities.aliases

    @property
    def descriptions(self) -> StringTable:
        """(n_entities,) descriptions, empty where there is none."""
        return self._entities.descriptions

    @property
    def types(self) -> ListTable:
        """(n_entities,) tuples of the labels of types."""
        return self._entities.types

    @property
    def literals(self) -> LiteralTable:
        """(n_literals,) literals; row ``n_entities + i`` of the graph is the i-th."""
        return self._literals

    @property
    def triples(self) -> Array:
        """(n_triples, 3) int32 rows of (head, relation, tail), sorted; made anew at each call."""
        return np.stack([self._out.rows(), self._out.relations, self._out.others], axis=1)

    @property
    def named_graphs(self) -> tuple[str, ...]:
        """The names of the graphs that statements came from, sorted; () where all are of the default graph.

        "" is the default graph.
        """
        return tuple(self._origins.names) if self._origins else ()

    def origins(self, triple: Triple) -> tuple[str, ...]:
        """The named graphs that a triple stands in, sorted; "" is the default graph, () where it is no fact."""
        head, relation = self.row(triple.head), self.relation_index(triple.relation)
        tail = self.row(triple.tail)
        if head is None or relation is None or tail is None:
            return ()
        at = self._out.find(head, relation, tail)
        if at is None:
            return ()
        return self._origins.of(at) if self._origins else ("",)

    def statements(self) -> Iterator[Triple]:
        """Every triple, once for each named graph that it stands in (then a :class:`Quad`), sorted.

        Unlike :meth:`match`, it needs no memory that grows with the graph.
        """
        names = list(self._relations.ids)
        for start in range(0, self.n_triples, _BLOCK):
            block = np.arange(start, min(start + _BLOCK, self.n_triples))
            heads = np.searchsorted(self._out.offsets, block, side="right") - 1
            rows = zip(
                heads.tolist(), self._out.relations[block].tolist(), self._out.others[block].tolist(), strict=True
            )
            for at, (head, relation, tail) in enumerate(rows, start):
                triple = Triple(self._entities.ids[head], names[relation], self.node(tail))
                for graph in self._origins.of(at) if self._origins else ("",):
                    yield Quad(triple.head, triple.relation, triple.tail, graph) if graph else triple

    def row(self, node: Node) -> int | None:
        """The row of an entity's id or a literal, or None where the graph has no such term."""
        if isinstance(node, str):
            met = self._met.get(node)
            if met is None and (met := self._entities.ids.find(node)) is not None:
                self._meet(node, met)
            return met
        at = self._literals.find(node)
        return None if at is None else self.n_entities + at

    def node(self, row: int) -> Node:
        """The entity's id or the literal in ``row``. Raises IndexError outside 0..n_terms - 1."""
        self._check(row, self.n_terms)
        if row < self.n_entities:
            id = self._entities.ids[row]
            self._meet(id, int(row))
            return id
        return self._literals[row - self.n_entities]

    def nodes(self, rows: Array) -> list[Node]:
        """:meth:`node` of many rows at once. Raises IndexError where one is outside 0..n_terms - 1."""
        if rows.size:
            self._check(int(rows.min()), self.n_terms)
            self._check(int(rows.max()), self.n_terms)
        is_own = rows < self.n_entities
        own = rows[is_own]
        ids = self._entities.ids.take(own)
        if len(ids) <= _MET // 8:
            if len(self._met) + len(ids) > _MET:
                self._met = {}
            self._met.update(zip(ids, own.tolist(), strict=True))
        if len(ids) == len(rows):
            return list(ids)
        known, literals = iter(ids), iter(self._literals.take(rows[~is_own] - self.n_entities))
        return [next(known) if is_id else next(literals) for is_id in is_own.tolist()]

    def entity(self, row: int) -> Entity:
        """The entity in ``row``. Raises IndexError outside 0..n_entities - 1."""
        self._check(row, self.n_entities)
        return self._entities.entity(row)

    def entities(self, rows: Array) -> list[Entity]:
        """:meth:`entity` of many rows at once. Raises IndexError where one is outside 0..n_entities - 1."""
        if rows.size:
            self._check(int(rows.min()), self.n_entities)
            self._check(int(rows.max()), self.n_entities)
        own = self._entities
        fields = (own.ids, own.labels, own.aliases, own.descriptions, own.types)
        return list(map(Entity, *(table.take(rows) for table in fields)))

    def entity_by_id(self, id: str) -> Entity | None:
        """The entity with this id, or None."""
        row = self.row(id)
        return None if row is None else self._entities.entity(row)

    def label(self, row: int) -> str:
        """What to call the term in ``row``: an entity's label, a literal's value."""
        self._check(row, self.n_terms)
        if row < self.n_entities:
            return self._entities.labels[row]
        return self._literals.values[row - self.n_entities]

    def names(self, rows: Array) -> list[str]:
        """:meth:`label` of many rows at once, each from 0 to n_terms - 1."""
        own = rows < self.n_entities
        if not own.any():
            return self._literals.values.take(rows - self.n_entities)
        labels = iter(self._entities.labels.take(rows[own]))
        values = iter(self._literals.values.take(rows[~own] - self.n_entities))
        return [next(labels) if is_own else next(values) for is_own in own.tolist()]

    def relation(self, index: int) -> Relation:
        """The relation with number ``index``. Raises IndexError outside 0..n_relations - 1."""
        self._check(index, self.n_relations)
        return self._relations.relation(index)

    def relation_index(self, id: str) -> int | None:
        """The number of the relation with this id, or None."""
        return self._relations.ids.find(id)

    def degree(self, row: int) -> int:
        """Number of triples with the term as head plus those with it as tail."""
        self._check(row, self.n_terms)
        out, into = self._out.offsets, self._into.offsets
        return int(out[row + 1] - out[row] + into[row + 1] - into[row])

    def degrees(self, rows: Array) -> Array:
        """(len(rows),) int64 :meth:`degree` of many rows at once."""
        out, into = self._out.offsets, self._into.offsets
        found: Array = out[rows + 1] - out[rows] + into[rows + 1] - into[rows]
        return found

    def out_edges(self, row: int) -> tuple[Array, Array]:
        """(relations, tails) of the triples with this head, int32 views sorted by (relation, tail)."""
        if not 0 <= row < self._n_terms:
            raise self._no_row(row, self._n_terms)
        return self._out.edges(row)

    def in_edges(self, row: int) -> tuple[Array, Array]:
        """(relations, heads) of the triples with this tail, int32 views sorted by (relation, head)."""
        if not 0 <= row < self._n_terms:
            raise self._no_row(row, self._n_terms)
        return self._into.edges(row)

    def expand(self, rows: Array, *, inverse: bool = False, limit: int | None = None) -> tuple[Array, Array, Array]:
        """The edges of many rows at once: (positions in ``rows``, relations, far rows), each (n_edges,).

        From head to tail, or from tail to head where ``inverse``; with ``limit`` no more than so many, those of
        the first rows, at a cost that does not grow with what is left out.
        """
        return (self._into if inverse else self._out).expand(rows, limit)

    def along(
        self, rows: Array, relations: Array | int, *, inverse: bool = False, most: int | None = None
    ) -> tuple[Array, Array]:
        """The edges of one relation of each row: (positions in ``rows``, far rows), each (n_edges,), as :meth:`expand`
        has them. ``relations``: one for each row or one for all; ``most``: so many of each row, spread evenly. What
        else a hub has is not read."""
        return (self._into if inverse else self._out).along(rows, relations, most)

    def steps(self, rows: Array, *, inverse: bool = False) -> tuple[Array, Array, Array]:
        """As :meth:`expand`, with the place of each edge in place of where it leads, which :meth:`far` says."""
        return (self._into if inverse else self._out).steps(rows)

    def far(self, edges: Array, *, inverse: bool = False) -> Array:
        """(n,) the far rows of edges by their places."""
        return (self._into if inverse else self._out).others[edges]

    def runs(self, rows: Array, *, inverse: bool = False) -> tuple[Array, Array, Array, Array]:
        """The relations of many rows: (positions in ``rows``, relations, edges of it, least far row), each (n_runs,),
        in order of the first two. A hub's edges are not read."""
        return (self._into if inverse else self._out).runs(rows)

    def some(self, rows: Array, most: int, *, inverse: bool = False) -> tuple[Array, Array, Array]:
        """As :meth:`expand`, but at most ``most`` edges of each relation of each row, spread evenly, at a cost that
        does not grow with the others."""
        return (self._into if inverse else self._out).some(rows, most)

    def pairs(self, relation: int) -> tuple[Array, Array]:
        """(heads, tails), each (n,) rows, of all triples of a relation, sorted by both; looks at every triple once."""
        at = np.flatnonzero(self._out.relations == relation)
        return np.searchsorted(self._out.offsets, at, side="right") - 1, self._out.others[at]

    def without(self, heads: Array) -> Graph:
        """The same terms and relations, rows and numbers, without the facts and the types of the entities in the rows
        ``heads``. The edges are copied."""
        kept = ~np.isin(self._out.rows(), heads)
        types = self.types.take(np.arange(self.n_entities))
        for row in heads.tolist():
            types[row] = ()
        return Graph(
            replace(self._entities, types=ListTable.build(types)),
            self._literals,
            self._relations,
            self._out.some_of(kept),
            self._into.some_of(~np.isin(self._into.others, heads)),
            self._origins.some_of(kept) if self._origins else None,
        )

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        """The triples that fit the pattern, None being the wildcard, in order of (head, relation, tail).

        A pattern with neither head nor tail looks at every triple; the others at one term's only.
        """
        head_row = None if head is None else self.row(head)
        relation_row = None if relation is None else self.relation_index(relation)
        tail_row = None if tail is None else self.row(tail)
        for given, found in ((head, head_row), (relation, relation_row), (tail, tail_row)):
            if given is not None and found is None:
                return
        yield from self._named(*self._rows(head_row, relation_row, tail_row))

    def _rows(self, head: int | None, relation: int | None, tail: int | None) -> tuple[Array, Array, Array]:
        if head is not None:
            relations, tails = self._out.edges(head, relation)
            keep = slice(None) if tail is None else tails == tail
            return np.full(tails.size, head, np.int32)[keep], relations[keep], tails[keep]
        if tail is not None:
            relations, heads = self._into.edges(tail, relation)
            if relation is None:
                order = np.lexsort((relations, heads))
                relations, heads = relations[order], heads[order]
            return heads, relations, np.full(heads.size, tail, np.int32)
        if relation is not None:
            heads, tails = self.pairs(relation)
            return heads, np.full(heads.size, relation, np.int32), tails
        return self._out.rows(), self._out.relations, self._out.others

    def _named(self, heads: Array, relations: Array, tails: Array) -> Iterator[Triple]:
        names = {int(index): self._relations.ids[int(index)] for index in np.unique(relations)}
        head, head_row = "", -1
        for row, relation, tail in zip(heads.tolist(), relations.tolist(), tails.tolist(), strict=True):
            if row != head_row:
                head, head_row = self._entities.ids[row], row
            yield Triple(head, names[relation], self.node(tail))

    def _meet(self, id: str, row: int) -> None:
        if len(self._met) >= _MET:
            self._met = {}
        self._met[id] = row

    @classmethod
    def _check(cls, row: int, size: int) -> None:
        # A negative row would silently count from the end of some array.
        if not 0 <= row < size:
            raise cls._no_row(row, size)

    @staticmethod
    def _no_row(row: int, size: int) -> IndexError:
        return IndexError(f"row must be from 0 to {size - 1}, found {row}")

    def __repr__(self) -> str:
        return (
            f"Graph({self.n_entities} entities, {self.n_literals} literals, "
            f"{self.n_relations} relations, {self.n_triples} triples)"
        )

    def __reduce__(self) -> Any:
        raise TypeError("a Graph is mapped from its file and can't be pickled: open the folder again")
