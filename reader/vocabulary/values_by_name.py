"""The values of a graph by name: where "Polish", "part-time" or "Ward 1" stand, as what of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.vocabulary.flags import NO, YES

MOST_TERMS = 30_000
"""Entities and literals of a graph up to which the names of all values are kept."""

LONGEST = 6
"""Words of a value's name."""


@dataclass(frozen=True, slots=True)
class Value:
    """An end of facts of one relation: ``relation``: its number, ``row``: the end's. ``is_flag``: whether it is a yes,
    and the relation's label says to what."""

    relation: int
    row: int
    is_flag: bool = False


class ValuesByName:
    """Looked up by words as a question has them: folded, whatever the number of the last one."""

    def __init__(self, graph: Graph) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = {}
        for relation in range(graph.n_relations) if graph.n_entities + graph.n_literals <= MOST_TERMS else ():
            label = fold(graph.relation(relation).label)
            rows = np.unique(graph.pairs(relation)[1]).tolist()
            names = {row: _names(row, graph) for row in rows}
            said = {name for own in names.values() for name in own}
            flags = YES if said and said <= YES | NO else frozenset()
            for row, own in names.items():
                for name in own:
                    self._add(name, Value(relation, row))
                if flags & set(own):
                    self._add(label, Value(relation, row, is_flag=True))

    def _add(self, name: str, value: Value) -> None:
        words = name.split()
        if 0 < len(words) <= LONGEST:
            self._values.setdefault(_key(words), []).append(value)

    def __call__(self, words: Sequence[str]) -> Sequence[Value]:
        """The values that folded words are a name of."""
        return self._values.get(_key(words), ()) if words else ()

    def __bool__(self) -> bool:
        return bool(self._values)


@lru_cache(maxsize=2)
def values_of(graph: Graph) -> ValuesByName:
    """Those of a graph; none of one with more than :data:`MOST_TERMS` terms. Seen once for all questions."""
    return ValuesByName(graph)


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return (*words[:-1], stem(words[-1]))


def _names(row: int, graph: Graph) -> list[str]:
    node = graph.node(row)
    known = graph.entity_by_id(node) if isinstance(node, str) else None
    names = (node_name(node, graph),) if known is None else (known.label, *known.aliases)
    return list(dict.fromkeys(filter(None, map(fold, names))))
