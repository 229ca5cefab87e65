"""A set on its way through a plan: who is left of it, and what says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgqa.reader.typed.measured import Measured
from kgqa.types import Derivation, Evidence, Path, Support

ALL_KNOWN, HALF_KNOWN = 0.9, 0.5
"""Share of the members whose value must be known, for the best of them or their number, and for a list of those within
limits. The probability is lowered by the share that is not known."""


@dataclass(frozen=True, slots=True)
class State:
    """A set on its way: the members left, what the answer rests on, how sure it is, and what is said."""

    members: Sequence[str]
    support: tuple[Support, ...]
    probability: float
    derivation: Derivation
    said: tuple[str, ...] = ()


def listed(derivation: Derivation, members: Sequence[str], of: Sequence[str]) -> Derivation:
    """What is left of the members ``of``, one by one, where no query can choose them. None left are all less all: a
    derivation without a set has no limit."""
    return Derivation(derivation.asks, among=tuple(members or of), apart=() if members else tuple(of))


def hints_of(state: State, evidence: Sequence[Evidence], of_itself: bool = False) -> Mapping[str, float]:
    """The path scorer's probability of each relation after the set's path, as far as it was looked at."""
    roots = {(walk.start, walk.steps) for walk in state.derivation.walks}
    if of_itself:
        roots |= {(id, ()) for id in state.members}
    hints: dict[str, float] = {}
    for piece in evidence:
        path = piece.content
        if isinstance(path, Path) and (path.start, path.steps[:-1]) in roots and not path.steps[-1].inverse:
            relation = path.steps[-1].relation
            hints[relation] = max(hints.get(relation, 0.0), piece.score)
    return hints


def value_support(state: State, measured: Measured, evidence: Sequence[Evidence]) -> list[Support]:
    step = measured.step
    wanted = {(walk.start, (*walk.steps, step)) for walk in state.derivation.walks}
    wanted |= {(id, (step,)) for id in state.derivation.among}
    return [
        Support(number)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Path) and (piece.content.start, piece.content.steps) in wanted
    ]
