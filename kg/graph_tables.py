"""The tables of a graph out of statements: terms numbered, records merged, edges sorted both ways."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kgqa.kg.collecting import no_collection
from kgqa.kg.csr import Csr
from kgqa.kg.described import Described
from kgqa.kg.literals import LiteralTable
from kgqa.kg.numbering import Numbered, number
from kgqa.kg.origins import Origins
from kgqa.kg.records import (
    EntityTable,
    RelationTable,
    complete_relations,
    merge_entities,
    merge_relations,
    merged_alone,
)
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Relation, Triple

Tables = tuple[EntityTable, LiteralTable, RelationTable, Csr, Csr, Origins | None]
"""Entities, literals, relations, edges from heads, edges from tails, named graphs: what a graph is made of."""


def tables_of(triples: Iterable[Triple], entities: Iterable[Entity], relations: Iterable[Relation]) -> Tables:
    """What :meth:`kgqa.kg.graph.Graph.build` makes a graph of; raises as it does."""
    with no_collection():
        known_relations = merge_relations(relations)
        if isinstance(entities, Described) and isinstance(triples, TripleList) and entities.ids is triples.entities:
            numbered = number(triples, entities.numbers, known_relations)
            known = _by_rank(numbered, entities)
        else:
            known_entities = merge_entities(entities)
            numbered = number(triples, known_entities, known_relations)
            known = list(map(known_entities.get, numbered.entities))
        n_terms = len(numbered.entities) + len(numbered.literals)
        heads, kinds, tails = numbered.triples.T
        return (
            EntityTable.build(numbered.entities, known),
            LiteralTable.build(numbered.literals),
            RelationTable.build(complete_relations(numbered.relations, known_relations)),
            Csr.build(heads, kinds, tails, n_terms),
            Csr.build(tails, kinds, heads, n_terms),
            numbered.origins,
        )


def _by_rank(numbered: Numbered, entities: Described) -> list[Entity | str | None]:
    """What is known of each entity of a graph, in the order of its rows."""
    numbers = np.empty(len(numbered.entities), np.int64)
    is_there = numbered.ranks >= 0
    numbers[numbered.ranks[is_there]] = np.flatnonzero(is_there)
    found = map(entities.known.get, numbers.tolist())
    return [merged_alone(one) if isinstance(one, Entity) else one for one in found]
