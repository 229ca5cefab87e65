"""The relation that members of a set are measured by, and each member's value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.asked.superlative import measure_said
from kgqa.reader.asked.works import is_work
from kgqa.reader.language.money import currency
from kgqa.reader.language.operations import FAMILIES, family
from kgqa.reader.language.quantities import unit
from kgqa.reader.typed.read_values import UNREAD, Quantities, Sort, read_values
from kgqa.reader.vocabulary.ids import rows_of
from kgqa.types import Literal, Node, Relation, Step

SAMPLED = 200
"""Members whose relations are looked at for one that measures them."""

HINTED = 0.2
"""Least probability of the chain through a relation, by the path scorer, where no word names the relation."""

RELEASED = 0.95
"""How well a date of release is meant by "first" or "latest" of a work."""

_DATED = re.compile(r"\b(?:date|year|time|when|since)\b")
_POPULATED = ("city", "town", "village", "settlement", "municipality", "capital", "community")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """``at``: (n,) the places, among those measured, of the members with a known value, ascending; ``values``: of each
    of them; ``ends``: (m,) rows of the nodes that these were read from, the i-th's from ``bounds[i]`` to
    ``bounds[i + 1]``; ``read``: each node's own value; ``fit``: how well the question means the relation, in (0, 1];
    ``scale``: the unit in the relation's name and how many of the base unit it is, ("", 1.0) where it names none.
    ``whole``: whether ``ends`` are all that the relation leads to; ``apart``: whether no end that was left out of a
    member is one of another. ``counted``: the values are how many ends there are, and none is read; ``inverse``: these
    are reached back."""

    relation: Relation
    at: NDArray[np.int64]
    values: Quantities
    bounds: NDArray[np.int64]
    ends: NDArray[np.int64]
    fit: float
    scale: tuple[str, float] = ("", 1.0)
    whole: bool = True
    inverse: bool = False
    counted: bool = False
    read: Quantities | None = None
    apart: bool = True

    def per(self, size: float) -> Measured:
        """The same in a unit that is ``size`` times as large."""
        return replace(self, values=self.values.per(size), read=None if self.read is None else self.read.per(size))

    @property
    def step(self) -> Step:
        """From a member to what its value was read from."""
        return Step(self.relation.id, self.inverse)

    @property
    def label(self) -> str:
        """The relation's name, less its unit."""
        return re.sub(r"\s*\([^)]*\)$", "", self.relation.label)

    def nodes(self, number: int, graph: Graph) -> list[Node]:
        """What the value of the ``number``-th known member was read from."""
        own = self.ends[self.bounds[number] : self.bounds[number + 1]]
        return sorted(graph.nodes(own), key=_in_order)


def measures(
    members: Sequence[str],
    sort: Sort,
    wanted: Sequence[str],
    words: str,
    noun: str,
    graph: Graph,
    hints: Mapping[str, float],
) -> list[Measured]:
    """The relations that ``members`` may be measured by, the best first, ties by id.

    ``wanted``: families of relations or words, as of a limit; ``words``: the question; ``hints``: the path scorer's
    probability of the chain through a relation, by its id.
    """
    found = []
    rows = rows_of(members, graph)
    for index in _relations(rows[:SAMPLED], graph):
        relation = graph.relation(index)
        fit = _fit(relation, sort, wanted, words, noun, hints.get(relation.id, 0.0))
        if fit <= 0:
            continue
        one = _values(rows, index, relation, sort, graph, fit)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: (-round(one.fit, 4), -len(one.values), one.relation.id))


def _relations(rows: NDArray[np.int64], graph: Graph) -> list[int]:
    return sorted(set(graph.runs(rows[rows >= 0])[1].tolist()))


@dataclass(frozen=True, slots=True)
class _Named:
    """What the names of a relation say: ``names`` in lower case, the stems of each one's ``words`` in order, all
    ``stems``, whether one speaks of a date."""

    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    family: str
    stems: frozenset[str]
    is_dated: bool


@lru_cache(maxsize=1 << 16)
def _named(label: str, aliases: tuple[str, ...]) -> _Named:
    """By name and not by graph: the same relation of another version has the same stems."""
    names = tuple(name.lower() for name in (label, *aliases))
    is_dated = bool(family(label)) or any(_DATED.search(name) for name in names)
    words = tuple(_stems(_CAMEL.sub(" ", name)) for name in (label, *aliases))
    return _Named(names, words, family(names[0]), name_stems((label, *aliases)) - _SMALL, is_dated)


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in fold(text).split())


def _is_called(named: _Named, word: str, sort: Sort) -> bool:
    """Whether a family or a word is in the name of a relation: a measure as a whole word, whatever its ending, since
    "long" is no longitude; an event by the beginnings of its words."""
    if sort == "date" or word in FAMILIES:
        return any(
            re.search(rf"\b{re.escape(part)}", name) for part in FAMILIES.get(word, (word,)) for name in named.names
        )
    own = _stems(word)
    if not own or (named.is_dated and own[0] in _DATES):
        return False  # a release year is no number of years
    return any(own == words[at : at + len(own)] for words in named.words for at in range(len(words) - len(own) + 1))


@lru_cache(maxsize=1 << 16)
def name_stems(names: tuple[str, ...]) -> frozenset[str]:
    """The stems of all words of some names; of a relation's the same are asked for at each question."""
    return frozenset(stem(word) for name in names for word in fold(name).split())


def _fit(relation: Relation, sort: Sort, wanted: Sequence[str], words: str, noun: str, hint: float) -> float:
    named = _named(relation.label, relation.aliases)
    own_family = family(relation.label)
    is_said = any(word not in FAMILIES and word in name for word in wanted for name in named.names)
    if sort == "date" and ((not named.is_dated and not is_said) or own_family == "country"):
        return 0.0
    order = list(wanted)
    if "population" in order and "area" in order and noun in _POPULATED:
        order = ["population", *order]
    for place, word in enumerate(order):
        if _is_called(named, word, sort):
            return 1.0 - 0.02 * min(place, 10)
    if sort == "number":
        is_other = bool(named.stems & _DATES) or measure_said(words) is not None
        return 0.4 + 0.5 * hint if hint >= HINTED and not is_other else 0.0
    if not wanted:
        if is_work(noun) and named.family == "release":
            return RELEASED
        asked = name_stems((words,)) - {"dat", "year"}
        return min(0.95, 0.6 + 0.2 * bool(named.stems & asked) + 0.1 * hint + _USUAL.get(named.family, 0.0))
    return 0.7 if not own_family else 0.0  # "year" or "date" may be that of what is asked


_SMALL = {"of", "the", "in", "by", "at", "a", "an", "to"}
_DATES = {stem(word) for word in ("year", "date", "birth", "death")}
_USUAL = {"release": 0.04, "birth": 0.03, "founding": 0.03, "making": 0.02}


def _values(
    rows: NDArray[np.int64], index: int, relation: Relation, sort: Sort, graph: Graph, fit: float
) -> Measured | None:
    """The values of the members in ``rows``; None where none is known."""
    there = np.flatnonzero(rows >= 0)
    sources, far = graph.along(rows[there], index)
    sources, far = there[sources], far.astype(np.int64)
    ends, place = np.unique(far, return_inverse=True)
    read = read_values(ends, sort, graph)
    is_read = read.unit[place] != UNREAD
    whole = bool(is_read.all())
    sources, far, values = sources[is_read], far[is_read], read.take(place[is_read])
    linked = far  # to what is readable
    if sort == "date" and family(relation.label) == "release":
        # What is released again came out before.
        order = np.lexsort((values.low, values.high, sources))
        order = order[np.diff(sources[order], prepend=-1) > 0]
        whole = whole and len(order) == len(sources)
        sources, far, values = sources[order], far[order], values.take(order)
    begins = np.flatnonzero(np.diff(sources, prepend=-1) > 0)
    if not begins.size:
        return None
    counts = np.diff(begins, append=len(sources))
    low, high = np.minimum.reduceat(values.low, begins), np.maximum.reduceat(values.high, begins)
    unit = values.unit[begins]
    is_one = (np.minimum.reduceat(values.unit, begins) == unit) & (np.maximum.reduceat(values.unit, begins) == unit)
    if not is_one.all():  # of two units that can't be compared there is no value
        whole = False
        far, values = far[is_one.repeat(counts)], values.take(np.flatnonzero(is_one.repeat(counts)))
        begins, counts, low, high, unit = begins[is_one], counts[is_one], low[is_one], high[is_one], unit[is_one]
        if not begins.size:
            return None
    bounds = np.concatenate([[0], counts.cumsum()])
    known = Quantities(low, high, unit, values.units)
    apart = len(far) == len(linked) or int(np.isin(linked, far).sum()) == len(far)
    return Measured(
        relation, sources[begins], known, bounds, far, fit, _scale(relation), whole, read=values, apart=apart
    )


def _scale(relation: Relation) -> tuple[str, float]:
    found = re.search(r"\(([^)]*)\)$", relation.label)
    return (found and unit(found[1])) or (currency(found[1]) if found else "", 1.0)


def _in_order(node: Node) -> tuple[str, str, str]:
    return (node.value, node.datatype, node.lang) if isinstance(node, Literal) else (node, "", "")
