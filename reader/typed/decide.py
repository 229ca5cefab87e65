"""What comes of a plan over the facts of a graph: members, their number, yes or no, or why it is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.asked.event_dates import is_event
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.asked.plan import Plan, plan
from kgqa.reader.asked.superlative import Superlative
from kgqa.reader.facts.yes_no import CLOSED_WORLD
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.all_of_kind import meant, of_kind
from kgqa.reader.typed.being import so
from kgqa.reader.typed.bounded import limited
from kgqa.reader.typed.having import those_having
from kgqa.reader.typed.picked import picked, says_it
from kgqa.reader.typed.say import limit_said
from kgqa.reader.typed.sets import Members, choices
from kgqa.reader.typed.state import ALL_KNOWN, HALF_KNOWN, State
from kgqa.reader.typed.totalled import totalled
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.typed.wording import boolean_of, derivation_of, opening, said_of
from kgqa.reader.vocabulary.classes import without_classes
from kgqa.types import Answer, Derivation, Evidence, Path, Support

ITSELF = 0.95
"""Probability that the entity that a question names is the one it asks about."""


AGREED = 0.75
"""Power of the probability of sets that have members in common: seldom do two that are not meant."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``answer``: with its probability; None where facts don't decide, and ``reason`` says why."""

    answer: Answer | None
    reason: str = ""


def planned(question: str, evidence: Sequence[Evidence], graph: Graph) -> tuple[Plan, tuple[str, ...]] | None:
    """The plan of a question and the ids of the entities it names; None for an ordinary question."""
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    masked = without_classes(question, masked_names(question, starts, graph), graph)
    found = plan(masked.text)
    return None if found is None else (found, masked.starts)


def decided(
    question: str, evidence: Sequence[Evidence], paths: Sequence[FoundPath], graph: Graph, *, built: bool = False
) -> Decision | None:
    """The answer to a question for a set with an operation on it; None where the question is an ordinary one.
    ``built``: whether facts of the graph were found in documents."""
    found = planned(question, evidence, graph)
    if found is None:
        ways = (of_kind, those_having, so)
        of = next((of for way in ways if (of := way(question, evidence, graph, built=built))), None)
        return None if of is None else Decision(None, of) if isinstance(of, str) else Decision(of)
    asked, starts = found
    if asked.open:
        return Decision(None, asked.open)
    # "Which nurse in Ward 1 earns the most?": of those who have both, where the graph has them as things.
    told = meant(question, graph)
    is_described = told is not None and bool(told[0].described)
    of = of_kind(question, evidence, graph, built=built) if is_described or not asked.noun else None
    if is_described and isinstance(of, Answer):
        return Decision(of)
    if asked.parts and all(part.negated for part in asked.parts):
        if (those := those_having(question, evidence, graph, built=built)) is not None:
            return Decision(those)
        if built:
            return Decision(None, "what documents do not say need not be untrue")
    try:
        answer = _answer(asked, starts, evidence, paths, graph)
    except LeftOpen as why:
        if isinstance(of, Answer):
            return Decision(of)
        return Decision(None, str(why)) if str(why) else None
    if isinstance(of, Answer) and of.text == answer.text:
        answer = replace(answer, score=max(answer.score, of.score))
    return Decision(answer)


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
    if asked.pick is not None and asked.pick.last == 1 and says_it(asked.pick, starts, asked, evidence, graph):
        raise LeftOpen("")
    reasons: list[str] = []
    for members in choices(asked, starts, paths, graph):
        try:
            return _of_set(asked, members, starts, evidence, graph)
        except LeftOpen as why:
            reasons.append(str(why))
            if len(members.ids) > 1 and is_event(asked.words) and any(limit.sort == "date" for limit in asked.limits):
                raise  # all who ever joined are not those who did so then
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
    state = State((id,), (), ITSELF, Derivation("boolean", among=(id,)))
    for limit in asked.limits:
        state, unknown = limited(state, limit, asked, evidence, graph, of_itself=True)
        if unknown:
            raise LeftOpen(f"of {node_name(id, graph)} it is not known closely enough: {limit.said}")
    yes = bool(state.members)
    return boolean_of(yes, state, state.probability)


def _is_only(pick: Superlative, members: Members) -> bool:
    """Whether what is asked for is the one of its kind among all that the relation leads to."""
    return len(members.ids) == 1 and members.chosen is not None and pick.last == 1


def _of_set(asked: Plan, members: Members, starts: Sequence[str], evidence: Sequence[Evidence], graph: Graph) -> Answer:
    if not members.ids:
        if asked.asks == "members" or (asked.asks == "count" and len(asked.parts) > 1):
            raise LeftOpen("nothing fulfils all that is asked" if len(asked.parts) > 1 else "")
        if asked.pick is not None:
            raise LeftOpen("")
    joined = len(members.ids) and sum(not part.negated for part in asked.parts) > 1
    state = State(
        members.ids,
        tuple(dict.fromkeys(Support(found.evidence) for found in members.paths)),
        members.probability ** (AGREED if joined and not asked.either else 1),
        derivation_of(asked, members, starts, graph),
        (opening(asked, members, starts, graph),),
    )
    closed = any(part.negated for part in asked.parts) or not members.ids
    for limit in asked.limits:
        state, unknown = limited(state, limit, asked, evidence, graph)
        known = 1 - unknown / max(1, len(members.ids))
        if known < (HALF_KNOWN if asked.asks == "members" else ALL_KNOWN) and len(members.ids):
            raise LeftOpen(f"{limit_said(limit)}: not known of {unknown} of {len(members.ids)}")
        state = replace(state, probability=state.probability * known)
    if asked.pick is not None and not _is_only(asked.pick, members):
        state = picked(state, asked.pick, asked, evidence, graph)
    if closed:
        state = replace(state, probability=state.probability * CLOSED_WORLD)
    if asked.total is not None:
        return totalled(state, asked.total, asked, evidence, graph)
    return said_of(asked, state, members, starts, graph)
