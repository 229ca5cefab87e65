"""What every graph store can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kgqa.kg.graph import Graph
from kgqa.types import Entity, Node, Relation, Triple


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: entities, relations and distinct facts."""

    entities: int
    relations: int
    triples: int


@runtime_checkable
class GraphStore(Protocol):
    """A set of facts between entities and literals, and what is known of the names of entities and relations.

    In a pattern None is the wildcard. A fact that stands in several named graphs is one fact: only
    :meth:`snapshot` tells them apart. Errors are InputError where what is asked for breaks a rule, StoreError
    where the store itself fails.
    """

    @property
    def read_only(self) -> bool:
        """Whether :meth:`add` and :meth:`remove` are refused."""
        ...

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        """The facts that fit the pattern, each once, in an order of the store's own."""
        ...

    def count(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> int:
        """How many facts fit the pattern."""
        ...

    def neighbours(self, node: Node, relation: str | None = None, *, inverse: bool = False) -> Iterator[Node]:
        """The distinct tails of the facts with this head, or where ``inverse`` the heads of those with this tail."""
        ...

    def counts(self) -> Counts:
        """The size of :meth:`snapshot`."""
        ...

    def entity(self, id: str) -> Entity | None:
        """What is known of an entity, or None where the store has no such one."""
        ...

    def relation(self, id: str) -> Relation | None:
        """What is known of a relation that facts use, or None where none does."""
        ...

    def label(self, node: Node) -> str:
        """What to call a node: an entity's label (where it is not known, that of its id), a literal's value."""
        ...

    def snapshot(self) -> Graph:
        """All that the store holds as an immutable graph, named graphs too; as an import of it would have it."""
        ...

    def add(
        self, triples: Iterable[Triple] = (), entities: Iterable[Entity] = (), relations: Iterable[Relation] = ()
    ) -> None:
        """Write a batch; a fact that is there already stays as it is.

        A :class:`kgqa.types.Quad` also notes its named graph. Records join what is known of their ids, as
        ``kgqa.kg.records.merge_entities`` says. All is checked before anything is written.
        """
        ...

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take facts out of the store and of all their named graphs; those that are not there are passed over.

        Literals go with their last fact. Whether an entity does is a matter of the store's kind.
        """
        ...

    def close(self) -> None:
        """Give back what the store itself opened, and nothing that the caller did."""
        ...
