"""The best members of a set by a value: the longest, the first, the two largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.quantities import Quantity
from kgqa.reader.typed.measured import Measured, measures
from kgqa.reader.typed.plan import Plan
from kgqa.reader.typed.queried import measure
from kgqa.reader.typed.say import named_list, pick_said
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
    winners, factor = _winners(state.members, best, pick, graph)
    for other in found[1:]:
        if other.fit < best.fit - 0.1:
            break
        try:
            if set(_winners(state.members, other, pick, graph)[0]).isdisjoint(winners):
                factor *= 0.5 + 5 * min(0.1, best.fit - other.fit) / 2
                break
        except LeftOpen:
            continue
    shown = winners if pick.last > 1 else winners[:1]
    value = named_list([_plain_value(best, id, graph) for id in shown])
    said = pick_said(pick, best.label, [node_name(id, graph) for id in winners], value)
    return State(
        winners,
        tuple(dict.fromkeys((*state.support, *value_support(state, best, evidence)))),
        state.probability * best.fit * factor,
        replace(state.derivation, pick=Pick(measure(best, pick.sort), pick.largest, pick.first, pick.last)),
        (*state.said, said),
    )


def _plain_value(measured: Measured, id: str, graph: Graph) -> str:
    """The values of a member as they are written."""
    return " / ".join(dict.fromkeys(node_name(node, graph) for node in measured.nodes[id]))


def _winners(
    members: Sequence[str], measured: Measured, pick: Superlative, graph: Graph
) -> tuple[tuple[str, ...], float]:
    """The members with the best value, and by how much less sure that is."""
    known = [id for id in members if id in measured.values]
    share = len(known) / len(members)
    if share < ALL_KNOWN:
        missing = [node_name(id, graph) for id in members if id not in measured.values]
        raise LeftOpen(f"{measured.label!r} is not known of {named_list(missing[:3])}")
    values = [measured.values[id] for id in known]
    if len({value.unit for value in values}) > 1:
        raise LeftOpen(f"the values of {measured.label!r} are of unlike units")
    if pick.last > 1:
        return _ranked(known, values, measured, pick), share
    best = max(values, key=lambda v: (v.low, v.high)) if pick.largest else min(values, key=lambda v: (v.high, v.low))
    winners = [id for id, value in zip(known, values, strict=True) if value == best]
    for value in values:
        beaten = value.before(best) if pick.largest else best.before(value)
        if value != best and not beaten:
            raise LeftOpen(f"the values of {measured.label!r} are not known closely enough to compare")
    return tuple(winners), share * (TIED if len(winners) > 1 else 1.0)


def _ranked(known: Sequence[str], values: Sequence[Quantity], measured: Measured, pick: Superlative) -> tuple[str, ...]:
    """The members of the ranks that are asked for, the best first; what is as good as one of these leaves it open."""
    if len(known) < pick.last:
        raise LeftOpen(f"there are {len(known)}, and the {pick.last} best are asked for")
    order = sorted(range(len(known)), key=lambda at: (values[at].low, values[at].high), reverse=pick.largest)
    better, worse = order[: pick.first - 1], order[pick.last :]
    chosen = order[pick.first - 1 : pick.last]
    for above, below in [(i, j) for i in better for j in chosen] + [(i, j) for i in chosen for j in worse]:
        is_better = values[below].before(values[above]) if pick.largest else values[above].before(values[below])
        if not is_better:
            raise LeftOpen(f"the values of {measured.label!r} are not known closely enough to rank, or equal")
    return tuple(known[at] for at in chosen)


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
