"""Pairs of clusters whose names may be names of one thing, found by keys that such names share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.likeness import PRIOR, SURNAME
from kgqa.extract.resolve.name import Name, is_person, take_apart
from kgqa.extract.resolve.places import DEMONYMS, OTHER_NAME
from kgqa.extract.resolve.pool import Pool
from kgqa.extract.resolve.score import Rarity
from kgqa.extract.resolve.sorts import compatible
from kgqa.extract.resolve.spelling import ACRONYM_LETTERS, LONG_NAME, LONG_WORD
from kgqa.extract.resolve.wordlists import KIND_WORDS, NICKNAMES
from kgqa.linker.words import STOP

MAX_NAMES = 16
"""Full names of a cluster that are looked up, the most frequent."""
MAX_BLOCK = 40
"""Clusters of one key that are all held against each other; of more only those that share a neighbour."""
LETTERS = 3
"""Fewest letters of an acronym: two stand for too many names."""
MAX_SHORT = 64
"""Clusters of one surname that are kept for one neighbour or name of the context."""
_LENGTHS = {2: range(5, 7), 3: range(6, 11), 4: range(10, 1000)}
"""Letters of a word of which so many at one end are its key; neighbouring ranges overlap."""


class Pair(NamedTuple):
    """Two clusters by their row numbers, the lower first, and how their names are alike."""

    a: int
    b: int
    kind: str


class _Entry(NamedTuple):
    row: int
    name: str
    type: str


def pairs(pool: Pool, rarity: Rarity, surnames: frozenset[str]) -> list[Pair]:
    """Pairs of clusters with names that are alike, each pair once with the surest kind, sorted.

    Two people named by one of ``surnames`` alone are no more alike than a surname and a whole name.
    """
    best: dict[tuple[int, int], tuple[float, str]] = {}
    blocks: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    short: list[_Entry] = []
    for row in sorted(pool.clusters):
        cluster = pool.clusters[row]
        ranked = sorted(cluster.names.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_NAMES]
        for name, _ in ranked:
            entry = _Entry(row, name, cluster.type)
            person = is_person(cluster.type)
            taken = take_apart(name, person)
            if person and len(taken.words) == 1 and taken.words[0] in surnames and not cluster.given:
                short.append(entry)
                continue
            for key in sorted(set(_keys(taken, person))):
                blocks[key].append(entry)
    for entries in blocks.values():
        for one, two in _within(pool, entries):
            _add(best, one, two, pool)
    _short_pairs(pool, short, best, rarity)
    return sorted(Pair(a, b, kind) for (a, b), (_, kind) in best.items())


def _add(best: dict[tuple[int, int], tuple[float, str]], one: _Entry, two: _Entry, pool: Pool, kind: str = "") -> None:
    if one.row == two.row:
        return
    given = bool(pool.clusters[one.row].given or pool.clusters[two.row].given)
    if not compatible(one.type, two.type, given):
        return
    match = same_name(*sorted((one.name, two.name)), one.type if not is_person(two.type) else two.type)
    if match is None:
        return
    key = (min(one.row, two.row), max(one.row, two.row))
    found = (PRIOR[kind], kind) if kind else (match.score, match.kind)
    best[key] = max(best.get(key, (0.0, "")), found)


def _within(pool: Pool, entries: list[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    if len(entries) <= MAX_BLOCK:
        yield from combinations(entries, 2)
        return
    by_neighbour: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        for key in pool.clusters[entry.row].neighbours:
            by_neighbour[key].append(entry)
    for _, some in sorted(by_neighbour.items()):
        if len(some) <= MAX_BLOCK:
            yield from combinations(some, 2)


def _short_pairs(
    pool: Pool, short: list[_Entry], best: dict[tuple[int, int], tuple[float, str]], rarity: Rarity
) -> None:
    """People named by a surname alone with those of that surname that share a neighbour or a rare name."""
    wanted = {take_apart(entry.name, True).words[0] for entry in short}
    index: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for row in sorted(pool.clusters):
        cluster = pool.clusters[row]
        if not is_person(cluster.type):
            continue
        for name in sorted(cluster.names):
            words = take_apart(name, True).words
            if words and words[-1] in wanted:
                for key in _shared_keys(pool, row, rarity):
                    if len(index[words[-1], key]) < MAX_SHORT:
                        index[words[-1], key].append(_Entry(row, name, cluster.type))
    for entry in short:
        word = take_apart(entry.name, True).words[0]
        seen: set[_Entry] = set()
        for key in _shared_keys(pool, entry.row, rarity):
            for other in index.get((word, key), ()):
                if other not in seen:
                    seen.add(other)
                    _add(best, entry, other, pool, SURNAME)


def _shared_keys(pool: Pool, row: int, rarity: Rarity) -> list[str]:
    cluster = pool.clusters[row]
    return [
        *(key for key in sorted(cluster.neighbours) if rarity.of_neighbour(key)),
        *(name for name in sorted(cluster.context) if rarity.of_name(name)),
    ]


def _keys(name: Name, person: bool) -> Iterable[tuple[str, ...]]:
    words = name.words
    if not words:
        return
    joined = name.joined
    yield "name", joined
    if person:
        if len(words) > 1:
            yield "order", *sorted(words)
            yield "initial", words[-1], NICKNAMES.get(words[0], words[0])[0]
            yield "initial", words[-1], words[0][0]
    else:
        usual = OTHER_NAME.get(joined) or DEMONYMS.get(joined)
        if usual:
            yield "country", usual
            yield "name", usual
        content = [word for word in words if word not in STOP]
        yield "order", *sorted(content)
        if left := [word for word in content if word not in KIND_WORDS]:
            yield "kind", *left
        if joined.endswith("s") and len(joined) > 4:
            yield "name", joined[:-1]
    if len(name.letters) >= LETTERS:
        yield "letters", name.letters
    if len(words) > 1:
        for some in (words, [word for word in words if word not in STOP], [*words, *name.place.split()]):
            letters = "".join(word if word.isdecimal() else word[0] for word in some)
            if LETTERS <= len(letters) <= ACRONYM_LETTERS[1]:
                yield "letters", letters
    if len(joined) >= LONG_NAME:
        yield from _typo_keys(words)


def _typo_keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A word with a wrong letter keeps its first letters or its last, and the other words."""
    for place, word in enumerate(words):
        if len(word) >= LONG_WORD:
            others = words[:place] + words[place + 1 :]
            # Names alike have a size in common, though one may be a letter longer.
            for size in _LENGTHS:
                if len(word) in _LENGTHS[size]:
                    yield "typo", str(place), "first", word[:size], *others
                    yield "typo", str(place), "last", word[-size:], *others
