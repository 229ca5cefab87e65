"""The names in a graph as RDF statements that fit a pattern, made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS
from kgqa.kg.graph import Graph
from kgqa.kg.strings import ListTable, StringTable
from kgqa.types import Literal, Node, Triple

_LABEL, _DESCRIPTION = LABELS[0], DESCRIPTIONS[0]
_PREDICATES = (_LABEL, ALIAS, _DESCRIPTION, ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL)


class Names:
    """Labels (of every entity), aliases, descriptions, types and inverses, but for those that are facts as well.

    An entity without facts whose id is a relation's too is marked as an entity, as in files.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._may_be_facts = any(graph.relation_index(id) is not None for id in _PREDICATES)
        rows = (graph.row(graph.relation(index).id) for index in range(graph.n_relations))
        self._marked = frozenset(row for row in rows if row is not None and not graph.degree(row))

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        """The statements that fit the pattern, None being the wildcard."""
        if relation is not None and relation not in _PREDICATES:
            return
        if tail is not None and (not isinstance(tail, Literal) or tail.datatype or tail.lang):
            return
        for name in self._near(head, None if tail is None else tail.value):
            fits = (head is None or name.head == head) and (relation is None or name.relation == relation)
            if fits and (tail is None or name.tail == tail) and not self._is_fact(name):
                yield name

    def __len__(self) -> int:
        if self._may_be_facts:
            return sum(1 for _ in self.match())
        graph = self._graph
        listed = len(graph.aliases.strings) + len(graph.types.strings)
        described = int(np.count_nonzero(np.diff(_offsets(graph.descriptions))))
        return graph.n_entities + listed + described + len(self._marked) + sum(1 for _ in self._of_relations())

    def _near(self, head: str | None, text: str | None) -> Iterator[Triple]:
        """A few statements among which are all that fit."""
        graph = self._graph
        yield from self._of_relations()
        if head is not None:
            row = graph.row(head)
            rows: Iterable[int] = () if row is None else (row,)
        elif text is not None:
            lists = [list_rows(table, text) for table in (graph.aliases, graph.types)]
            found = [equal_rows(graph.labels, text), equal_rows(graph.descriptions, text), *lists]
            rows = sorted({*np.concatenate(found).tolist(), *self._marked})
        else:
            rows = range(graph.n_entities)
        for at in rows:
            yield from self._of_entity(at)

    def _of_entity(self, row: int) -> Iterator[Triple]:
        entity = self._graph.entity(row)
        yield Triple(entity.id, _LABEL, Literal(entity.label))
        yield from (Triple(entity.id, ALIAS, Literal(alias)) for alias in entity.aliases)
        if entity.description:
            yield Triple(entity.id, _DESCRIPTION, Literal(entity.description))
        yield from (Triple(entity.id, ENTITY_TYPE, Literal(kind)) for kind in entity.types)
        if row in self._marked:
            yield Triple(entity.id, ENTITY, Literal("true"))

    def _of_relations(self) -> Iterator[Triple]:
        for index in range(self._graph.n_relations):
            relation = self._graph.relation(index)
            # An id may be an entity's too, and then has two labels that RDF itself can't tell apart.
            shared = self._graph.row(relation.id) is not None
            label, alias = (RELATION_LABEL, RELATION_ALIAS) if shared else (_LABEL, ALIAS)
            yield Triple(relation.id, label, Literal(relation.label))
            yield from (Triple(relation.id, alias, Literal(text)) for text in relation.aliases)
            if relation.inverse:
                yield Triple(relation.id, INVERSE_LABEL, Literal(relation.inverse))

    def _is_fact(self, name: Triple) -> bool:
        return self._may_be_facts and bool(self._graph.origins(name))


def equal_rows(table: StringTable, text: str) -> Array:
    """The rows of a table of n strings that are equal to ``text``, without decoding any: (n_found,) int64."""
    try:
        key = text.encode()
    except UnicodeEncodeError:
        return np.empty(0, np.int64)
    offsets, blob = _offsets(table), table.arrays("t")["t.blob"]
    rows: Array = np.flatnonzero(np.diff(offsets) == len(key))
    for at, byte in enumerate(key):
        if not rows.size:
            break
        rows = rows[blob[offsets[rows] + at] == byte]
    return rows


def list_rows(table: ListTable, text: str) -> Array:
    """The rows of a table of lists that hold ``text``: (n_found,) int64."""
    found: Array = np.searchsorted(table.arrays("t")["t.rows"], equal_rows(table.strings, text), side="right") - 1
    return found


def _offsets(table: StringTable) -> Array:
    return table.arrays("t")["t.offsets"]
