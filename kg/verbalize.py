"""Paths in words: what the reader reads of the graph, and where in it the ends stand.

The layout is ``start | relation: node ; node | relation: end ; end``, e.g.
``Polonium | discovered in: France | capital: Paris``. Names are cut off after a few, since a hub has
thousands; the answer is never taken from the words but from the path's ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.types import Literal, Node, Path, Relation, Step

ENDS_SHOWN = 8
NODES_SHOWN = 3

_DANGLING = ("by", "in", "at", "on", "to", "from", "with", "for", "as", "after", "into", "of")


@dataclass(frozen=True, slots=True)
class Verbalized:
    """A path in words, and the half-open character ranges of the ends shown, in order."""

    text: str
    ends: tuple[tuple[int, int], ...]


def step_label(relation: Relation, inverse: bool) -> str:
    """A relation's label in the direction it is walked.

    >>> step_label(Relation("r", "director"), True), step_label(Relation("r", "directed by"), True)
    ('director of', 'those directed by')
    """
    if not inverse:
        return relation.label
    if relation.inverse:
        return relation.inverse
    if relation.label.split(" ")[-1] in _DANGLING:
        return f"those {relation.label}"
    return f"{relation.label} of"


def chain_label(steps: Sequence[Step], graph: Graph) -> str:
    """The steps alone in words, as the path's kind is compared with a question."""
    return " | ".join(_label(step, graph) for step in steps)


def path_text(start: str, hops: Sequence[tuple[str, Sequence[str]]]) -> Verbalized:
    """A path from its start's name and, for each hop, the step's label and the names of its nodes.

    >>> path_text("Polonium", [("discovered in", ["France"]), ("capital", ["Paris"])])
    Verbalized(text='Polonium | discovered in: France | capital: Paris', ends=((44, 49),))
    """
    text = start
    ends: list[tuple[int, int]] = []
    for hop, (label, nodes) in enumerate(hops):
        last = hop == len(hops) - 1
        text += f" | {label}: "
        for i, name in enumerate(nodes[: ENDS_SHOWN if last else NODES_SHOWN]):
            text += " ; " if i else ""
            if last:
                ends.append((len(text), len(text) + len(name)))
            text += name
    return Verbalized(text, tuple(ends))


def verbalize(path: Path, graph: Graph) -> Verbalized:
    """A path in words. The nodes between are read off the path's triples, in their order."""
    hops: list[tuple[str, list[str]]] = []
    frontier: set[Node] = {path.start}
    for i, step in enumerate(path.steps):
        nodes: list[Node] = []
        if i == len(path.steps) - 1:
            nodes += path.ends[:ENDS_SHOWN]
        else:
            for triple in path.triples:
                near, far = (triple.tail, triple.head) if step.inverse else (triple.head, triple.tail)
                if triple.relation == step.relation and near in frontier and far not in nodes:
                    nodes.append(far)
        frontier = set(nodes)
        hops.append((_label(step, graph), [node_name(node, graph) for node in nodes]))
    return path_text(node_name(path.start, graph), hops)


def node_name(node: Node, graph: Graph) -> str:
    """An entity's label (its id where the graph does not know it), or a literal's value."""
    if isinstance(node, Literal):
        return node.value
    row = graph.row(node)
    return node if row is None else graph.label(row)


def _label(step: Step, graph: Graph) -> str:
    index = graph.relation_index(step.relation)
    relation = Relation(step.relation, step.relation) if index is None else graph.relation(index)
    return step_label(relation, step.inverse)


def passage_text(title: str, text: str) -> str:
    """A passage as it is encoded and read: its title before it, unless it begins with that.

    >>> passage_text("Heat (1995 film)", "A crime film."), passage_text("Heat", "Heat is a film.")
    ('Heat (1995 film). A crime film.', 'Heat is a film.')
    """
    bare = title.partition(" (")[0]
    if not title or text.startswith((title, bare)):
        return text
    return f"{title}. {text}"
