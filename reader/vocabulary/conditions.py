"""Words of a question as values of a graph, and who has them: "speaks Polish and works part-time"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.operations import singular
from kgqa.reader.vocabulary.said_of import says_having
from kgqa.reader.vocabulary.values_by_name import LONGEST, Value, ValuesByName
from kgqa.types import Step

MOST_HEADS = 1000
"""Things with a value up to which they are looked at."""

_AND = frozenset(("and", "or", "also", "both", "that", "who", "which", "currently", "now", "still"))

Rows = NDArray[np.integer]
"""(n,) rows of entities of a graph, ascending."""


@dataclass(frozen=True, slots=True)
class Held:
    """``rows``: of those who have all the values; ``by``: each value's relation and the rows of all who have it."""

    rows: Rows
    by: tuple[tuple[int, Rows], ...]

    def steps(self, row: int, graph: Graph) -> tuple[Step, ...]:
        """The steps to the values that one of them has."""
        return tuple(dict.fromkeys(Step(graph.relation(relation).id) for relation, rows in self.by if row in rows))


@dataclass(frozen=True, slots=True)
class Condition:
    """``words`` that are a value of one of ``values``, after ``before`` and up to ``after``, all folded."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    values: Sequence[Value]
    after: tuple[str, ...] = ()

    @property
    def content(self) -> list[str]:
        """The words beside the value that say something."""
        return [word for word in (*self.before, *self.after) if word not in FUNCTION and word not in _AND]

    def going_on(self, verb: Sequence[str]) -> Condition:
        """With what was said before the last value where nothing is before this one: "speaks Polish and German"."""
        if set(self.before) <= _AND:
            return Condition((*verb, *self.before), self.words, self.values, self.after)
        return self


def conditions(words: tuple[str, ...], values: ValuesByName) -> Iterator[tuple[Condition, ...]]:
    """The ways in which words are values with something before each and after the last."""
    for start in range(len(words)):
        for end in range(min(len(words), start + LONGEST), start, -1):
            found = () if FUNCTION.issuperset(words[start:end]) else values(words[start:end])
            if found:
                for further in conditions(words[end:], values):
                    yield (Condition(words[:start], words[start:end], found), *further)
                yield (Condition(words[:start], words[start:end], found, words[end:]),)
    if FUNCTION.issuperset(words):
        yield ()


def held_all(told: Sequence[Condition], graph: Graph, *, is_person: bool) -> Held | None:
    """Who has all the values; None where one of them is not said to be had, or nobody has them."""
    rows: Rows | None = None
    by: list[tuple[int, Rows]] = []
    for number, condition in enumerate(told):
        own = held(condition.going_on(told[number - 1].before if number else ()), graph, is_person=is_person)
        if own is None:
            return None
        by.append(own)
        if rows is None:
            rows = own[1]
        else:
            rows = np.union1d(rows, own[1]) if "or" in condition.before else np.intersect1d(rows, own[1])
    return None if rows is None or not 0 < len(rows) <= MOST_HEADS else Held(rows, tuple(by))


def held(condition: Condition, graph: Graph, *, is_person: bool) -> tuple[int, Rows] | None:
    """Who has the value, after the relation that the words around it mean; None where they mean none, or several that
    lead to different ones."""
    content = condition.content
    small = [word for word in (*condition.before, *condition.after) if word in FUNCTION]
    if all(word.isdigit() for word in condition.words) and not content:
        return None
    ways: dict[int, list[int]] = {}
    for value in condition.values:
        label = fold(graph.relation(value.relation).label)
        if not content if value.is_flag else says_having(label, content, small, is_person=is_person):
            ways.setdefault(value.relation, []).append(value.row)
    named = [relation for relation in ways if names_relation(content, relation, graph)]
    found = [(relation, _heads(relation, ways[relation], graph)) for relation in named or ways]
    if not found or any(not np.array_equal(heads, found[0][1]) for _, heads in found):
        return None
    return found[0]


def names_relation(words: Sequence[str], relation: int, graph: Graph) -> bool:
    """Whether one of the words is in a relation's label."""
    label = fold(graph.relation(relation).label).split()
    return not {singular(word) for word in words}.isdisjoint(map(singular, label))


def _heads(relation: int, tails: Sequence[int], graph: Graph) -> Rows:
    into = [graph.in_edges(tail) for tail in tails]
    return np.unique(np.concatenate([heads[relations == relation] for relations, heads in into]))
