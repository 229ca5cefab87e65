"""What the facts of an entity lead to, by name."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.types import Step

MOST_FACTS = 1000
"""Facts of an entity up to which each is looked at."""


def ends_by_name(row: int, graph: Graph) -> Iterator[tuple[str, Step, str | None, list[str]]]:
    """Of each fact of an entity, the first :data:`MOST_FACTS`: its relation's folded label, the step, the end's id,
    None of a literal, and all that the end is called, folded."""
    for relation, end in zip(*(each[:MOST_FACTS].tolist() for each in graph.out_edges(row)), strict=True):
        kind, node = graph.relation(relation), graph.node(end)
        known = graph.entity_by_id(node) if isinstance(node, str) else None
        names = (node_name(node, graph),) if known is None else (known.label, *known.aliases)
        yield (
            fold(kind.label),
            Step(kind.id),
            node if isinstance(node, str) else None,
            list(filter(None, map(fold, names))),
        )


def are_one(one: str, other: str) -> bool:
    """Whether two folded names are the same but for the number of their last word; one of signs alone folds to nothing
    and is like none.

    >>> are_one("noble gases", "noble gas"), are_one("gas", "noble gas"), are_one("gas", "")
    (True, False, False)
    """
    if not one or not other:
        return False
    (*ones, last), (*others, end) = one.split(), other.split()
    return ones == others and (last == end or stem(last) == stem(end))
