"""Whether the words of a question name a relation, and in which direction: "what does it depend on" is no "depends on"
walked back.

Questions are masked: "§0" stands for the one name in them, all else in small letters, without its last sign.
"""

from __future__ import annotations

import re

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.operations import singular
from kgqa.types import Step

NOUN = r"(?P<noun>[a-z]+(?: [a-z]+)??)"
IT = r"(?:(?:the|an?) )?§0"

_WHAT, _WHO = rf"(?:what|who|(?:which|what) {NOUN})", rf"(?:what|who|whom|(?:which|what) {NOUN})"
_IS, _HAS_BEEN, _DO = r"(?:is|are|was|were)", r"(?:is|are|was|were|has been|have been)", r"(?:does|do|did)"
_VERB = r"(?P<verb>[a-z]+)"
_ON = r"(?: (?P<on>on|with|to|in|for|from|at|of|upon|under|against))?"
_ROLE = r"(?:(?:the|an?) )?(?P<role>[a-z]+(?: [a-z]+)*?)"

# "built by"
_BY = re.compile(rf"{_VERB} by")
_ACTIVE = re.compile(rf"{_WHO} {_DO} {IT} {_VERB}")
_DID = re.compile(rf"(?:what|who|(?:which|what) {NOUN}?) ?(?P<verb>[a-z]+(?:ed|s|t|d|e)) {IT}")
_PASSIVE = re.compile(rf"{_WHAT} {_HAS_BEEN} {_VERB} by {IT}")
# "depends on"
_DOES = re.compile(rf"(?P<verb>[a-z]+s){_ON}")
_IT_DOES = re.compile(rf"{_WHO} {_DO} {IT} {_VERB}{_ON}")
_DOES_IT = re.compile(rf"{_WHAT} {_VERB}{_ON} {IT}")
_DONE_BY_IT = re.compile(rf"{_WHAT} {_IS} {_VERB}{_ON} by {IT}")
# "part of"
_OF = re.compile(r"(?P<role>[a-z]+(?: [a-z]+)*) of")
_IS_OF_IT = re.compile(rf"{_WHAT} {_IS} {_ROLE} of {IT}")
_IT_IS_OF = re.compile(rf"{_WHO} {_IS} {IT} {_ROLE} of")

_MEASURES = tuple(
    (re.compile(asked), frozenset(labels))
    for asked, labels in (
        (rf"how much (?:does|did) {IT} weigh|how heavy (?:is|was) {IT}", ("mass", "weight")),
        (rf"(?:how much|what) (?:does|did|do) {IT} cost|how (?:expensive|much) (?:is|was) {IT}", ("price", "cost")),
        (rf"how (?:tall|high) (?:is|was) {IT}", ("height", "elevation", "elevation above sea level")),
        (rf"how long (?:is|was) {IT}", ("length", "duration", "running time")),
        (rf"how wide (?:is|was) {IT}", ("width",)),
        (rf"how deep (?:is|was) {IT}", ("depth",)),
        (rf"how (?:large|big) (?:is|was) {IT}", ("area", "size")),
        (rf"how fast (?:is|was) {IT}", ("speed", "maximum speed", "top speed")),
    )
)
_MUTUAL = re.compile(
    r".* with"
    r"|(?:border|neighbou?r|adjoin|abut|touch|meet|marry|marri|join|equal|resembl|face|oppos|contradict)\w*( .*)?"
)
"""Relations that hold both ways, wherever a graph says them one way alone."""
_INTO = {f"{role} of" for role in ("part", "member", "component", "ingredient", "subsidiary", "instance", "subclass")}
"""Roles that no graph writes the other way round."""
_AUXILIARY = {"is", "are", "was", "were", "does", "has", "had", "did", "do"}


def is_measured(text: str, step: Step, graph: Graph) -> bool:
    """Whether a relation is what "how much does it weigh" asks for."""
    names = set() if step.inverse else set(_names(step, graph))
    return any(asked.fullmatch(text) and names & labels for asked, labels in _MEASURES)


def is_verb(text: str, step: Step, graph: Graph) -> bool:
    """Whether the verb of a question is that of a relation "built by" or "depends on", in the direction asked for."""
    names = _names(step, graph)
    does = {(_key(found["verb"]), found["on"]) for name in names if (found := _DOES.fullmatch(name))}
    for pattern in [_DOES_IT] if step.inverse else [_IT_DOES, _DONE_BY_IT]:
        if (asked := pattern.fullmatch(text)) and (_key(asked["verb"]), asked["on"]) in does:
            return asked["verb"] not in _AUXILIARY
    verbs = {_key(found["verb"]) for name in names if (found := _BY.fullmatch(name))}
    if not verbs:
        return False
    asked = (_ACTIVE.fullmatch(text) or _PASSIVE.fullmatch(text)) if step.inverse else _DID.fullmatch(text)
    return asked is not None and asked["verb"] not in _AUXILIARY and _key(asked["verb"]) in verbs


def is_role(text: str, step: Step, graph: Graph) -> bool:
    """Whether a relation "part of" is taken as asked for: back for what is part of it, on for what it is part of."""
    roles = {singular(found["role"]) for name in _names(step, graph) if (found := _OF.fullmatch(name))}
    asked = (_IS_OF_IT if step.inverse else _IT_IS_OF).fullmatch(text)
    return asked is not None and singular(asked["role"]) in roles


def is_turned(text: str, step: Step, graph: Graph) -> bool:
    """Whether a question names a relation in so many words, and a step takes it the other way round."""
    back = Step(step.relation, not step.inverse)
    names = _names(step, graph)
    if any(_MUTUAL.fullmatch(name) for name in names):
        return False
    return is_verb(text, back, graph) or (not _INTO.isdisjoint(names) and is_role(text, back, graph))


def is_with_others(text: str, step: Step, graph: Graph) -> bool:
    """Whether a question asks for whom somebody does with what a relation says they do on, in or for something, or the
    other way about: who works with her is none of what she works on."""
    does = [found for name in _names(step, graph) if (found := _DOES.fullmatch(name))]
    asked = next((found for pattern in (_DOES_IT, _IT_DOES) if (found := pattern.fullmatch(text))), None)
    if asked is None or not asked["on"]:
        return False
    same = [found["on"] for found in does if _key(found["verb"]) == _key(asked["verb"]) and found["on"]]
    return bool(same) and all((on == "with") != (asked["on"] == "with") for on in same)


def _key(verb: str) -> str:
    """The stem of a verb in any form: "play" is "plays" less its "s", and "plays" is "play"."""
    return stem(stem(verb))


def _names(step: Step, graph: Graph) -> list[str]:
    index = graph.relation_index(step.relation)
    if index is None:
        return []
    relation = graph.relation(index)
    return [fold(name) for name in (relation.label, *relation.aliases)]
