"""Names as RDF statements: told from the facts, written, and read back one entity at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS, lift
from kgqa.kg.names import label_of, relation_label
from kgqa.types import Entity, Literal, Relation, Triple

NAMING = frozenset((*LABELS, *DESCRIPTIONS, ALIAS, ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL))
"""Predicates that say names where their object is a literal."""

_SOMETHING = "urn:kgqa-terms:something"


def is_naming(statement: Triple) -> bool:
    """Whether a statement says a name and is no fact."""
    return statement.relation in NAMING and isinstance(statement.tail, Literal)


def entity_statements(entity: Entity, *, is_named: bool) -> Iterator[Triple]:
    """What RDF says of an entity; ``is_named`` where facts name it already, else it is marked as an entity."""
    yield Triple(entity.id, LABELS[0], Literal(entity.label or label_of(entity.id)))
    yield from (Triple(entity.id, ALIAS, Literal(alias)) for alias in entity.aliases)
    if entity.description:
        yield Triple(entity.id, DESCRIPTIONS[0], Literal(entity.description))
    yield from (Triple(entity.id, ENTITY_TYPE, Literal(kind)) for kind in entity.types)
    if not is_named:
        yield Triple(entity.id, ENTITY, Literal("true"))


def relation_statements(relation: Relation) -> Iterator[Triple]:
    """What RDF says of a relation, in kgqa's own words: an entity may have the same id and another label."""
    yield Triple(relation.id, RELATION_LABEL, Literal(relation.label or relation_label(relation.id)))
    yield from (Triple(relation.id, RELATION_ALIAS, Literal(alias)) for alias in relation.aliases)
    if relation.inverse:
        yield Triple(relation.id, INVERSE_LABEL, Literal(relation.inverse))


def entity_from(id: str, statements: Iterable[Triple]) -> Entity:
    """An entity by the statements about it and about the classes it is of."""
    found = (entity for entity in lift(statements).entities if entity.id == id)
    return next(found, None) or Entity(id, label_of(id))


def relation_from(id: str, statements: Iterable[Triple]) -> Relation:
    """A relation by the statements about it and about its inverse."""
    used = Triple(_SOMETHING, id, _SOMETHING)
    return next(relation for relation in lift([used, *statements]).relations if relation.id == id)
