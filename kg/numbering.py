"""From statements by name to integers: the numbers depend on what is said, not on its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.arrays import Array
from kgqa.kg.literals import Key
from kgqa.kg.origins import Origins
from kgqa.kg.triples import TripleList
from kgqa.types import Triple

_Name = TypeVar("_Name", str, Key)


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """Sorted names and the triples between them.

    ``triples`` (n, 3) int32, distinct and sorted; a head and a tail are rows of ``entities + literals``.
    ``origins`` says which named graphs each of them stands in, None where all are of the default graph.
    """

    entities: list[str]
    literals: list[Key]
    relations: list[str]
    triples: Array
    origins: Origins | None = None


def number(triples: Iterable[Triple], entities: Iterable[str], relations: Iterable[str]) -> Numbered:
    """Number the terms of ``triples``, and further ids of entities and relations, by sorting them.

    Raises InputError for an id that is empty or no string, and for more than 2**31 - 1 terms.
    """
    held = triples if isinstance(triples, TripleList) else TripleList(triples)
    rows = held.rows
    heads, kinds, tails = rows.T
    is_literal = tails < 0
    entity_ids, entity_rank = _ranked(held.entities, np.concatenate([heads, tails[~is_literal]]), entities, "entity")
    relation_ids, relation_rank = _ranked(held.relations, kinds, relations, "relation")
    literal_keys, literal_rank = _ranked(held.literals, ~tails[is_literal], ())
    if len(entity_ids) + len(literal_keys) > np.iinfo(np.int32).max:
        raise InputError(f"a graph holds at most 2**31 - 1 terms, found {len(entity_ids) + len(literal_keys)}")
    # ~n of a literal indexes the ranks from their end, so the literals' ranks are appended in reverse.
    terms = np.concatenate([entity_rank, (literal_rank + len(entity_ids))[::-1]])
    numbered = np.stack([terms[heads], relation_rank[kinds], terms[tails]], axis=1)
    order = np.lexsort((numbered[:, 2], numbered[:, 1], numbered[:, 0]))
    numbered = numbered[order]
    keep = np.ones(len(numbered), bool)
    keep[1:] = (numbered[1:] != numbered[:-1]).any(axis=1)
    found = held.origins
    origins = None
    if found is not None and found.any():
        names, rank = _ranked(held.graphs, found, ())
        origins = Origins.build(names, np.cumsum(keep) - 1, rank[found[order]])
    return Numbered(entity_ids, literal_keys, relation_ids, numbered[keep], origins)


def _ranked(
    numbers: Mapping[_Name, int], used: Array, further: Iterable[_Name], what: str = ""
) -> tuple[list[_Name], Array]:
    """The names in use and the further ones, sorted; the rank of each number in use (others: -1)."""
    is_used = np.zeros(len(numbers), bool)
    is_used[used] = True
    chosen = np.flatnonzero(is_used)
    names: list[_Name] = list(numbers)
    candidates: list[_Name] = [names[at] for at in chosen.tolist()]
    candidates.extend(name for name in dict.fromkeys(further) if name not in numbers or not is_used[numbers[name]])
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
    rank[np.asarray(order, np.int64)] = np.arange(len(names), dtype=np.int32)
    return [names[at] for at in order], rank
