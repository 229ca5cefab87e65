"""From statements by name to integers: the numbers depend on what is said, not on its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from typing import TypeVar

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.arrays import Array
from kgqa.kg.literals import Key
from kgqa.kg.origins import Origins
from kgqa.kg.packing import Packing
from kgqa.kg.triples import TripleList
from kgqa.types import Triple

_Name = TypeVar("_Name", str, Key)


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """Sorted names and the triples between them.

    ``triples`` (n, 3) int32, distinct and sorted; a head and a tail are rows of ``entities + literals``.
    ``origins`` says which named graphs each of them stands in, None where all are of the default graph.
    ``ranks`` (n_entities of the triples,) int32 are the new numbers of the old ones, -1 where an entity is left out.
    """

    entities: list[str]
    literals: list[Key]
    relations: list[str]
    triples: Array
    ranks: Array
    origins: Origins | None = None


def number(triples: Iterable[Triple], entities: Iterable[str] | Array, relations: Iterable[str]) -> Numbered:
    """Number the terms of ``triples``, and further ids of entities and relations, by sorting them.

    ``entities`` may be numbers among those of the triples, which must be a ``TripleList`` then. Raises InputError for
    an id that is empty or no string, and for more than 2**31 - 1 terms.
    """
    held = triples if isinstance(triples, TripleList) else TripleList(triples)
    heads, kinds, tails = held.view().T
    used = np.zeros(len(held.entities) + len(held.literals), bool)
    used[heads] = True
    used[tails] = True  # ~n of a literal counts from the end
    if isinstance(entities, np.ndarray):
        used[entities] = True
        entities = ()
    entity_ids, entity_rank = _ranked(held.entities, used[: len(held.entities)], entities, "entity")
    relation_ids, relation_rank = _ranked(held.relations, _marked(kinds, len(held.relations)), relations, "relation")
    literal_keys, literal_rank = _ranked(held.literals, used[len(held.entities) :][::-1], ())
    n_terms = len(entity_ids) + len(literal_keys)
    if n_terms > np.iinfo(np.int32).max:
        raise InputError(f"a graph holds at most 2**31 - 1 terms, found {n_terms}")
    # As above, the literals' ranks are appended in reverse.
    terms = np.concatenate([entity_rank, (literal_rank + len(entity_ids))[::-1]])
    found = held.origins
    if found is None or not found.any():
        packing = Packing.of(n_terms, len(relation_ids), n_terms)
        if packing is not None:
            keys = packing.pack(terms[heads], relation_rank[kinds], terms[tails])
            keys.sort()
            triples = np.stack(packing.unpack(keys[_distinct(keys)]), axis=1)
            return Numbered(entity_ids, literal_keys, relation_ids, triples, entity_rank)
    triples = np.stack([terms[heads], relation_rank[kinds], terms[tails]], axis=1)
    order = np.lexsort((triples[:, 2], triples[:, 1], triples[:, 0]))
    triples = triples[order]
    keep = _distinct(triples)
    origins = None
    if found is not None and found.any():
        names, rank = _ranked(held.graphs, _marked(found, len(held.graphs)), ())
        origins = Origins.build(names, np.cumsum(keep) - 1, rank[found[order]])
    return Numbered(entity_ids, literal_keys, relation_ids, triples[keep], entity_rank, origins)


def _marked(numbers: Array, size: int) -> Array:
    """(size,) True at ``numbers``."""
    mark = np.zeros(size, bool)
    mark[numbers] = True
    return mark


def _distinct(ordered: Array) -> Array:
    """(n,) whether a row differs from the one before it."""
    keep = np.ones(len(ordered), bool)
    differ = ordered[1:] != ordered[:-1]
    keep[1:] = differ.any(axis=1) if differ.ndim > 1 else differ
    return keep


def _ranked(
    numbers: Mapping[_Name, int], is_used: Array, further: Iterable[_Name], what: str = ""
) -> tuple[list[_Name], Array]:
    """The names in use and the further ones, sorted; the rank of each number in use (others: -1)."""
    chosen = np.flatnonzero(is_used)
    names: list[_Name] = list(numbers)
    candidates: list[_Name] = [names[at] for at in chosen.tolist()]
    others: list[_Name] = list(dict.fromkeys(further))
    at = np.fromiter(map(numbers.get, others, repeat(-1)), np.int64, len(others))
    is_new = at < 0
    is_new[~is_new] = ~is_used[at[~is_new]]
    candidates.extend(compress(others, is_new.tolist()))
    if what:
        for name in candidates:
            if not isinstance(name, str) or not name:
                raise InputError(f"the id of a {what} must be a string that is not empty, found {name!r}")
    sorted_names, places = _rank(candidates)
    rank = np.full(len(names), -1, np.int32)
    rank[chosen] = places[: len(chosen)]
    return sorted_names, rank


def _rank(names: Sequence[_Name]) -> tuple[list[_Name], Array]:
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int32)
    rank[np.fromiter(order, np.int64, len(order))] = np.arange(len(names), dtype=np.int32)
    return [names[at] for at in order], rank
