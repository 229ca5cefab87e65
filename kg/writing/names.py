"""What a graph knows of names, as RDF statements that ``kgqa.kg.formats.rdf.lift`` reads back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np

from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS, TYPES
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.types import Literal, Relation, Triple

PADDED = "blanks at the ends of names"
UNUSED = "relations that no fact uses"


def _same(id: str) -> str:
    return id


def name_statements(graph: Graph, unsaid: Counter[str], read_as: Callable[[str], str] = _same) -> Iterator[Triple]:
    """Labels, aliases, descriptions, types and inverses, by id.

    A label that follows from the id alone, as it will be read (``read_as``), is left out; but not that of a class,
    since queries find types by the labels of their classes.
    """
    kinds = [index for id in TYPES if (index := graph.relation_index(id)) is not None]
    classes = {tail for kind in kinds for tail in np.unique(graph.pairs(kind)[1]).tolist()}
    for row in range(graph.n_entities):
        entity = graph.entity(row)
        if entity.label != label_of(read_as(entity.id)) or (
            row in classes and entity.label == entity.label.strip() and not entity.id.startswith("_:")
        ):
            yield Triple(entity.id, LABELS[0], name(entity.label, unsaid))
        for alias in entity.aliases:
            yield Triple(entity.id, ALIAS, name(alias, unsaid))
        if entity.description:
            yield Triple(entity.id, DESCRIPTIONS[0], Literal(entity.description))
        facts = types_by_facts(graph, row, kinds) if kinds else frozenset()
        for kind in entity.types:
            if kind not in facts:
                yield Triple(entity.id, ENTITY_TYPE, name(kind, unsaid))
        if not graph.degree(row):
            yield Triple(entity.id, ENTITY, Literal("true"))
    for relation in used_relations(graph, unsaid):
        yield from _of_relation(graph, relation, unsaid, read_as)


def types_by_facts(graph: Graph, row: int, kinds: list[int]) -> frozenset[str]:
    """The labels of the classes that facts say an entity is of; ``kinds`` are the relations that say so."""
    relations, tails = graph.out_edges(row)
    found = tails[np.isin(relations, kinds)].tolist()
    return frozenset(graph.label(tail) for tail in found if tail < graph.n_entities)


def used_relations(graph: Graph, unsaid: Counter[str]) -> list[Relation]:
    """The relations that facts use, by id; the others are counted."""
    used = np.zeros(graph.n_relations, bool)
    for start in range(0, graph.n_entities, 1 << 16):
        rows = np.arange(start, min(start + (1 << 16), graph.n_entities))
        used[graph.expand(rows)[1]] = True
    unsaid[UNUSED] += int(np.count_nonzero(~used))
    return [graph.relation(index) for index in np.flatnonzero(used).tolist()]


def name(text: str, unsaid: Counter[str]) -> Literal:
    """A name as a literal; blanks at its ends do not come back and are counted."""
    unsaid[PADDED] += text != text.strip()
    return Literal(text)


def _of_relation(
    graph: Graph, relation: Relation, unsaid: Counter[str], read_as: Callable[[str], str]
) -> Iterator[Triple]:
    # An id may be an entity's too, and then has two labels that RDF itself can't tell apart.
    shared = graph.row(relation.id) is not None
    label, alias = (RELATION_LABEL, RELATION_ALIAS) if shared else (LABELS[0], ALIAS)
    if shared or relation.label != relation_label(read_as(relation.id)):
        yield Triple(relation.id, label, name(relation.label, unsaid))
    for text in relation.aliases:
        yield Triple(relation.id, alias, name(text, unsaid))
    if relation.inverse:
        yield Triple(relation.id, INVERSE_LABEL, name(relation.inverse, unsaid))
