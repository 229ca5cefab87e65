"""The members of a set that are within a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.asked.event_dates import founds, tells_when
from kgqa.reader.asked.limit import Limit
from kgqa.reader.asked.plan import Plan
from kgqa.reader.typed.measured import measures
from kgqa.reader.typed.queried import bound
from kgqa.reader.typed.say import limit_said
from kgqa.reader.typed.state import State, hints_of, listed, value_support
from kgqa.reader.typed.within import LeftOpen, in_unit, within
from kgqa.reader.vocabulary.ids import some_of
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
    wanted = limit.wanted
    if limit.sort == "date" and not wanted and founds(asked.words):
        wanted = ("founding", "making")
    found = measures(
        state.members, limit.sort, wanted, asked.words, asked.noun, graph, hints_of(state, evidence, of_itself)
    )
    if limit.sort == "date" and not wanted:
        found = [one for one in found if tells_when(asked.words, one.relation.label)]
    if not found:
        raise LeftOpen(f"no fact says what is {limit_said(limit)}")
    best = found[0]
    value, factor = in_unit(limit, best)
    for other in best.values.own_units() - {"", value.unit} if value.unit else ():
        place = np.flatnonzero(best.values.unit == best.values.units.index(other))[:1]
        name = node_name(some_of(state.members, best.at[place])[0], graph)
        raise LeftOpen(f"{best.label!r} of {name} is in another unit than {limit.said!r}")
    is_inside, is_open = within(best.values.low, best.values.high, limit, value)
    unknown = len(state.members) - len(best.values) + int(np.count_nonzero(is_open))
    kept = some_of(state.members, best.at[is_inside])
    who = f"{len(kept)} of them" if not of_itself else node_name(state.members[0], graph) + ("" if kept else " not")
    said = f"{who} with {best.label!r} {limit_said(limit)}."
    if best.apart:
        made = bound(best, limit, value, graph)
        derivation = replace(state.derivation, bounds=(*state.derivation.bounds, made))
    else:
        derivation = listed(state.derivation, kept, state.members)
    support = value_support(state, best, evidence)
    return (
        State(
            kept,
            tuple(dict.fromkeys((*state.support, *support))),
            state.probability * best.fit * factor,
            derivation,
            (*state.said, said),
        ),
        unknown,
    )
