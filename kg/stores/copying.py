"""A graph into a store, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.statements import Statement, entity_in, statement_rows
from kgqa.kg.stores.protocol import GraphStore
from kgqa.types import Quad, Triple

BATCH = 10_000
"""Facts or records that are written together."""

STATEMENTS = 1_000
"""Facts with qualifiers that are written together, each in one piece."""

_Item = TypeVar("_Item")


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def copy_into(graph: Graph, store: GraphStore, *, progress: Callable[[str, int, int], None] = silent) -> None:
    """Add all of a graph to a store: entities, relations, facts with their named graphs.

    A fact with qualifiers is given in one piece with them, before the other facts, so that a store may hold both as
    one. ``progress`` is called with a stage's name, what is done and how much there is. Where it is broken off, the
    same copy again goes on without duplicates. Raises InputError for what the store can't hold.
    """
    store.add(relations=(graph.relation(index) for index in range(graph.n_relations)))
    whole = np.zeros(graph.n_entities, bool)
    whole[np.fromiter(_whole_statements(graph), np.int64)] = True
    done = 0
    for entities in _batches(map(graph.entity, np.flatnonzero(~whole).tolist())):
        store.add(entities=entities)
        done += len(entities)
        progress("entities", done, graph.n_entities)
    for rows in _batches(np.flatnonzero(whole).tolist(), STATEMENTS):
        store.add(_with_facts(graph, rows), (graph.entity(row) for row in rows))
        done += len(rows)
        progress("entities", done, graph.n_entities)
    done = 0
    left = frozenset(graph.ids.take(np.flatnonzero(whole)))
    rest = (one for one in graph.statements() if one.head not in left)
    for triples in _batches(rest):
        store.add(triples)
        done += len(triples)
        progress("facts", min(done, graph.n_triples), graph.n_triples)


def _whole_statements(graph: Graph) -> Iterator[int]:
    """The rows of the statements that are nothing but their fact and its qualifiers, and are called as such."""
    for row in statement_rows(graph).tolist():
        entity = graph.entity(row)
        statement = Statement.read(graph.match(entity.id))
        if (
            statement is not None
            and entity == entity_in(statement, graph)
            and not graph.in_edges(row)[0].size
            and graph.origins(statement.fact)
        ):
            yield row


def _with_facts(graph: Graph, rows: Sequence[int]) -> Iterator[Triple]:
    """All that leads from some statements, and their facts, with the named graphs of each."""
    for row in rows:
        triples = list(graph.match(str(graph.node(row))))
        statement = Statement.read(triples)
        if statement is not None:
            triples.append(statement.fact)
        for head, relation, tail in ((one.head, one.relation, one.tail) for one in triples):
            for name in graph.origins(Triple(head, relation, tail)):
                yield Quad(head, relation, tail, name) if name else Triple(head, relation, tail)


def _batches(items: Iterable[_Item], size: int = BATCH) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
