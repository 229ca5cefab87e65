"""All that a graph has of a kind: told by types, by classes, or by the role that a relation is called by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.reader.language.operations import singular
from kgqa.reader.network.found import Chosen
from kgqa.reader.vocabulary.ids import Ids, some_of
from kgqa.reader.vocabulary.kinds_of import Kind, KindsOf, is_called

NAMED_BY_ROLE = 0.9
"""Factor where no kind but a relation is called by the noun: "the youngest captain" of all that are somebody's."""

MOST_ENTITIES = 500_000
"""Entities up to which each is looked at for its kind."""


def members_of_kind(noun: str, graph: Graph) -> tuple[Sequence[str], Chosen, float] | None:
    """All entities that are of a kind, or else somebody's or something's in this role, how they are told from others,
    and a factor; None where there are fewer than two."""
    if graph.n_entities > MOST_ENTITIES:
        return None
    rows = np.arange(graph.n_entities)
    groups, kinds = _kinds_of_all(graph)
    called = np.array([any(is_called(kind.name, noun) for kind in own) for own in kinds], bool)
    kept = np.flatnonzero(called[groups]) if len(called) else rows[:0]
    if len(kept) > 1:
        ids = some_of(Ids(graph, rows), kept)
        types = [{kind.name for kind in own if is_called(kind.name, noun) and not kind.steps} for own in kinds]
        if all(types[group] for group in np.unique(groups[kept]).tolist()):
            return ids, Chosen(kinds=tuple(sorted(set.union(*types)))), 1.0
        return ids, Chosen(among=tuple(ids)), 1.0
    for index in range(graph.n_relations):
        relation = graph.relation(index)
        if noun in {singular(fold(name)) for name in (relation.label, *relation.aliases)}:
            tails = {triple.tail for triple in graph.match(relation=relation.id) if isinstance(triple.tail, str)}
            if len(tails) > 1:
                return sorted(tails), Chosen(among=tuple(sorted(tails))), NAMED_BY_ROLE
    return None


def is_kind(noun: str, graph: Graph) -> bool:
    """Whether some entity of the graph is known to be what a noun in the singular calls it."""
    if graph.n_entities > MOST_ENTITIES:
        return False
    return any(is_called(kind.name, noun) for own in _kinds_of_all(graph)[1] for kind in own)


@lru_cache(maxsize=2)
def _kinds_of_all(graph: Graph) -> tuple[NDArray[np.int64], list[tuple[Kind, ...]]]:
    """Seen once for all questions to a graph: it takes a good part of a second where entities are tens of thousands."""
    return KindsOf(graph).grouped(np.arange(graph.n_entities))
