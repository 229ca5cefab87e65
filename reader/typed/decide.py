"""What comes of a plan over the facts of a graph: members, their number, yes or no, or why it is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.found import FoundPath
from kgqa.reader.quantities import Quantity
from kgqa.reader.typed.limits import Limit
from kgqa.reader.typed.measured import Measured, measures
from kgqa.reader.typed.mentions import masked_names
from kgqa.reader.typed.plan import Plan, plan
from kgqa.reader.typed.queried import bound, measure
from kgqa.reader.typed.say import count_of, described, limit_said, named_list, pick_said
from kgqa.reader.typed.sets import Members, choices, may_return
from kgqa.reader.typed.superlative import Superlative
from kgqa.reader.typed.within import LeftOpen, in_unit, is_within
from kgqa.reader.yes_no import CLOSED_WORLD
from kgqa.types import Answer, Derivation, Evidence, Path, Pick, Step, Support, Walk

ALL_KNOWN, HALF_KNOWN = 0.9, 0.5
"""Share of the members whose value must be known, for the best of them or their number, and for a list of those within
limits. The probability is lowered by the share that is not known."""

TIED = 0.7
"""Factor of an answer of several members whose values are written alike."""

ITSELF = 0.95
"""Probability that the entity that a question names is the one it asks about."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``answer``: with its probability; None where facts don't decide, and ``reason`` says why."""

    answer: Answer | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """A set on its way: the members left, what the answer rests on, how sure it is, and what is said."""

    members: tuple[str, ...]
    support: tuple[Support, ...]
    probability: float
    derivation: Derivation
    said: tuple[str, ...] = ()


def planned(question: str, evidence: Sequence[Evidence], graph: Graph) -> tuple[Plan, tuple[str, ...]] | None:
    """The plan of a question and the ids of the entities it names; None for an ordinary question."""
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    masked = masked_names(question, starts, graph)
    found = plan(masked.text)
    return None if found is None else (found, masked.starts)


def decided(question: str, evidence: Sequence[Evidence], paths: Sequence[FoundPath], graph: Graph) -> Decision | None:
    """The answer to a question for a set with an operation on it; None where the question is an ordinary one."""
    found = planned(question, evidence, graph)
    if found is None:
        return None
    asked, starts = found
    if asked.open:
        return Decision(None, asked.open)
    try:
        return Decision(_answer(asked, starts, evidence, paths, graph))
    except LeftOpen as why:
        return Decision(None, str(why)) if str(why) else None


def left_open(question: str, evidence: Sequence[Evidence], graph: Graph) -> str:
    """Why a question with an operation is left open; "" where it is not."""
    paths = [
        FoundPath(number, piece.content, 0.0, piece.score)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Path)
    ]
    found = decided(question, evidence, paths, graph)
    return "" if found is None else found.reason


def _answer(
    asked: Plan, starts: Sequence[str], evidence: Sequence[Evidence], paths: Sequence[FoundPath], graph: Graph
) -> Answer:
    if asked.subject is not None and not (asked.pick or len(asked.parts) > 1):
        try:
            return _of_itself(asked, starts, evidence, graph)
        except LeftOpen:
            if not asked.limits[0].counted:
                raise
            limit = asked.limits[0]
            asked = replace(asked, subject=None, limits=(), least=(limit.sign, int(limit.value.low)))
    if asked.pick is not None and asked.pick.last == 1 and _says_it(asked.pick, starts, asked, evidence, graph):
        raise LeftOpen("")
    reasons: list[str] = []
    for members in choices(asked, starts, paths, graph):
        try:
            return _of_set(asked, members, starts, evidence, graph)
        except LeftOpen as why:
            reasons.append(str(why))
    if not asked.sure:
        raise LeftOpen("")
    if not reasons and len(asked.parts) > 1:
        raise LeftOpen("the graph has no sets of one kind for all that is named")
    if not reasons and asked.pick is not None and asked.pick.last > 1:
        raise LeftOpen(f"no fact says which {asked.noun or 'things'} there are to choose from")
    raise LeftOpen(reasons[0] if reasons else "")


def _of_itself(asked: Plan, starts: Sequence[str], evidence: Sequence[Evidence], graph: Graph) -> Answer:
    """Yes or no on a value of the entity that is named."""
    id = starts[asked.subject or 0]
    state = _State((id,), (), ITSELF, Derivation("boolean", among=(id,)))
    for limit in asked.limits:
        state, unknown = _limited(state, limit, asked, evidence, graph, of_itself=True)
        if unknown:
            raise LeftOpen(f"whether {node_name(id, graph)} is {limit_said(limit)} is not known closely enough")
    yes = bool(state.members)
    return _boolean(yes, state, state.probability)


def _of_set(asked: Plan, members: Members, starts: Sequence[str], evidence: Sequence[Evidence], graph: Graph) -> Answer:
    if not members.ids:
        if asked.asks == "members":
            raise LeftOpen("nothing fulfils all that is asked" if len(asked.parts) > 1 else "")
        if asked.pick is not None:
            raise LeftOpen("")
    state = _State(
        members.ids,
        tuple(dict.fromkeys(Support(found.evidence) for found in members.paths)),
        members.probability,
        _derivation(asked, members, starts, graph),
        (_opening(asked, members, starts, graph),),
    )
    closed = any(part.negated for part in asked.parts) or not members.ids
    for limit in asked.limits:
        state, unknown = _limited(state, limit, asked, evidence, graph)
        known = 1 - unknown / max(1, len(members.ids))
        if known < (HALF_KNOWN if asked.asks == "members" else ALL_KNOWN) and len(members.ids):
            raise LeftOpen(f"{limit_said(limit)}: not known of {unknown} of {len(members.ids)}")
        state = replace(state, probability=state.probability * known)
    if asked.pick is not None:
        state = _picked(state, asked.pick, asked, evidence, graph)
    if closed:
        state = replace(state, probability=state.probability * CLOSED_WORLD)
    return _said(asked, state, members, starts, graph)


def _said(asked: Plan, state: _State, members: Members, starts: Sequence[str], graph: Graph) -> Answer:
    entities = tuple(entity for id in state.members if (entity := graph.entity_by_id(id)) is not None)
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
        return _boolean(yes, state, state.probability * (1.0 if sure or asked.pick else CLOSED_WORLD))
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


def _boolean(yes: bool, state: _State, probability: float) -> Answer:
    text = "yes" if yes else "no"
    made = replace(state.derivation, sentence=" ".join(state.said).strip())
    return Answer(text, probability, "boolean", state.support, (), (text,), made)


def _opening(asked: Plan, members: Members, starts: Sequence[str], graph: Graph) -> str:
    ways = [
        ("not " if part.negated else "") + described(found.path, graph)
        for found, part in zip(members.paths, asked.parts, strict=True)
    ]
    apart = [node_name(starts[name], graph) for name in asked.apart]
    but = f", but {named_list(apart)}" if apart else ""
    joined = (" or " if asked.either else " and ").join(ways)
    return f"{count_of(len(members.ids), asked.noun)} by {joined}{but}."


def _limited(
    state: _State,
    limit: Limit,
    asked: Plan,
    evidence: Sequence[Evidence],
    graph: Graph,
    *,
    of_itself: bool = False,
) -> tuple[_State, int]:
    """The members within a limit, and of how many it is not known."""
    if not state.members:
        return state, 0
    found = measures(
        state.members, limit.sort, limit.wanted, asked.words, asked.noun, graph, _hints(state, evidence, of_itself)
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
    support = _value_support(state, best, evidence)
    return (
        _State(
            tuple(kept),
            tuple(dict.fromkeys((*state.support, *support))),
            state.probability * best.fit * factor,
            derivation,
            (*state.said, said),
        ),
        unknown,
    )


def _picked(state: _State, pick: Superlative, asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> _State:
    if len(state.members) < 2 and not state.derivation.bounds and pick.last == 1:
        raise LeftOpen("")
    if not state.members:
        raise LeftOpen("nothing is within the limits")
    found = measures(state.members, pick.sort, pick.wanted, asked.words, asked.noun, graph, _hints(state, evidence))
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
    value = named_list([plain_value(best, id, graph) for id in shown])
    said = pick_said(pick, best.label, [node_name(id, graph) for id in winners], value)
    return _State(
        winners,
        tuple(dict.fromkeys((*state.support, *_value_support(state, best, evidence)))),
        state.probability * best.fit * factor,
        replace(state.derivation, pick=Pick(measure(best, pick.sort), pick.largest, pick.first, pick.last)),
        (*state.said, said),
    )


def plain_value(measured: Measured, id: str, graph: Graph) -> str:
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


def _hints(state: _State, evidence: Sequence[Evidence], of_itself: bool = False) -> Mapping[str, float]:
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


def _value_support(state: _State, measured: Measured, evidence: Sequence[Evidence]) -> list[Support]:
    step = Step(measured.relation.id)
    wanted = {(walk.start, (*walk.steps, step)) for walk in state.derivation.walks}
    wanted |= {(id, (step,)) for id in state.derivation.among}
    return [
        Support(number)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Path) and (piece.content.start, piece.content.steps) in wanted
    ]


def _derivation(asked: Plan, members: Members, starts: Sequence[str], graph: Graph) -> Derivation:
    walks: list[Walk] = []
    without: list[Walk] = []
    apart = [starts[name] for name in asked.apart]
    if asked.either:
        return Derivation(asked.asks, among=members.ids)  # a query joins sets by "and" alone
    for found, part in zip(members.paths, asked.parts, strict=True):
        path = found.path
        (without if part.negated else walks).append(Walk(path.start, path.steps))
        if part.negated and any(path.start in other.path.ends for other in members.paths):
            apart.append(path.start)
        if not part.negated and path.start not in path.ends and may_return(path, graph):
            apart.append(path.start)
    return Derivation(asked.asks, tuple(walks), (), tuple(without), tuple(dict.fromkeys(apart)), kinds=members.kinds)


def _says_it(pick: Superlative, starts: Sequence[str], asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> bool:
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


_RANKS = {"first", "last", "populous", "expensive"}
