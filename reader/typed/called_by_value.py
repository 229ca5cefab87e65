"""Things called by a value that they have: "which strikers play for it", where each player has a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.found import Chosen, FoundPath
from kgqa.reader.typed.having import are_one, ends_by_name
from kgqa.reader.typed.sets import kept_ends

MOST_ENDS = 500
"""Ends of a path up to which the facts of each are looked at."""


def of_value(noun: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths with those of their ends that a fact gives the value ``noun``, where it does so of some and not all."""
    noun = fold(noun)
    return [_limited(found, noun, graph) for found in paths]


def _limited(found: FoundPath, noun: str, graph: Graph) -> FoundPath:
    ends = kept_ends(found.path)
    if not 1 < len(ends) <= MOST_ENDS or len(ends) < len(found.path.ends) or found.chosen is not None:
        return found
    kept = tuple(end for end in ends if _has(end, noun, graph))
    if not 0 < len(kept) < len(ends):
        return found
    return replace(found, path=replace(found.path, ends=kept), chosen=Chosen(among=kept))


def _has(id: str, noun: str, graph: Graph) -> bool:
    row = graph.row(id)
    return row is not None and any(are_one(noun, name) for _, _, _, names in ends_by_name(row, graph) for name in names)
