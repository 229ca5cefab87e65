"""From statements by name to integers: the numbers depend on what is said, not on its order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.arrays import Array
from kgqa.kg.literals import Key
from kgqa.types import Literal, Triple

_Name = TypeVar("_Name", str, Key)


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """Sorted names and the triples between them.

    ``triples`` (n, 3) int32, distinct and sorted; a head and a tail are rows of ``entities + literals``.
    """

    entities: list[str]
    literals: list[Key]
    relations: list[str]
    triples: Array


def number(triples: Iterable[Triple], entities: Iterable[str], relations: Iterable[str]) -> Numbered:
    """Number the terms of ``triples``, and further ids of entities and relations, by sorting them.

    Raises InputError for an id that is empty or no string, and for more than 2**31 - 1 terms.
    """
    entity_numbers: dict[str, int] = {}
    literal_numbers: dict[Key, int] = {}
    relation_numbers: dict[str, int] = {}
    edges = array("q")
    for triple in triples:
        head, relation, tail = triple.head, triple.relation, triple.tail
        edges.append(entity_numbers.setdefault(head, len(entity_numbers)))
        edges.append(relation_numbers.setdefault(relation, len(relation_numbers)))
        if isinstance(tail, str):
            edges.append(entity_numbers.setdefault(tail, len(entity_numbers)))
        elif isinstance(tail, Literal):
            key = (tail.value, tail.datatype, tail.lang)
            # Literals count down from -1 until it is known how many entities come before them.
            edges.append(~literal_numbers.setdefault(key, len(literal_numbers)))
        else:
            raise InputError(f"the tail of a triple must be an id or a Literal, found {tail!r}")
    for id in entities:
        entity_numbers.setdefault(id, len(entity_numbers))
    for id in relations:
        relation_numbers.setdefault(id, len(relation_numbers))

    entity_ids, entity_rank = _rank(_checked(entity_numbers, "entity"))
    relation_ids, relation_rank = _rank(_checked(relation_numbers, "relation"))
    literal_keys, literal_rank = _rank(list(literal_numbers))
    if len(entity_ids) + len(literal_keys) > np.iinfo(np.int32).max:
        raise InputError(f"a graph holds at most 2**31 - 1 terms, found {len(entity_ids) + len(literal_keys)}")
    raw = np.frombuffer(edges, np.int64).reshape(-1, 3) if edges else np.zeros((0, 3), np.int64)
    # ~n of a literal indexes the ranks from their end, so the literals' ranks are appended in reverse.
    terms = np.concatenate([entity_rank, (literal_rank + len(entity_ids))[::-1]])
    numbered = np.stack([terms[raw[:, 0]], relation_rank[raw[:, 1]], terms[raw[:, 2]]], axis=1)
    return Numbered(entity_ids, literal_keys, relation_ids, _distinct(numbered))


def _checked(numbers: dict[str, int], what: str) -> list[str]:
    for id in numbers:
        if not isinstance(id, str) or not id:
            raise InputError(f"the id of a {what} must be a string that is not empty, found {id!r}")
    return list(numbers)


def _rank(names: Sequence[_Name]) -> tuple[list[_Name], Array]:
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int32)
    rank[np.asarray(order, np.int64)] = np.arange(len(names), dtype=np.int32)
    return [names[at] for at in order], rank


def _distinct(triples: Array) -> Array:
    ordered = triples[np.lexsort((triples[:, 2], triples[:, 1], triples[:, 0]))]
    keep = np.ones(len(ordered), bool)
    keep[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return ordered[keep]
