"""What stores of RDF share: facts are told from names, and a snapshot is what an import would make."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator

from kgqa.kg.formats.iris import ENTITY
from kgqa.kg.formats.rdf import INVERSE, TYPES, lift
from kgqa.kg.graph import Graph
from kgqa.kg.stores.base import BaseStore, Facts, statements
from kgqa.kg.stores.rdf_names import (
    entity_from,
    entity_statements,
    is_naming,
    relation_from,
    relation_statements,
)
from kgqa.types import Entity, Node, Relation, Triple


class RdfStore(BaseStore):
    """Facts are all statements but those that say names: rdfs:label and the like with a literal
    (``kgqa.kg.stores.rdf_names``). Ids that are no IRIs stand under ``urn:kgqa:``, as in files. RDF compares
    language tags without case, and has xsd:string for what has no datatype.
    """

    @abstractmethod
    def _raw(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        """The statements that fit, names too, once for each named graph (then as a Quad)."""

    @abstractmethod
    def _has_graphs(self) -> bool:
        """Whether a statement may come in several named graphs."""

    @abstractmethod
    def _insert(self, batch: Iterable[Triple]) -> None:
        """Write statements; nothing at all where one of them can't be RDF (InputError)."""

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        facts = (statement for statement in self._raw(head, relation, tail) if not is_naming(statement))
        if not self._has_graphs():
            yield from facts
            return
        yield from dict.fromkeys(Triple(fact.head, fact.relation, fact.tail) for fact in facts)

    def entity(self, id: str) -> Entity | None:
        said = list(self._raw(head=id))
        facts = [statement for statement in said if not is_naming(statement)]
        is_node = bool(facts) or any(statement.relation == ENTITY for statement in said)
        if not is_node and next(self._raw(tail=id), None) is None and (not said or self._is_used(id)):
            return None
        kinds = {s.tail for s in facts if s.relation in TYPES and isinstance(s.tail, str)}
        of_kinds = (s for kind in sorted(kinds) for s in self._raw(head=kind) if is_naming(s))
        return entity_from(id, [*said, *of_kinds])

    def relation(self, id: str) -> Relation | None:
        if not self._is_used(id):
            return None
        inverses = [*self._raw(head=id, relation=INVERSE), *self._raw(relation=INVERSE, tail=id)]
        others = {end for s in inverses for end in (s.head, s.tail) if isinstance(end, str)} | {id}
        names = (s for other in sorted(others) for s in self._raw(head=other) if is_naming(s))
        return relation_from(id, [*inverses, *names])

    def snapshot(self) -> Graph:
        data = lift(self._raw())
        return Graph.build(data.triples, data.entities, data.relations)

    def _is_used(self, relation: str) -> bool:
        return next(self.match(relation=relation), None) is not None

    def _write(self, facts: Facts, entities: list[Entity], relations: list[Relation]) -> None:
        nodes = {node for fact in facts for node in (fact.head, fact.tail) if isinstance(node, str)}
        batch = list(statements(facts))
        for entity in entities:
            batch += entity_statements(entity, is_named=entity.id in nodes)
        for relation in relations:
            batch += relation_statements(relation)
        self._insert(batch)
