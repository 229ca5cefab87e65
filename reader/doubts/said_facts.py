"""Facts that were read out of a sentence which tells of something else: "designer: X" of "built by X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.doubts.believed import told_otherwise
from kgqa.reader.doubts.fates import OTHER_FATE, is_of_other_relation
from kgqa.reader.doubts.years import OTHER_YEAR, asked_year, is_told_year
from kgqa.reader.network.found import FoundPath
from kgqa.types import Passage


def as_told(question: str, paths: Sequence[FoundPath], graph: Graph, origins: Origins) -> list[FoundPath]:
    """The paths, those of one fact made less probable that documents say and whose every mention there speaks against
    it: an extractor's relation is a guess about the same words that the reader sees."""
    return [_as_told(question, _of_asked_relation(question, found, graph), graph, origins) for found in paths]


def _of_asked_relation(question: str, found: FoundPath, graph: Graph) -> FoundPath:
    if not is_of_other_relation(question, chain_label(found.path.steps, graph)):
        return found
    return replace(found, probability=found.probability * OTHER_FATE)


def _as_told(question: str, found: FoundPath, graph: Graph, origins: Origins) -> FoundPath:
    if len(found.path.steps) != 1 or not (ids := origins.passages(found.path)):
        return found
    texts = [
        piece.content.text
        for piece in origins.evidence
        if isinstance(piece.content, Passage) and piece.content.id in ids
    ]
    names = [node_name(end, graph) for end in found.path.ends]
    places = [
        (text, *place.span())
        for text in texts
        for name in names
        for place in re.finditer(rf"(?<!\w){_as_written(name)}(?!\w)", text)
    ]
    left = max((told_otherwise(question, *place) for place in places), default=1.0)
    if asked_year(question) is not None and not any(is_told_year(question, *place) for place in places):
        left = min(left, OTHER_YEAR)  # a fact has no year, and its sentence is not of that one
    return found if left == 1.0 else replace(found, probability=found.probability * left)


def _as_written(name: str) -> str:
    """A pattern for a name; a number may have a mark between its thousands.

    >>> [re.fullmatch(_as_written("41200"), said) is not None for said in ("41,200", "41200", "4,1200")]
    [True, True, False]
    """
    if not re.fullmatch(r"\d{4,}", name):
        return re.escape(name)
    first = len(name) % 3 or 3
    return "[,.\u00a0\u202f ]?".join((name[:first], *(name[at : at + 3] for at in range(first, len(name), 3))))
