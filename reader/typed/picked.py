"""The best members of a set by a value: the longest, the first, the two largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.asked.plan import Plan
from kgqa.reader.asked.superlative import Superlative
from kgqa.reader.typed.counted import counts
from kgqa.reader.typed.measured import Measured, measures
from kgqa.reader.typed.queried import measure
from kgqa.reader.typed.say import SHOWN, links_said, named_list, pick_said
from kgqa.reader.typed.state import ALL_KNOWN, State, hints_of, listed, value_support
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.vocabulary.ids import some_of
from kgqa.types import Evidence, Path, Pick

TIED = 0.7
"""Factor of an answer of several members whose values are written alike."""

NAMED = 0.8
"""How well a relation of numbers is meant, from here on by its name."""

_RANKS = {"first", "last", "debut", "populous", "expensive"}
"""Words of a superlative that end in no "est"."""


def picked(state: State, pick: Superlative, asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> State:
    """What is left of a set when its best are taken. Raises LeftOpen where it can't be told which these are."""
    if len(state.members) < 2 and not state.derivation.bounds and pick.last == 1:
        raise LeftOpen("")
    if not state.members:
        raise LeftOpen("nothing is within the limits")
    found = chosen_by(state.members, pick, asked, graph, hints_of(state, evidence))
    if not found:
        if not pick.sure:
            raise LeftOpen("")
        raise LeftOpen(f"no fact says which is {pick.said!r}")
    if pick.deed and not pick.largest and found[0].counted:  # who directed the fewest films directed some
        doing = some_of(state.members, found[0].at)
        state = replace(state, members=doing)
        found = chosen_by(doing, pick, asked, graph, {})
    best = found[0]
    order, factor = _winners(state.members, best, pick, graph)
    winners = tuple(some_of(state.members, best.at[order]))
    for other in found[1:]:
        if other.fit < best.fit - 0.1:
            break
        try:
            others = np.isin(other.at[_winners(state.members, other, pick, graph)[0]], best.at[order])
            if not (others.all() and len(others) == len(order) if best.counted else others.any()):
                factor *= 0.5 + 5 * min(0.1, best.fit - other.fit) / 2
                break
        except LeftOpen:
            continue
    shown = order if pick.last > 1 else order[:1]
    value = named_list([_plain_value(best, number, graph) for number in shown[: SHOWN + 1].tolist()], len(shown))
    names = [node_name(id, graph) for id in winners[: SHOWN + 1]]
    said = (links_said if best.counted else pick_said)(pick, best.label, names, value, len(winners))
    if not best.apart or (best.counted and not best.whole):  # a query takes all that a relation leads to
        derivation = listed(state.derivation, winners, state.members)
    else:
        key = measure(best, pick.sort, graph, "high" if pick.largest else "low")
        by = Pick(key, pick.largest, pick.first, pick.last)
        derivation = replace(state.derivation, pick=by)
    return State(
        winners,
        tuple(dict.fromkeys((*state.support, *value_support(state, best, evidence)))),
        state.probability * best.fit * factor,
        derivation,
        (*state.said, said),
    )


def chosen_by(
    members: Sequence[str], pick: Superlative, asked: Plan, graph: Graph, hints: Mapping[str, float]
) -> list[Measured]:
    """What the best of ``members`` may be chosen by, the best first: a value of theirs whose relation the words name,
    the number of things that they are linked to, a value that the path scorer takes for what is meant (``hints``)."""
    found = measures(members, pick.sort, pick.wanted, asked.words, asked.noun, graph, hints)
    if pick.deed and not (found and found[0].fit >= NAMED):
        return counts(members, asked.noun, pick, graph)
    if pick.sort == "number" and pick.is_how_many and not (found and found[0].fit >= NAMED):
        found = counts(members, asked.noun, pick, graph) or found
    return found


def _plain_value(measured: Measured, number: int, graph: Graph) -> str:
    """The values of a member as they are written, or how many there are."""
    if measured.counted:
        return f"{measured.values.low[number]:.0f}"
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
