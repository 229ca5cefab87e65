"""The best members of a set by a value: the longest, the first, the two largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.typed.ids import some_of
from kgqa.reader.typed.measured import Measured, measures
from kgqa.reader.typed.plan import Plan
from kgqa.reader.typed.queried import measure
from kgqa.reader.typed.say import SHOWN, named_list, pick_said
from kgqa.reader.typed.state import ALL_KNOWN, State, hints_of, value_support
from kgqa.reader.typed.superlative import Superlative
from kgqa.reader.typed.within import LeftOpen
from kgqa.types import Evidence, Path, Pick

TIED = 0.7
"""Factor of an answer of several members whose values are written alike."""

_RANKS = {"first", "last", "debut", "populous", "expensive"}
"""Words of a superlative that end in no "est"."""


def picked(state: State, pick: Superlative, asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> State:
    """What is left of a set when its best are taken. Raises LeftOpen where it can't be told which these are."""
    if len(state.members) < 2 and not state.derivation.bounds and pick.last == 1:
        raise LeftOpen("")
    if not state.members:
        raise LeftOpen("nothing is within the limits")
    found = measures(state.members, pick.sort, pick.wanted, asked.words, asked.noun, graph, hints_of(state, evidence))
    if not found:
        if not pick.sure:
            raise LeftOpen("")
        raise LeftOpen(f"no fact says which is {pick.said!r}")
    best = found[0]
    order, factor = _winners(state.members, best, pick, graph)
    winners = tuple(some_of(state.members, best.at[order]))
    for other in found[1:]:
        if other.fit < best.fit - 0.1:
            break
        try:
            if not np.isin(other.at[_winners(state.members, other, pick, graph)[0]], best.at[order]).any():
                factor *= 0.5 + 5 * min(0.1, best.fit - other.fit) / 2
                break
        except LeftOpen:
            continue
    shown = order if pick.last > 1 else order[:1]
    value = named_list([_plain_value(best, number, graph) for number in shown[: SHOWN + 1].tolist()], len(shown))
    said = pick_said(pick, best.label, [node_name(id, graph) for id in winners[: SHOWN + 1]], value, len(winners))
    return State(
        winners,
        tuple(dict.fromkeys((*state.support, *value_support(state, best, evidence)))),
        state.probability * best.fit * factor,
        replace(state.derivation, pick=Pick(measure(best, pick.sort, graph), pick.largest, pick.first, pick.last)),
        (*state.said, said),
    )


def _plain_value(measured: Measured, number: int, graph: Graph) -> str:
    """The values of a member as they are written."""
    return " / ".join(dict.fromkeys(node_name(node, graph) for node in measured.nodes(number, graph)))


def _winners(
    members: Sequence[str], measured: Measured, pick: Superlative, graph: Graph
) -> tuple[NDArray[np.int64], float]:
    """Which of the known members have the best value, and by how much less sure that is."""
    values = measured.values
    share = len(values) / len(members)
    if share < ALL_KNOWN:
        missing = np.setdiff1d(np.arange(len(members)), measured.at, assume_unique=True)[:3]
        names = [node_name(id, graph) for id in some_of(members, missing)]
        raise LeftOpen(f"{measured.label!r} is not known of {named_list(names)}")
    if len(values.own_units()) > 1:
        raise LeftOpen(f"the values of {measured.label!r} are of unlike units")
    low, high = values.low, values.high
    order = np.lexsort((-high, -low)) if pick.largest else np.lexsort((high, low))
    if pick.last > 1:
        return _ranked(order, measured, pick), share
    first = order[0] if pick.largest else np.lexsort((low, high))[0]
    is_best = (low == low[first]) & (high == high[first])
    is_beaten = high < low[first] if pick.largest else low > high[first]
    if not (is_best | is_beaten).all():
        raise LeftOpen(f"the values of {measured.label!r} are not known closely enough to compare")
    winners = np.flatnonzero(is_best)
    return winners, share * (TIED if len(winners) > 1 else 1.0)


def _ranked(order: NDArray[np.int64], measured: Measured, pick: Superlative) -> NDArray[np.int64]:
    """The members of the ranks that are asked for, the best first; what is as good as one of these leaves it open.
    ``order``: (n,) all that are known, the best first."""
    if len(order) < pick.last:
        raise LeftOpen(f"there are {len(order)}, and the {pick.last} best are asked for")
    better, chosen, worse = np.split(order, [pick.first - 1, pick.last])
    low, high = measured.values.low, measured.values.high
    for above, below in ((better, chosen), (chosen, worse)):
        less, more = (below, above) if pick.largest else (above, below)
        if len(above) and len(below) and not high[less].max() < low[more].min():
            raise LeftOpen(f"the values of {measured.label!r} are not known closely enough to rank, or equal")
    return chosen


def says_it(pick: Superlative, starts: Sequence[str], asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> bool:
    """Whether a relation itself is called by the superlative: "largest city"."""
    named = {starts[part.name] for part in asked.parts}
    words = {word for word in fold(pick.said).split() if word.endswith("est") or word in _RANKS}
    for piece in evidence:
        path = piece.content
        if isinstance(path, Path) and path.start in named and words:
            for step in path.steps[:1]:
                if words & set(fold(chain_label((step,), graph)).split()):
                    return True
    return False
