"""Questions for a set that no name is given for: all that the graph has of a kind, "the longest river", "which ports
were opened before 1900", or those that the question describes, "the average salary of nurses in Ward 1"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.asked.of_kind import ANYTHING, plan_of_described, plan_of_kind
from kgqa.reader.asked.plan import Plan
from kgqa.reader.language.operations import plural
from kgqa.reader.network.found import Chosen
from kgqa.reader.typed.bounded import limited
from kgqa.reader.typed.counted import all_linked
from kgqa.reader.typed.measured import measures
from kgqa.reader.typed.picked import NAMED, picked
from kgqa.reader.typed.say import count_of, limit_said
from kgqa.reader.typed.sets import Members, walked
from kgqa.reader.typed.state import ALL_KNOWN, HALF_KNOWN, State
from kgqa.reader.typed.totalled import summed_by, totalled
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.typed.wording import said_of
from kgqa.reader.vocabulary.described import described
from kgqa.reader.vocabulary.ids import some_of
from kgqa.reader.vocabulary.members_by_value import members_by_value
from kgqa.reader.vocabulary.members_of_kind import MOST_ENTITIES, members_of_kind
from kgqa.reader.vocabulary.untyped import HAVING, all_alike_that_have, all_that_have
from kgqa.types import Answer, Derivation, Evidence, Path, Support

GIVEN, FOUND = 0.9, 0.65
"""Probability that a graph has all that a question for a kind is about, and says of each what it is: of one that was
given, and of one that was found in documents."""

MOST_MEMBERS = 1000
"""Members up to which each is looked at for a value."""

SHOWN = 8
"""Members whose values become evidence."""


def of_kind(text: str, evidence: Sequence[Evidence], graph: Graph, *, built: bool) -> Answer | str | None:
    """The answer to a question for things of a kind, or why it is left open; None where it is none, or where the graph
    knows no such kind. ``built``: whether facts of the graph were found in documents."""
    found = meant(text, graph)
    if found is None:
        return None
    asked, ids, chosen, probability = found
    if asked.open:
        return asked.open
    try:
        state = _left(asked, ids, chosen, probability * (FOUND if built else GIVEN), evidence, graph)
        kept = set(state.members[:SHOWN])
        support = tuple(
            Support(number)
            for number, piece in enumerate(evidence)
            if isinstance(piece.content, Path) and piece.content.start in kept and len(piece.content.steps) == 1
        )
        state = replace(state, support=support)
        if asked.total is not None:
            return totalled(state, asked.total, asked, evidence, graph)
        return said_of(asked, state, Members(ids, (), chosen, probability), (), graph)
    except LeftOpen as why:
        return str(why) or None


def with_values(
    text: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with what a question for things of a kind is decided by: the values of those that are its answer;
    none where one of these is said by another relation than ``relations`` (ids; None is any)."""
    found = meant(text, graph)
    if found is None or found[0].open:
        return tuple(evidence)
    asked, ids, chosen, probability = found
    try:
        state = _left(asked, ids, chosen, probability, (), graph)
    except LeftOpen:
        return tuple(evidence)
    known = {(piece.content.start, piece.content.steps) for piece in evidence if isinstance(piece.content, Path)}
    made = state.derivation
    measured = [bound.measure.steps for bound in made.bounds] + ([made.pick.measure.steps] if made.pick else [])
    if asked.total is not None and (summed := summed_by(state.members, asked.total, asked, graph, {})):
        measured.append((summed.step,))
    if relations is not None and not {step.relation for steps in measured for step in steps} <= {*relations}:
        return tuple(evidence)
    added = []
    for id in state.members[:SHOWN]:
        for steps in dict.fromkeys(measured):
            if (id, steps) not in known and (path := walked(id, steps, graph)).ends:
                added.append(Evidence(path, verbalize(path, graph).text, 0.0, "values"))
    return (*evidence, *added)


def _left(
    asked: Plan, ids: Sequence[str], chosen: Chosen, probability: float, evidence: Sequence[Evidence], graph: Graph
) -> State:
    """What limits and a superlative leave of the members. Raises LeftOpen."""
    state = State(
        ids, (), probability, chosen.of(Derivation(asked.asks)), (f"{count_of(len(ids), asked.noun)} in the graph.",)
    )
    for limit in asked.limits:
        state, unknown = limited(state, limit, asked, evidence, graph)
        known = 1 - unknown / len(ids)
        if known < (HALF_KNOWN if asked.asks == "members" else ALL_KNOWN):
            raise LeftOpen(f"{limit_said(limit)}: not known of {unknown} of {len(ids)} {plural(asked.noun)}")
        state = replace(state, probability=state.probability * known)
    return state if asked.pick is None else picked(state, asked.pick, asked, evidence, graph)


Meant = tuple[Plan, Sequence[str], Chosen, float]


def meant(text: str, graph: Graph) -> Meant | None:
    """The plan of a question for things of a kind or for those that it describes, and which these are, as
    :func:`members_of_kind` has them; None where it is none, or where there are none."""
    asked = plan_of_kind(text)
    found = None if asked is None else _members(asked, graph)
    if asked is not None and found is not None:
        return asked, *found
    told = plan_of_described(text)
    return None if told is None else _those_described(told, graph)


def _members(asked: Plan, graph: Graph) -> tuple[Sequence[str], Chosen, float] | None:
    """What a question's noun stands for, or all that have what it chooses by."""
    if asked.noun == ANYTHING and asked.total is not None:
        all_of_it = all_alike_that_have(asked.total.wanted[0], graph)
        return None if all_of_it is None else (all_of_it, Chosen(among=tuple(all_of_it)), HAVING)
    found = members_of_kind(asked.noun, graph) or members_by_value(asked.noun, graph)
    if found is not None or graph.n_entities > MOST_ENTITIES:
        return found
    ids = all_that_have(asked, graph)
    if ids is None and asked.pick is not None and asked.pick.is_how_many:
        ids = all_linked(asked.noun, asked.pick, graph)
    return None if ids is None else (ids, Chosen(among=tuple(ids)), HAVING)


def _those_described(asked: Plan, graph: Graph) -> Meant | None:
    """Those that the words of a question describe, or that are in or at what its total is of."""
    if not asked.described and asked.who:
        return _all_dated(asked, graph)
    found = described(asked.described, graph, is_who=asked.who) if asked.described else None
    if found is None and asked.total is not None and asked.total.place:
        found = described(asked.total.place, graph, is_who=True)
    if found is None:
        return None
    ids = tuple(id for id, _ in found.members)
    return replace(asked, noun=found.noun), ids, Chosen(among=ids), found.known


def _all_dated(asked: Plan, graph: Graph) -> Meant | None:
    """All persons with a value by which a question for whoever did something at a time chooses."""
    persons = members_by_value("person", graph)
    if persons is None:
        return None
    found = (
        measures(persons[0], "date", asked.limits[0].wanted, asked.words, "person", graph, {}) if asked.limits else []
    )
    if not found or found[0].fit < NAMED:
        return None
    ids = tuple(some_of(persons[0], found[0].at))
    return replace(asked, noun="person"), ids, Chosen(among=ids), persons[2]
