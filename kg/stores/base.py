"""What a store gets for free from pattern match and snapshot, and the checks of a batch to write."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of
from kgqa.kg.stores.protocol import Counts
from kgqa.kg.strings import check_text
from kgqa.types import Entity, Literal, Node, Quad, Relation, Triple

_Record = TypeVar("_Record", Entity, Relation)

Facts = dict[Triple, set[str]]
"""Distinct facts, and the named graphs that each stands in; "" is the default graph."""


class BaseStore(ABC):
    """The derived half of :class:`kgqa.kg.stores.protocol.GraphStore`."""

    def __init__(self, read_only: bool) -> None:
        self._read_only = read_only

    @property
    def read_only(self) -> bool:
        return self._read_only

    @abstractmethod
    def match(
        self, head: str | None = None, relation: str | None = None, tail: Node | None = None
    ) -> Iterator[Triple]: ...

    @abstractmethod
    def entity(self, id: str) -> Entity | None: ...

    @abstractmethod
    def relation(self, id: str) -> Relation | None: ...

    @abstractmethod
    def snapshot(self) -> Graph: ...

    def count(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> int:
        return sum(1 for _ in self.match(head, relation, tail))

    def neighbours(self, node: Node, relation: str | None = None, *, inverse: bool = False) -> Iterator[Node]:
        if inverse:
            yield from dict.fromkeys(triple.head for triple in self.match(relation=relation, tail=node))
        elif isinstance(node, str):
            yield from dict.fromkeys(triple.tail for triple in self.match(head=node, relation=relation))

    def counts(self) -> Counts:
        graph = self.snapshot()
        return Counts(graph.n_entities, graph.n_relations, graph.n_triples)

    def label(self, node: Node) -> str:
        if isinstance(node, Literal):
            return node.value
        known = self.entity(node)
        return known.label if known else label_of(node)

    def add(
        self, triples: Iterable[Triple] = (), entities: Iterable[Entity] = (), relations: Iterable[Relation] = ()
    ) -> None:
        self._check_writable()
        self._write(checked_facts(triples), checked_records(entities), checked_records(relations))

    def remove(self, triples: Iterable[Triple]) -> None:
        self._check_writable()
        self._delete(checked_facts(triples))

    def close(self) -> None:
        """Most stores open nothing of their own."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, facts: Facts, entities: list[Entity], relations: list[Relation]) -> None:
        raise NotImplementedError  # each writable store has its own; a read-only one never gets here

    def _delete(self, facts: Facts) -> None:
        raise NotImplementedError  # as above

    def _check_writable(self) -> None:
        if self._read_only:
            raise InputError(f"{type(self).__name__}: this store was opened for reading only; nothing was written")


def checked_facts(triples: Iterable[Triple]) -> Facts:
    """A batch, checked as ``Graph.build`` checks it.

    Raises InputError for an id that is empty or no string, a tail that is no node, and text with lone surrogates.
    """
    facts: Facts = {}
    for triple in triples:
        tail = triple.tail
        for what, id in (("head", triple.head), ("relation", triple.relation)):
            _check_id(what, id)
        if isinstance(tail, Literal):
            for text in (tail.value, tail.datatype, tail.lang):
                check_text(text)
        elif isinstance(tail, str):
            _check_id("tail", tail)
        else:
            raise InputError(f"the tail of a triple must be an id or a Literal, found {tail!r}")
        graph = triple.graph if isinstance(triple, Quad) else ""
        facts.setdefault(Triple(triple.head, triple.relation, tail), set()).add(check_text(graph))
    return facts


def checked_records(records: Iterable[_Record]) -> list[_Record]:
    """Records of entities or relations, their ids and texts checked as those of facts."""
    held = list(records)
    for record in held:
        _check_id(type(record).__name__.lower(), record.id)
        for text in _texts(record):
            check_text(text)
    return held


def statements(facts: Facts) -> Iterator[Triple]:
    """Each fact once for each named graph that it stands in, then as a Quad."""
    for fact, graphs in facts.items():
        for graph in sorted(graphs):
            yield Quad(fact.head, fact.relation, fact.tail, graph) if graph else fact


def with_graphs(before: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """The named graphs of a fact after it was added again; () where it stands in the default graph alone."""
    found = tuple(sorted({*before, *more}))
    return () if found == ("",) else found


def _check_id(what: str, id: Any) -> None:
    if not isinstance(id, str) or not id:
        raise InputError(f"the id of a {what} must be a string that is not empty, found {id!r}")
    check_text(id)


def _texts(record: Entity | Relation) -> Iterator[str]:
    yield record.label
    yield from record.aliases
    if isinstance(record, Entity):
        yield record.description
        yield from record.types
    else:
        yield record.inverse
