"""Things of a graph that says of none what it is: a column of values tells which things are meant.

"Which package has the largest installed size?" means all that have an installed size, where nothing of the graph is
said to be a package.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.reader.asked.plan import Plan
from kgqa.reader.vocabulary.ids import Ids
from kgqa.reader.vocabulary.kinds_of import KindsOf

HAVING = 0.7
"""Probability that all that have a value are what a question's noun means, where the graph has no kinds."""

_TITLES = {"dr": "doctor", "prof": "professor"}

MOST_NAMES = 20_000
"""Names of a graph up to which all are looked at for the noun."""

MOST_SEEN = 1000
"""Things that are looked at for a kind."""


def named_measure(asked: Plan, graph: Graph) -> int | None:
    """The relation whose whole name is what the question chooses by ("the largest installed size"); None where there is
    none, or more than one."""
    wanted = [asked.pick.wanted] if asked.pick is not None else []
    wanted += [limit.wanted for limit in asked.limits]
    said = {fold(name) for words in wanted for name in (*words, " ".join(words))}
    found = []
    for index in range(graph.n_relations):
        relation = graph.relation(index)
        if said & {fold(name) for name in (relation.label, *relation.aliases)}:
            found.append(index)
    return found[0] if len(found) == 1 else None


def all_that_have(asked: Plan, graph: Graph) -> Ids | None:
    """Ids of all things with a value of the relation by which the question chooses; None where one of them is said to
    be of some kind, where there are fewer than two, or where the question's noun is a part of some names and not of all
    of these: a "Nurse Holt" is a nurse, and what is called otherwise none."""
    relation = named_measure(asked, graph)
    if relation is None:
        return None
    rows = np.unique(graph.pairs(relation)[0])
    if len(rows) < 2:
        return None
    _, kinds = KindsOf(graph).grouped(rows[:MOST_SEEN])
    if any(kinds) or _tells_some(asked.noun, rows, graph):
        return None
    return Ids(graph, rows)


def all_alike_that_have(name: str, graph: Graph) -> Ids | None:
    """Ids of all things with a value of the one relation of this name, where there are two or more and all are of the
    same types: the average salary is that of all persons who have one."""
    found = [at for at in range(graph.n_relations) if fold(name) == fold(graph.relation(at).label)]
    rows = np.unique(graph.pairs(found[0])[0]) if len(found) == 1 else np.arange(0)
    return Ids(graph, rows) if len(rows) > 1 and len(set(graph.types.take(rows))) == 1 else None


def _tells_some(noun: str, rows: NDArray[np.int64], graph: Graph) -> bool:
    """Whether some names of the graph have the noun in them, and not all of those in ``rows``."""

    def has(names: Sequence[str]) -> list[bool]:
        return [noun in {_TITLES.get(word, word) for word in fold(name).split()} for name in names]

    if all(has(graph.names(rows))):
        return False
    every = np.arange(graph.n_entities) if graph.n_entities <= MOST_NAMES else rows
    return any(has(graph.names(every)))
