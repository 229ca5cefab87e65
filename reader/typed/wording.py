"""What is left of a set as an answer, and in words how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.asked.plan import Plan
from kgqa.reader.facts.yes_no import CLOSED_WORLD
from kgqa.reader.typed.say import count_of, described, named_list
from kgqa.reader.typed.sets import Members, either_way, kept_ends, may_return, named_apart
from kgqa.reader.typed.state import State, listed
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.vocabulary.ids import rows_of
from kgqa.types import Answer, Derivation, Walk


def said_of(asked: Plan, state: State, members: Members, starts: Sequence[str], graph: Graph) -> Answer:
    """The answer that a set comes to: its members, their number, or yes or no. Raises LeftOpen where none is left."""
    rows = rows_of(state.members, graph)
    entities = tuple(graph.entities(rows[rows >= 0]))
    total = len(state.members)
    if asked.asks == "boolean":
        if asked.subject is not None:
            subject = starts[asked.subject]
            yes = subject in state.members
            state = replace(state, derivation=replace(state.derivation, subject=subject))
        elif asked.least is not None:
            sign, least = asked.least
            yes = {"<": total < least, "<=": total <= least, ">": total > least, ">=": total >= least}[sign]
            state = replace(state, derivation=replace(state.derivation, count=(sign, least)))
        else:
            yes = total > 0
        sure = yes and not (asked.least and asked.least[0].startswith("<"))
        return boolean_of(yes, state, state.probability * (1.0 if sure or asked.pick else CLOSED_WORLD))
    sentence = " ".join(state.said)
    if asked.asks == "count":
        made = replace(state.derivation, sentence=sentence)
        return Answer(str(total), state.probability, "number", state.support, entities, (str(total),), made)
    if not total:
        raise LeftOpen(f"no {asked.noun or 'member'} fulfils it: {sentence}")
    values = tuple(dict.fromkeys(entity.label for entity in entities))
    if asked.pick is None:
        sentence = f"{sentence[:-1]}: {named_list(values)}."
    kind = "entity" if len(entities) == 1 else "entities"
    made = replace(state.derivation, sentence=sentence)
    return Answer("; ".join(values), state.probability, kind, state.support, entities, values, made)  # type: ignore[arg-type]  # one of the two


def boolean_of(yes: bool, state: State, probability: float) -> Answer:
    """Yes or no, with what it rests on."""
    text = "yes" if yes else "no"
    made = replace(state.derivation, sentence=" ".join(state.said).strip())
    return Answer(text, probability, "boolean", state.support, (), (text,), made)


def opening(asked: Plan, members: Members, starts: Sequence[str], graph: Graph) -> str:
    """The first sentence of what is said: how many members there are, and by which relations."""
    ways = [
        ("not " if part.negated else "") + described(found.path, graph)
        for found, part in zip(members.paths, asked.parts, strict=True)
    ]
    apart = [node_name(starts[name], graph) for name in asked.apart]
    but = f", but {named_list(apart)}" if apart else ""
    joined = (" or " if asked.either else " and ").join(ways)
    return f"{count_of(len(members.ids), asked.noun)} by {joined}{but}."


def derivation_of(asked: Plan, members: Members, starts: Sequence[str], graph: Graph) -> Derivation:
    """How the members follow from the graph, before anything is done with them."""
    walks: list[Walk] = []
    without: list[Walk] = []
    apart = [starts[name] for name in named_apart(asked)]
    if asked.either:  # a query joins sets by "and" alone
        every = [end for found in members.paths for end in kept_ends(found.path)]
        return listed(Derivation(asked.asks), members.ids, list(dict.fromkeys(every)))
    for found, part in zip(members.paths, asked.parts, strict=True):
        path = found.path
        if part.negated:
            without += [Walk(way.start, way.steps) for way in either_way(path, graph)]
        else:
            walks.append(Walk(path.start, path.steps))
        if not part.negated and path.start not in path.ends and may_return(path, graph):
            apart.append(path.start)
    made = Derivation(asked.asks, tuple(walks), (), tuple(without), tuple(dict.fromkeys(apart)))
    return made if members.chosen is None else members.chosen.of(made)
