"""Paths that a question asks for in so many words: the verb that names the relation, or the one relation that leads to
things of the kind asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.aggregation.found import FoundPath
from kgqa.reader.language.kinds import as_which, asks_how_many
from kgqa.reader.language.operations import singular
from kgqa.reader.typed.kinds_of import KindsOf, is_called
from kgqa.reader.typed.mentions import masked_names
from kgqa.reader.typed.sets import kept_ends
from kgqa.types import Step

BY_VERB, BY_KIND = 0.85, 0.7
"""Least probability of the one path whose relation the verb of a question names, in the direction that it is asked
for; and of the one path that leads to what a question calls the things that are at, or of, what it names."""

TURNED = 0.1
"""What is left of the probability of a path that takes that relation the other way round: what needs it is none of what
it needs."""

_NOUN = r"(?P<noun>[a-z]+(?: [a-z]+)??)"
_ACTIVE = re.compile(rf"(?:what|who|whom|(?:which|what) {_NOUN}) (?:did|does|do) (?:the )?§0 (?P<verb>[a-z]+)")
_DID = re.compile(rf"(?:what|who|(?:which|what) {_NOUN}?) ?(?P<verb>[a-z]+(?:ed|s|t|d|e)) (?:the )?§0")
_PASSIVE = re.compile(
    rf"(?:what|who|(?:which|what) {_NOUN}) (?:is|are|was|were|has been|have been) (?P<verb>[a-z]+) by (?:the )?§0"
)
_BY = re.compile(r"(?P<verb>[a-z]+) by")
_ON = r"(?: (?P<on>on|with|to|in|for|from|at|of|upon|under|against))?"
_DOES = re.compile(rf"(?P<verb>[a-z]+s){_ON}")
_IT_DOES = re.compile(rf"(?:what|who|whom|(?:which|what) {_NOUN}) (?:does|do|did) (?:the )?§0 (?P<verb>[a-z]+){_ON}")
_DOES_IT = re.compile(rf"(?:(?:what|who)|(?:which|what) {_NOUN}) (?P<verb>[a-z]+){_ON} (?:the )?§0")
_DONE_BY_IT = re.compile(
    rf"(?:(?:what|who)|(?:which|what) {_NOUN}) (?:is|are|was|were) (?P<verb>[a-z]+){_ON} by (?:the )?§0"
)
_THERE = re.compile(
    rf"(?:which|what) {_NOUN} (?:(?:is|are|was|were|lie|lies)(?: there)? )?(?:on|in|at|of) (?:the )?§0"
    rf"|(?:which|what) (?P<had>[a-z]+(?: [a-z]+)?) (?:does|do|did) (?:the )?§0 have"
)
_IT = r"(?:the )?§0"
_MEASURES = tuple(
    (re.compile(asked), frozenset(labels))
    for asked, labels in (
        (rf"how much (?:does|did) {_IT} weigh|how heavy (?:is|was) {_IT}", ("mass", "weight")),
        (rf"(?:how much|what) (?:does|did|do) {_IT} cost|how (?:expensive|much) (?:is|was) {_IT}", ("price", "cost")),
        (rf"how (?:tall|high) (?:is|was) {_IT}", ("height", "elevation", "elevation above sea level")),
        (rf"how long (?:is|was) {_IT}", ("length", "duration", "running time")),
        (rf"how wide (?:is|was) {_IT}", ("width",)),
        (rf"how deep (?:is|was) {_IT}", ("depth",)),
        (rf"how (?:large|big) (?:is|was) {_IT}", ("area", "size")),
        (rf"how fast (?:is|was) {_IT}", ("speed", "maximum speed", "top speed")),
    )
)
_MUTUAL = re.compile(
    r".* with"
    r"|(?:border|neighbou?r|adjoin|abut|touch|meet|marry|marri|join|equal|resembl|face|oppos|contradict)\w*( .*)?"
)
"""Relations that hold both ways, wherever a graph says them one way alone."""
_AUXILIARY = {"is", "are", "was", "were", "does", "has", "had", "did", "do"}


def as_worded(question: str, paths: Sequence[FoundPath], graph: Graph, *, built: bool = False) -> list[FoundPath]:
    """``paths``, the one that the question asks for in so many words made as probable as that is.

    ``built``: whether the graph was found in documents: what it lacks may be what is asked for, but for a measure.
    """
    starts = dict.fromkeys(found.path.start for found in paths)
    question = as_which(question) if asks_how_many(question) else question
    masked = masked_names(question, starts, graph)
    text = re.sub(r"[?.!\s]+$", "", masked.text)
    if len(masked.starts) != 1:
        return list(paths)
    near = [found for found in paths if found.path.start == masked.starts[0] and len(found.path.steps) == 1]
    least = BY_KIND if built else BY_VERB
    meant = [found for found in near if _is_measured(text, found.path.steps[0], graph)]
    if not meant and not built:
        meant = [found for found in near if _is_said(text, found.path.steps[0], graph)]
    if not meant and not built and (there := _THERE.fullmatch(text)):
        meant, least = _of_kind(singular((there["noun"] or there["had"]).split()[-1]), near, KindsOf(graph)), BY_KIND
    if not built:
        turned = [found for found in near if found not in meant and _is_turned(text, found.path.steps[0], graph)]
        paths = [replace(one, probability=one.probability * TURNED) if one in turned else one for one in paths]
    if len(meant) != 1 or meant[0].probability >= least:
        return list(paths)
    return [replace(found, probability=least) if found is meant[0] else found for found in paths]


def _is_measured(text: str, step: Step, graph: Graph) -> bool:
    """Whether a relation is what "how much does it weigh" asks for."""
    index = graph.relation_index(step.relation)
    if index is None or step.inverse:
        return False
    names = {fold(name) for name in (graph.relation(index).label, *graph.relation(index).aliases)}
    return any(asked.fullmatch(text) and names & labels for asked, labels in _MEASURES)


def _is_said(text: str, step: Step, graph: Graph) -> bool:
    """Whether the verb of a masked question is that of a relation "built by" or "depends on", taken in the direction
    asked for."""
    index = graph.relation_index(step.relation)
    if index is None:
        return False
    relation = graph.relation(index)
    names = [fold(name) for name in (relation.label, *relation.aliases)]
    does = {(stem(found["verb"]), found["on"]) for name in names if (found := _DOES.fullmatch(name))}
    for pattern in [_DOES_IT] if step.inverse else [_IT_DOES, _DONE_BY_IT]:
        if (asked := pattern.fullmatch(text)) and (stem(asked["verb"]), asked["on"]) in does:
            return asked["verb"] not in _AUXILIARY
    verbs = {stem(found["verb"]) for name in names if (found := _BY.fullmatch(name))}
    if not verbs:
        return False
    asked = (_ACTIVE.fullmatch(text) or _PASSIVE.fullmatch(text)) if step.inverse else _DID.fullmatch(text)
    return asked is not None and asked["verb"] not in _AUXILIARY and stem(asked["verb"]) in verbs


def _is_turned(text: str, step: Step, graph: Graph) -> bool:
    """Whether a masked question names a relation in so many words, and a step takes it the other way round."""
    index = graph.relation_index(step.relation)
    if index is None or _MUTUAL.fullmatch(fold(graph.relation(index).label)):
        return False
    return _is_said(text, Step(step.relation, not step.inverse), graph)


def _of_kind(noun: str, near: Sequence[FoundPath], kinds: KindsOf) -> list[FoundPath]:
    """The paths to things that are all called ``noun``."""

    def is_one(id: str) -> bool:
        return any(is_called(kind.name, noun) for kind in kinds(id))

    return [found for found in near if (ends := kept_ends(found.path)) and all(is_one(end) for end in ends)]
