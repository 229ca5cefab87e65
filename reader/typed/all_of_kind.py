"""Questions for a set that no name is given for: all that the graph has of a kind, "the longest river", "which ports
were opened before 1900"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.plan import Asks, Plan
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.asked.totals import ALL, taken_total
from kgqa.reader.asked.works import is_work
from kgqa.reader.language.kinds import asks_how_many
from kgqa.reader.language.operations import operation, plural, singular
from kgqa.reader.network.found import Chosen
from kgqa.reader.typed.bounded import limited
from kgqa.reader.typed.counted import all_linked
from kgqa.reader.typed.picked import picked
from kgqa.reader.typed.say import count_of, limit_said
from kgqa.reader.typed.sets import Members, walked
from kgqa.reader.typed.state import ALL_KNOWN, HALF_KNOWN, State
from kgqa.reader.typed.totalled import summed_by, totalled
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.typed.wording import said_of
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

_SET = re.compile(
    r"(?:(?:please )?(?:list|name|show)(?: me)?(?: all)?|which(?: of)?|what|who|how many)(?: (?:is|are|was|were))?"
    r"(?: all)?(?: the)? (?P<noun>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?P<there>(?: (?:is|are|was|were|do|does|did))*(?: (?:you know|there))?(?: in total| altogether)?)"
    r"(?: (?:is|are|was|were|been) (?P<verb>[a-z]+(?:ed|en|nd|ld|lt|pt|wn)))?"
)
_ANYTHING = "thing"
"""What a total is of where the question names no set."""
_BY_DATE = ("most recent", "latest", "earliest")
_DATED_VERB = re.compile(r"(?:ed|en)$")
_NO_NOUN = {
    "is",
    "are",
    "was",
    "were",
    "there",
    "one",
    "ones",
    "of",
    "the",
    "all",
    "it",
    "thing",
    "things",
    "that",
    "or",
    "and",
}


def plan_of_kind(text: str) -> Plan | None:
    """The plan of a question that asks for some of all things of a kind and names none; None for any other.

    >>> plan_of_kind("Which is the longest river?").noun, plan_of_kind("Which ports were opened before 1900?").noun
    ('river', 'port')
    >>> plan_of_kind("How many rivers are there?").asks, plan_of_kind("Which is the longest river of Tarn?")
    ('count', None)
    """
    text = " ".join(re.sub(r"[?.!\s]+$", "", text.lower()).replace("’", "'").split())
    if "§" in text or operation(fold(text)) is not None:
        return None
    left, total = taken_total(text)
    if total is not None and left == ALL:
        return Plan("members", (), (), (), None, noun=_ANYTHING, words=text, total=total)
    left, limits, _ = taken_limits(left, is_yes_no=False)
    if limits:
        left = re.sub(r" (?:took|takes?|has taken) place$| (?:happened|occurred)$", "", left)
    left, pick = taken_superlative(left)
    if pick is not None and pick.deed:
        left = re.sub(r"^(?:in|at|on|for|to|from|by|with) (?=which|what)", "", left)
    if left in ("", "who") and re.match(r"who (?!(?:is|was) the \w+$)", text):
        left = "who person"  # what is limited is said of persons
    found = _SET.fullmatch(left)
    if found is None or _NO_NOUN & set(found["noun"].split()):
        return None
    asks: Asks = "count" if asks_how_many(text) else "members"
    noun = " ".join([*found["noun"].split()[:-1], singular(found["noun"].split()[-1])])
    is_plain = not limits and pick is None and total is None
    if total is not None and (pick is not None or plural(noun.split()[-1]) not in left.split()):
        return None
    if is_plain and (
        found["verb"]
        or not (asks == "count" or (text.startswith(("list", "name", "show", "which")) and "there" in found["there"]))
    ):
        return None
    if pick is not None and not (pick.sure and (pick.wanted or is_work(noun) or pick.said in _BY_DATE)):
        return None  # "the first president" need not be the one who was born first
    if found["verb"]:
        if any(limit.wanted or limit.sort != "date" for limit in limits) or pick is not None:
            return None
        wanted = (_DATED_VERB.sub("", found["verb"]),)
        limits = tuple(replace(limit, wanted=wanted) for limit in limits)
    open_ = pick.open if pick is not None else ""
    return Plan(asks, (), (), limits, pick, open=open_, noun=noun, words=text, total=total)


def of_kind(text: str, evidence: Sequence[Evidence], graph: Graph, *, built: bool) -> Answer | str | None:
    """The answer to a question for things of a kind, or why it is left open; None where it is none, or where the graph
    knows no such kind. ``built``: whether facts of the graph were found in documents."""
    asked = plan_of_kind(text)
    if asked is None:
        return None
    found = _members(asked, graph)
    if found is None:
        return None
    if asked.open:
        return asked.open
    ids, chosen, probability = found
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


def with_values(text: str, evidence: Sequence[Evidence], graph: Graph) -> tuple[Evidence, ...]:
    """``evidence`` with what a question for things of a kind is decided by: the values of those that are its answer."""
    asked = plan_of_kind(text)
    found = None if asked is None else _members(asked, graph)
    if asked is None or found is None or asked.open:
        return tuple(evidence)
    try:
        state = _left(asked, *found, (), graph)
    except LeftOpen:
        return tuple(evidence)
    known = {(piece.content.start, piece.content.steps) for piece in evidence if isinstance(piece.content, Path)}
    made = state.derivation
    measured = [bound.measure.steps for bound in made.bounds] + ([made.pick.measure.steps] if made.pick else [])
    if asked.total is not None and (summed := summed_by(state.members, asked.total, asked, graph, {})):
        measured.append((summed.step,))
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


def _members(asked: Plan, graph: Graph) -> tuple[Sequence[str], Chosen, float] | None:
    """What a question's noun stands for, as of :func:`members_of_kind`, or all that have what it chooses by."""
    if asked.noun == _ANYTHING and asked.total is not None:
        all_of_it = all_alike_that_have(asked.total.wanted[0], graph)
        return None if all_of_it is None else (all_of_it, Chosen(among=tuple(all_of_it)), HAVING)
    found = members_of_kind(asked.noun, graph) or members_by_value(asked.noun, graph)
    if found is not None or graph.n_entities > MOST_ENTITIES:
        return found
    ids = all_that_have(asked, graph)
    if ids is None and asked.pick is not None and asked.pick.is_how_many:
        ids = all_linked(asked.noun, asked.pick, graph)
    return None if ids is None else (ids, Chosen(among=tuple(ids)), HAVING)
