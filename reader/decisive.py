"""The facts that a typed answer will rest on, as evidence beside what was retrieved."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgqa.kg.graph import Graph
from kgqa.reader.paths.going_on import with_next_step
from kgqa.reader.typed.all_of_kind import with_values
from kgqa.reader.typed.being import with_so
from kgqa.reader.typed.having import with_held
from kgqa.types import Evidence


def with_decisive(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the values that a question for all of a kind, for those of it that have a value, or whether a
    thing has it is decided by, and with the step to what it asks for. ``relations``: ids of those that may be looked
    at; None is any."""
    evidence = with_next_step(question, evidence, graph, relations)
    return with_so(question, with_described(question, evidence, graph, relations), graph, relations)


def with_described(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the values of all of a kind, or of those that a question describes by theirs. ``relations``: as
    above."""
    return with_held(question, with_values(question, evidence, graph, relations), graph, relations)
