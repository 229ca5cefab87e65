"""Whether the words of a question name a relation, and in which direction: "what does it depend on" is no "depends on"
walked back.

Questions are masked: "§0" stands for the name in them, "§1" for a second one, all else in small letters, without its
last sign. A relation is an active one ("depends on", "taught"), a passive one ("built by", "builder") or a role ("part
of").
"""

from __future__ import annotations

import re

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.reader.language.operations import singular
from kgqa.reader.language.verbs import is_verb_form, verb_key
from kgqa.types import Step

NOUN = r"(?P<noun>[a-z]+(?: [a-z]+)??)"
_ARTICLE = r"(?:(?:the|an?) )?"
IT = rf"{_ARTICLE}§0"

_WHAT, _WHO = rf"(?:what|who|(?:which|what) {NOUN})", rf"(?:what|who|whom|(?:which|what) {NOUN})"
_IS, _HAS_BEEN, _DO = r"(?:is|are|was|were)", r"(?:is|are|was|were|has been|have been)", r"(?:does|do|did)"
_VERB = r"(?P<verb>[a-z]+)"
_ON = r"(?: (?P<on>on|with|to|in|for|from|at|of|upon|under|against))?"
_ROLE = rf"{_ARTICLE}(?P<role>[a-z]+(?: [a-z]+)*?)"

_ACTIVE = re.compile(rf"{_VERB}{_ON}")
_IT_DOES = re.compile(rf"{_WHO} {_DO} {IT} {_VERB}{_ON}")
_DOES_IT = re.compile(rf"{_WHAT} {_VERB}{_ON} {IT}")
_DONE_BY_IT = re.compile(rf"{_WHAT} {_HAS_BEEN} {_VERB}{_ON} by {IT}")
_IT_DONE_BY = re.compile(rf"{_WHO} {_HAS_BEEN} {IT} {_VERB}{_ON} by")
_PASSIVE = re.compile(rf"{_VERB} by")
_DOER = re.compile(r"[a-z]{3,}(?:er|or)")
_DEEDS = {
    "creator": ("make", "create"), "manufacturer": ("make", "produce", "build"), "author": ("write",),
    "performer": ("sing", "record"), "developer": ("make",), "donor": ("donate", "give"), "coach": ("coach", "train"),
}  # fmt: skip
"""What else a doer has done than the verb that it is called by."""
_OF = re.compile(r"(?P<role>[a-z]+(?: [a-z]+)*) of")
_IS_OF_IT = re.compile(rf"{_WHAT} {_IS} {_ROLE} of {IT}")
_IT_IS_OF = re.compile(rf"{_WHO} {_IS} {IT} {_ROLE} of")

_ONE, _OTHER = rf"{_ARTICLE}§(?P<one>[01])", rf"{_ARTICLE}§(?P<other>[01])"
_CLAIMS_DOES = re.compile(rf"{_DO} {_ONE} (?:ever |also |still )?{_VERB}{_ON} {_OTHER}")
_CLAIMS_DONE_BY = re.compile(rf"{_IS} {_ONE} (?:ever |also |still )?{_VERB}{_ON} by {_OTHER}")
_CLAIMS_ROLE = re.compile(rf"{_IS} {_ONE} (?:also |still )?{_ROLE} (?:of|for) {_OTHER}")
_CLAIMS_WHOSE = re.compile(rf"{_IS} {_ONE} {_OTHER} ?(?:'s?) {_ROLE}")
_CLAIMS_HAS = re.compile(rf"{_DO} {_OTHER} (?:also |still )?have {_ROLE} {_ONE}")
_CLAIMS_HAS_AS = re.compile(
    rf"{_DO} {_OTHER} (?:also |still )?have {_ONE} (?:as|for) (?:its|his|her|their|an?) (?P<role>[a-z ]+)"
)
_CLAIMS_OWN = re.compile(rf"{_IS} {_OTHER} ?(?:'s?) {_ROLE} {_ONE}")
_CLAIMS_OF = re.compile(rf"{_IS} {_ROLE} (?:of|for) {_OTHER} {_ONE}")
_CLAIMED_ROLES = (_CLAIMS_ROLE, _CLAIMS_WHOSE, _CLAIMS_HAS, _CLAIMS_HAS_AS, _CLAIMS_OWN, _CLAIMS_OF)
"""That "one" has a role for "other"."""

_MUTUAL = re.compile(
    r".* with|(?:next|adjacent|close|closest|related|similar|equal|opposite|parallel|married|linked|connected) to"
    r"|(?:border|neighbou?r|adjoin|abut|touch|meet|marry|marri|join|equal|resembl|face|oppos|contradict|connect|link"
    r"|cross|intersect|overlap|fight|fought|rival|ally|allie)\w*( .*)?"
    r"|spouse|sibling|partner|twin|twin town|friend|rival|ally|colleague|neighbou?r|sister city"
)
"""Relations that hold both ways, wherever a graph says them one way alone."""
_INTO = {f"{role} of" for role in ("part", "member", "component", "ingredient", "subsidiary", "instance", "subclass")}
"""Roles that no graph writes the other way round."""
_AUXILIARY = {"is", "are", "was", "were", "does", "has", "had", "did", "do"}


def is_verb(text: str, step: Step, graph: Graph) -> bool:
    """Whether the verb of a question is that of a relation, in the direction asked for."""
    names = names_of(step, graph)
    active, passive = _active(names), _passive(names)
    for pattern in (_DOES_IT, _IT_DONE_BY, _IT_DOES, _DONE_BY_IT):
        asked = pattern.fullmatch(text)
        if asked is None or asked["verb"] in _AUXILIARY:
            continue
        key, by_doer = verb_key(asked["verb"]), pattern in (_IT_DOES, _DONE_BY_IT)
        if (key, asked["on"]) in active and step.inverse != by_doer:
            return True
        if key in passive and not asked["on"] and step.inverse == by_doer:
            return True
    return False


def is_role(text: str, step: Step, graph: Graph) -> bool:
    """Whether a relation "part of" is taken as asked for: back for what is part of it, on for what it is part of."""
    asked = (_IS_OF_IT if step.inverse else _IT_IS_OF).fullmatch(text)
    return asked is not None and singular(asked["role"]) in _roles(names_of(step, graph))


def is_mutual(step: Step, graph: Graph) -> bool:
    """Whether a relation holds both ways."""
    return any(_MUTUAL.fullmatch(name) for name in names_of(step, graph))


def is_turned(text: str, step: Step, graph: Graph) -> bool:
    """Whether a question names a relation in so many words, and a step takes it the other way round."""
    if is_mutual(step, graph):
        return False
    names = names_of(step, graph)
    back = Step(step.relation, not step.inverse)
    return is_verb(text, back, graph) or (not _INTO.isdisjoint(names) and is_role(text, back, graph))


def is_turned_claim(text: str, start: int, step: Step, graph: Graph) -> bool:
    """Whether a question for yes or no names a relation in so many words, and the step from its name "§``start``" to
    the other one takes it the other way round: that Jo leads Ida is not claimed by "does Ida lead Jo"."""
    if is_mutual(step, graph):
        return False
    names = names_of(step, graph)
    head = start if not step.inverse else 1 - start
    for pattern in (_CLAIMS_DOES, _CLAIMS_DONE_BY):
        if (asked := pattern.fullmatch(text)) and asked["one"] != asked["other"]:
            doer = int(asked["one"] if pattern is _CLAIMS_DOES else asked["other"])
            key = verb_key(asked["verb"])
            if (key, asked["on"]) in _active(names):
                return head != doer
            if key in _passive(names) and not asked["on"]:
                return head == doer
    for pattern in _CLAIMED_ROLES:
        if (asked := pattern.fullmatch(text)) and asked["one"] != asked["other"]:
            holder, role = int(asked["one"]), singular(asked["role"])
            if role in _roles(names):
                return head != holder
            if role in {singular(name) for name in names}:
                return head == holder
    return False


def is_with_others(text: str, step: Step, graph: Graph) -> bool:
    """Whether a question asks for whom somebody does with what a relation says they do on, in or for something, or the
    other way about: who works with her is none of what she works on."""
    asked = next((found for pattern in (_DOES_IT, _IT_DOES) if (found := pattern.fullmatch(text))), None)
    if asked is None or not asked["on"]:
        return False
    key = verb_key(asked["verb"])
    same = [on for verb, on in _active(names_of(step, graph)) if verb == key and on]
    return bool(same) and all((on == "with") != (asked["on"] == "with") for on in same)


def verbs_of(step: Step, graph: Graph) -> tuple[set[str], set[str]]:
    """The keys (:func:`verb_key`) of the verbs that a relation says of its head ("reports to"), and of its tail
    ("led by")."""
    names = names_of(step, graph)
    return {verb for verb, _ in _active(names)}, _passive(names)


def _active(names: list[str]) -> set[tuple[str, str | None]]:
    """The verbs of "depends on", "taught", with what stands behind them."""
    found = [_ACTIVE.fullmatch(name) for name in names]
    return {(verb_key(one["verb"]), one["on"]) for one in found if one and is_verb_form(one["verb"])}


def _passive(names: list[str]) -> set[str]:
    """The verbs of "built by" and "builder": who a thing's builder is has built it."""
    done = {verb_key(found["verb"]) for name in names if (found := _PASSIVE.fullmatch(name))}
    doers = [name for name in names if _DOER.fullmatch(name)]
    done |= {verb_key(name[:-cut]) for name in doers for cut in (1, 2)}
    return done | {verb_key(verb) for name in names for verb in _DEEDS.get(name, ())}


def _roles(names: list[str]) -> set[str]:
    return {singular(found["role"]) for name in names if (found := _OF.fullmatch(name))}


def names_of(step: Step, graph: Graph) -> list[str]:
    """The folded names of a step's relation."""
    index = graph.relation_index(step.relation)
    if index is None:
        return []
    relation = graph.relation(index)
    return [fold(name.replace("_", " ")) for name in (relation.label, *relation.aliases)]
