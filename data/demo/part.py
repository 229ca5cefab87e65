"""A part of the demo graph, and how parts are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgqa.errors import InputError
from kgqa.types import Entity, Passage, Triple


@dataclass(frozen=True, slots=True)
class Part:
    """Entities, facts and passages from one kind of source."""

    entities: tuple[Entity, ...] = ()
    triples: tuple[Triple, ...] = ()
    passages: tuple[Passage, ...] = ()


def join(parts: Iterable[Part]) -> Part:
    """All parts as one, sorted by id, each fact once. Raises InputError where two entities share an id."""
    parts = tuple(parts)
    entities: dict[str, Entity] = {}
    for entity in (entity for part in parts for entity in part.entities):
        if entities.setdefault(entity.id, entity) != entity:
            raise InputError(f"two entities of the demo have the id {entity.id!r}")
    triples = {(triple.head, triple.relation, str(triple.tail)): triple for part in parts for triple in part.triples}
    passages = {passage.id: passage for part in parts for passage in part.passages}
    return Part(
        tuple(entities[key] for key in sorted(entities)),
        tuple(triples[key] for key in sorted(triples)),
        tuple(passages[key] for key in sorted(passages)),
    )
