"""Things called by a value that they have, or by a role: "which strikers play for it", where each player has a
position, and "which captain was born there", where teams have captains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.network.found import Chosen, FoundPath
from kgqa.reader.vocabulary.ends_named import are_one, ends_by_name

MOST_ENDS = 500
"""Entities up to which the facts of each are looked at."""

MOST_VALUES = 2000
"""Values of a relation up to which all are looked at for the noun."""

OTHERWISE = 0.2
"""What is left of the probability of a path to things that all have another value."""


def of_value(noun: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths with those of their ends that are called by the noun, where some are and others not; where all have
    another value the path is hardly meant."""
    made = []
    for found in paths:
        ends = [end for end in found.path.ends if isinstance(end, str)]
        is_whole = found.chosen is None and len(ends) == len(found.path.ends)
        kept = those_called(noun, ends, graph) if is_whole else None
        if kept:
            found = replace(found, path=replace(found.path, ends=kept), chosen=Chosen(among=kept))
        elif kept is not None:
            found = replace(found, probability=found.probability * OTHERWISE)
        made.append(found)
    return made


def of_description(question: str, noun: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths with those of their ends that have the value which stands before the noun: "crime books", "a silver
    medal". Where all have another value of a relation that has this one elsewhere, the path is hardly meant."""
    made = list(paths)
    for value in described(question, noun):
        for at, found in enumerate(made):
            ends = [end for end in found.path.ends if isinstance(end, str)]
            if found.chosen is not None or not 0 < len(ends) == len(found.path.ends) <= MOST_ENDS:
                continue
            kept = tuple(end for end in ends if _has(end, value, graph))
            if kept and len(kept) < len(ends):
                made[at] = replace(found, path=replace(found.path, ends=kept), chosen=Chosen(among=kept))
            elif not kept and _have_others(ends, value, graph):
                made[at] = replace(found, probability=found.probability * OTHERWISE)
    return made


def described(question: str, noun: str) -> list[str]:
    """The words right before a noun, two of them and one, wherever it stands in the question.

    >>> described("Which science fiction books are there?", "book"), described("Which books are there?", "book")
    (['science fiction', 'fiction'], [])
    """
    words = fold(question).split()
    found: list[str] = []
    for at, word in enumerate(words):
        if not are_one(noun, word) or at < 1 or words[at - 1] in FUNCTION:
            continue
        if at > 1 and words[at - 2] not in FUNCTION:
            found.append(f"{words[at - 2]} {words[at - 1]}")
        found.append(words[at - 1])
    return list(dict.fromkeys(found))


def those_called(noun: str, ids: Sequence[str], graph: Graph) -> tuple[str, ...] | None:
    """Those of some entities that a fact gives the value ``noun``, or a relation of that name leads to; none of them
    where each has another value; None where all are called so, or nothing is said of it."""
    if not noun or not 1 < len(ids) <= MOST_ENDS:
        return None
    noun = fold(noun)
    kept = tuple(id for id in ids if _has(id, noun, graph))
    if not kept:
        kept = tuple(id for id in ids if _is_in_role(id, noun, graph))
        return kept if 0 < len(kept) < len(ids) else () if not kept and _have_others(ids, noun, graph) else None
    return kept if len(kept) < len(ids) else None


def _has(id: str, noun: str, graph: Graph) -> bool:
    row = graph.row(id)
    return row is not None and any(are_one(noun, name) for *_, names in ends_by_name(row, graph) for name in names)


def _is_in_role(id: str, noun: str, graph: Graph) -> bool:
    row = graph.row(id)
    into = [] if row is None else np.unique(graph.runs(np.array([row]), inverse=True)[1]).tolist()
    return any(are_one(noun, fold(graph.relation(index).label)) for index in into)


def _have_others(ids: Sequence[str], noun: str, graph: Graph) -> bool:
    """Whether there is a relation that all of the entities have, and of which the noun is a value elsewhere."""
    rows = np.array([-1 if (row := graph.row(id)) is None else row for id in ids])
    if (rows < 0).any():
        return False
    sources, relations, *_ = graph.runs(rows)
    for index in np.unique(relations).tolist():
        if len(np.unique(sources[relations == index])) < len(ids):
            continue
        values = np.unique(graph.pairs(index)[1])
        if len(values) <= MOST_VALUES and any(
            are_one(noun, fold(name)) for name in graph.names(values.astype(np.int64))
        ):
            return True
    return False
