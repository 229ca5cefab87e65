"""What documents say of the thing that a chain starts from: who was asked where the mother of somebody was born is not
told where that one was, though one sentence says it and the reader likes it."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.reader.slots.common import Slot
from kgqa.types import Answer, Link, Step


def of_start(links: Sequence[Link], last: Slot, graph: Graph, said: SaidFacts | None) -> frozenset[str]:
    """The values (:func:`normalize_answer`) that documents say the ``last`` relation of a chain to have for what a
    question names."""
    if said is None:
        return frozenset()
    facts = [fact for link in links for fact in graph.match(link.entity.id) if said.is_said(fact)]
    own = [fact for fact in facts if chain_label((Step(fact.relation),), graph) == last.label]
    return frozenset(normalize_answer(node_name(fact.tail, graph)) for fact in own)


def is_span_of(answer: Answer, names: frozenset[str]) -> bool:
    """Whether an answer is a span of a text that says one of some values."""
    return bool(answer.support) and answer.support[0].start is not None and normalize_answer(answer.text) in names
