"""Yes and no, decided by facts alone."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.found import FoundPath
from kgqa.types import Answer, Literal, Support

CLOSED_WORLD = 0.8
"""A "no" rests on the graph listing all: its probability is lowered by this factor."""


def yes_or_no(question: str, found: Sequence[FoundPath], graph: Graph) -> list[Answer]:
    """Yes where a path that fits the question ends in something the question names; no where the fitting
    path ends in others of the same type only; nothing where no path decides."""
    words = f" {normalize_answer(question)} "
    for item in sorted(found, key=lambda item: (-item.probability, item.evidence)):
        start = normalize_answer(node_name(item.path.start, graph))
        # A path of several steps would make "yes" of any far connection.
        if len(item.path.steps) != 1 or f" {start} " not in words:
            continue
        names = {normalize_answer(node_name(end, graph)) for end in item.path.ends}
        if any(name and f" {name} " in words for name in names):
            return [_said("yes", item, item.probability)]
        rest = words.replace(f" {start} ", " ")
        if _names_one_of_its_kind(rest, item, graph):
            return [_said("no", item, item.probability * CLOSED_WORLD)]
    return []


def _names_one_of_its_kind(words: str, item: FoundPath, graph: Graph) -> bool:
    """Whether the rest of the question names another end that this relation has elsewhere."""
    step = item.path.steps[0]
    ends = item.path.ends
    if all(isinstance(end, Literal) for end in ends):
        return False  # a value is only ever confirmed: "above 1000?" is no question of equality
    index = graph.relation_index(step.relation)
    if index is None:
        return False
    for triple in graph.match(relation=step.relation):
        node = triple.head if step.inverse else triple.tail
        name = normalize_answer(node_name(node, graph))
        if len(name) > 2 and f" {name} " in words:
            return True
    return False


def _said(text: str, item: FoundPath, probability: float) -> Answer:
    return Answer(text, probability, "boolean", (Support(item.evidence),), (), (text,))
