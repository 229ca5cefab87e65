"""Chains that a question names whole: "the budget of the project that it depends on" is no budget of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.reader.language.content import content_stems
from kgqa.reader.network.found import FoundPath
from kgqa.types import Path, Step

CUT_SHORT = 0.3
"""What is left of the probability of a path that leaves out a step which the question names."""

LEAST_SHARE = 0.5
"""How probable the whole chain must be beside the short one."""


def in_whole(question: str, words: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """``paths``, those improbable that are the end of another one whose first step the question names, too, but not
    what this leads to: "Alka, which is part of Fleet".

    ``words``: the ``question`` without its names (:func:`kgqa.reader.language.named.without_names`).
    """
    said, asked = content_stems(words), f" {fold(question)} "

    def is_named(found: FoundPath) -> bool:
        first = [triple for triple in found.path.triples if found.path.start in (triple.head, triple.tail)]
        ends = [triple.head if found.path.steps[0].inverse else triple.tail for triple in first]
        return any(f" {fold(node_name(end, graph))} " in asked for end in ends)

    def is_cut_short(found: FoundPath) -> bool:
        own = set().union(*(_of_step(step, graph) for step in found.path.steps))
        return any(
            _goes_before(other.path, found.path)
            and other.probability >= LEAST_SHARE * found.probability
            and (named := _of_step(other.path.steps[0], graph))
            and named <= said
            and not named <= own
            and not is_named(other)
            for other in paths
        )

    return [
        replace(found, probability=found.probability * CUT_SHORT) if is_cut_short(found) else found for found in paths
    ]


def _goes_before(longer: Path, shorter: Path) -> bool:
    return longer.start == shorter.start and longer.steps[1:] == shorter.steps


def _of_step(step: Step, graph: Graph) -> frozenset[str]:
    """The stems that tell a relation from others."""
    index = graph.relation_index(step.relation)
    return frozenset() if index is None else content_stems(graph.relation(index).label)
