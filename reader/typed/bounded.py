"""The members of a set that are within a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.typed.limits import Limit
from kgqa.reader.typed.measured import measures
from kgqa.reader.typed.plan import Plan
from kgqa.reader.typed.queried import bound
from kgqa.reader.typed.say import limit_said
from kgqa.reader.typed.state import State, hints_of, value_support
from kgqa.reader.typed.within import LeftOpen, in_unit, is_within
from kgqa.types import Evidence


def limited(
    state: State,
    limit: Limit,
    asked: Plan,
    evidence: Sequence[Evidence],
    graph: Graph,
    *,
    of_itself: bool = False,
) -> tuple[State, int]:
    """The members within a limit, and of how many it is not known."""
    if not state.members:
        return state, 0
    found = measures(
        state.members, limit.sort, limit.wanted, asked.words, asked.noun, graph, hints_of(state, evidence, of_itself)
    )
    if not found:
        raise LeftOpen(f"no fact says what is {limit_said(limit)}")
    best = found[0]
    value, factor = in_unit(limit, best)
    kept, unknown = [], len(state.members) - len(best.values)
    for id in state.members:
        held = best.values.get(id)
        if held is None:
            continue
        if held.unit and value.unit and held.unit != value.unit:
            raise LeftOpen(f"{best.label!r} of {node_name(id, graph)} is in another unit than {limit.said!r}")
        inside = is_within(held, limit, value)
        unknown += inside is None
        if inside:
            kept.append(id)
    made = bound(best, limit, value)
    who = f"{len(kept)} of them" if not of_itself else node_name(state.members[0], graph) + ("" if kept else " not")
    said = f"{who} with {best.label!r} {limit_said(limit)}."
    derivation = replace(state.derivation, bounds=(*state.derivation.bounds, made))
    support = value_support(state, best, evidence)
    return (
        State(
            tuple(kept),
            tuple(dict.fromkeys((*state.support, *support))),
            state.probability * best.fit * factor,
            derivation,
            (*state.said, said),
        ),
        unknown,
    )
