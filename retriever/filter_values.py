"""The values of filters as the graph has them: a relation by its label, too; one that there is none of is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.stages import Filters

SHOWN = 3
"""Near names that are said."""

MOST_COMPARED = 10_000
"""Names up to which the near ones are looked for."""


def known_values(filters: Filters, graph: Graph) -> Filters:
    """``filters`` with the ids of the relations that "relation" names by id or label, and the types of "type" as the
    graph writes them. Case and accents of what is no id do not matter. Raises InputError for one that the graph has
    none of.

    >>> from kgqa.types import Entity, Relation, Triple
    >>> films = [Entity("a", "A", types=("film",))]
    >>> graph = Graph.build([Triple("a", "P57", "b")], films, [Relation("P57", "director")])
    >>> known_values({"relation": ["Director"], "type": ["Film"]}, graph)
    {'relation': ('P57',), 'type': ('film',)}
    """
    made = dict(filters)
    for key, by_name in (("relation", _relations), ("type", _types)):
        if key in filters:
            found = [_meant(key, name, by_name(graph)) for name in filters[key]]
            made[key] = tuple(dict.fromkeys(value for values in found for value in values))
    return made


def unknown_value(key: str, name: str, known: Iterable[str]) -> InputError:
    """The error of a value that there is none of, with the names that are near to it."""
    names = sorted({*known})
    near = get_close_matches(name, names, SHOWN) if len(names) <= MOST_COMPARED else []
    hint = f"; there is: {', '.join(map(repr, near))}" if near else ""
    return InputError(f"{key}: the knowledge base has no {_CALLED[key]} {name!r}{hint}")


_CALLED = {"doc": "document", "relation": "relation", "type": "type"}


Known = tuple[frozenset[str], Mapping[str, tuple[str, ...]]]
"""What values are as they stand in the graph, and these by their folded names."""


def _meant(key: str, name: str, known: Known) -> tuple[str, ...]:
    exact, named = known
    found = (name,) if name in exact else named.get(fold(name))
    if found is None:
        raise unknown_value(key, name, [*exact, *named])
    return found


@lru_cache(maxsize=4)
def _relations(graph: Graph) -> Known:
    relations = [graph.relation(index) for index in range(graph.n_relations)]
    return frozenset(relation.id for relation in relations), _by_name((one.label, one.id) for one in relations)


@lru_cache(maxsize=4)
def _types(graph: Graph) -> Known:
    types = sorted({*graph.types.strings})
    return frozenset(types), _by_name((name, name) for name in types)


def _by_name(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        named[fold(name)] = (*named.get(fold(name), ()), value)
    return named
