"""Yes and no, decided by facts alone."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.found import FoundPath
from kgqa.types import Answer, Derivation, Literal, Node, Support, Walk

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
        for end in item.path.ends:
            if (name := normalize_answer(node_name(end, graph))) and f" {name} " in words:
                return [_said("yes", item, item.probability, end)]
        other = _one_of_its_kind(words.replace(f" {start} ", " "), item, graph)
        if other is not None:
            return [_said("no", item, item.probability * CLOSED_WORLD, other)]
    return []


def _one_of_its_kind(words: str, item: FoundPath, graph: Graph) -> Node | None:
    """Another end that this relation has elsewhere and the rest of the question names, or None."""
    step = item.path.steps[0]
    ends = item.path.ends
    if all(isinstance(end, Literal) for end in ends):
        return None  # a value is only ever confirmed: "above 1000?" is no question of equality
    index = graph.relation_index(step.relation)
    if index is None:
        return None
    for triple in graph.match(relation=step.relation):
        node = triple.head if step.inverse else triple.tail
        name = normalize_answer(node_name(node, graph))
        if len(name) > 2 and f" {name} " in words:
            return node
    return None


def _said(text: str, item: FoundPath, probability: float, end: Node) -> Answer:
    walks = (Walk(item.path.start, item.path.steps),)
    # A query can name an entity to look for among the ends; a value is looked for as it is written.
    made = Derivation("boolean", walks, subject=end) if isinstance(end, str) else None
    return Answer(text, probability, "boolean", (Support(item.evidence),), (), (text,), made)
