"""The first merging: found entities of one type and one name, less those that facts keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgqa.extract.resolve.items import Item
from kgqa.extract.resolve.name import is_person, take_apart
from kgqa.extract.resolve.pool import Pool

SAME, SAME_FACT, SAME_NEIGHBOUR = (
    "same name and type",
    "same name, type and facts",
    "same short name with a shared fact",
)
"""Reasons of merges."""
MAX_TRIED = 16
"""Clusters of one name that an entity is held against; where there are more, those that share a value with it."""
MAX_SHARED = 64
"""Clusters of one name that are kept for one value or neighbour."""


def merge_same(pool: Pool, surnames: frozenset[str], score: float) -> None:
    """Merges items of one type and one folded name, in an order that is the items' own.

    Entities with facts of which there is one come first, those with most first; each goes to the one cluster of its
    name that none of its facts contradicts, or of several to the one that shares most facts, or stands alone.
    Entities without such facts of a name that means several go to the one that they share facts with, else they
    stay together. People named by one of ``surnames`` alone are one only where they share a fact.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, item in enumerate(pool.items):
        if not item.given:
            groups[item.type, name_key(item)].append(row)
    for (type, _), rows in sorted(groups.items()):
        if len(rows) == 1:
            continue
        first = pool.items[rows[0]]
        if is_person(type) and first.is_short and take_apart(first.side.name, True).words[0] in surnames:
            _merge_short(pool, rows, score)
        else:
            _merge_group(pool, rows, score)


def name_key(item: Item) -> str:
    """What items of one folded name share."""
    return take_apart(item.side.name, is_person(item.type)).key or item.side.name


def surnames_of(items: Iterable[Item]) -> frozenset[str]:
    """The last words of the people's names of two words or more."""
    names = {name for item in items if is_person(item.type) for name in item.names}
    words = [take_apart(name, True).words for name in names]
    return frozenset(some[-1] for some in words if len(some) > 1)


def _merge_short(pool: Pool, rows: Sequence[int], score: float) -> None:
    by_neighbour: dict[str, int] = {}
    for row in rows:
        for key in sorted(pool.items[row].neighbours):
            other = by_neighbour.setdefault(key, row)
            if other != row and not pool.why_not(other, row):
                pool.merge(other, row, SAME_NEIGHBOUR, score)


def _merge_group(pool: Pool, rows: Sequence[int], score: float) -> None:
    valued = sorted(
        (row for row in rows if pool.items[row].values), key=lambda row: (-len(pool.items[row].values), row)
    )
    bare = [row for row in rows if not pool.items[row].values]
    heads: list[int] = []
    index: dict[str, list[int]] = defaultdict(list)
    rest: list[int] = []
    for row in (*valued, *bare):
        item = pool.items[row]
        keys = _keys(item)
        counts: dict[int, int] = defaultdict(int)
        for key in keys:
            for head in index.get(key, ()):
                counts[head] += 1
        tried = heads if len(heads) <= MAX_TRIED else sorted(counts)
        fits = [head for head in tried if not pool.why_not(head, row)]
        ranked = sorted(fits, key=lambda head: (-counts[head], head))
        chosen = -1
        if len(fits) == 1 and (len(heads) <= MAX_TRIED or counts[fits[0]]):
            chosen = fits[0]
        elif ranked and counts[ranked[0]] and (len(ranked) == 1 or counts[ranked[0]] > counts[ranked[1]]):
            chosen = ranked[0]
        elif not item.values and len(heads) > 1:
            # Which of them it is, nothing tells: it stays with the others of which nothing tells it.
            rest.append(row)
            continue
        if chosen < 0:
            heads.append(row)
            chosen = row
        else:
            pool.merge(chosen, row, SAME_FACT if counts[chosen] else SAME, score)
        for key in keys:
            if len(index[key]) < MAX_SHARED and chosen not in index[key]:
                index[key].append(chosen)
    for row in rest[1:]:
        if not pool.why_not(rest[0], row):
            pool.merge(rest[0], row, SAME, score)


def _keys(item: Item) -> list[str]:
    """What an item may share with another: its neighbours, and years for dates."""
    years = [f"{kind}\n{value[:4]}" for kind, some in sorted(item.values.items()) for value in sorted(some)]
    return [*years, *sorted(item.neighbours)]
