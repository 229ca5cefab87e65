"""Paths that a question asks for in so many words: the verb that names the relation, or the one relation that leads to
things of the kind asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.language.kinds import as_which, asks_how_many
from kgqa.reader.language.operations import singular
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.asked_kind import asks_in_plural, is_unlike, kind_asked
from kgqa.reader.typed.sets import kept_ends
from kgqa.reader.vocabulary.kinds_of import KindsOf, is_called
from kgqa.reader.vocabulary.named_relations import IT, NOUN, is_role, is_turned, is_verb, is_with_others
from kgqa.reader.vocabulary.properties import place_among
from kgqa.types import Path, Step

BY_VERB, BY_KIND = 0.85, 0.7
"""Least probability of the one path whose relation the verb of a question names, in the direction that it is asked
for; and of the one path that leads to what a question calls the things that are at, or of, what it names."""

TURNED = 0.1
"""What is left of the probability of a path that takes that relation the other way round: what needs it is none of what
it needs."""

_THERE = re.compile(
    rf"(?:which|what) {NOUN} (?:(?:is|are|was|were|lie|lies)(?: there)? )?(?:on|in|at|of) {IT}"
    rf"|(?:which|what) (?P<had>[a-z]+(?: [a-z]+)?) (?:does|do|did) {IT} have"
)


_PLACE = re.compile(
    r"located in.*|(?:home )?(?:city|town|village|country|county|region|state|province|district|island|continent|area"
    r"|municipality|location|place|port)"
)
"""Relations to a place that things are in."""
_WIDER = re.compile(r"district|region|county|state|province|country|continent")
_WHERE = re.compile(rf"where (?:is|are|lies?) {IT}(?: located| situated)?")


def as_worded(
    question: str,
    paths: Sequence[FoundPath],
    graph: Graph,
    *,
    built: bool = False,
    is_listed: Callable[[Path], bool] = lambda path: False,
) -> list[FoundPath]:
    """``paths``, the one that the question asks for in so many words made as probable as that is, and those that take
    its relation the other way round improbable.

    ``built``: whether the graph was found in documents: what it lacks may be what is asked for, but for a measure, and
    for things of a kind in the place that they have.
    """
    starts = dict.fromkeys(found.path.start for found in paths)
    masked = masked_names(as_which(question) if asks_how_many(question) else question, starts, graph)
    text = re.sub(r"[?.!\s]+$", "", masked.text)
    if len(masked.starts) != 1:
        return list(paths)
    near = [found for found in paths if found.path.start == masked.starts[0] and len(found.path.steps) == 1]
    given = [found for found in near if not built or is_listed(found.path)]

    def named(how: Callable[[str, Step, Graph], bool]) -> list[FoundPath]:
        return [found for found in given if how(text, found.path.steps[0], graph)]

    called = [(rank, found) for found in near if (rank := place_among(text, found.path.steps[0], graph)) is not None]
    meant = [found for rank, found in called if rank == min(called, key=lambda one: one[0])[0]]
    least = BY_KIND if built else BY_VERB
    roles = [] if (meant := meant or named(is_verb)) else named(is_role)
    turned = [found for found in (*named(is_turned), *named(is_with_others)) if found not in meant]
    turned += [found for found in given if found not in roles and any(_is_back(found, role) for role in roles)]
    meant = meant or roles
    if not meant and (there := _THERE.fullmatch(text)):
        least = BY_KIND
        meant = _of_kind(singular((there["noun"] or there["had"]).split()[-1]), near, KindsOf(graph))
        if built:
            meant = [found for found in meant if there["noun"] and _is_place(found.path.steps[0], graph, inverse=True)]
    elif not meant and _WHERE.fullmatch(text):
        # A town is where a thing is more than the country of the town.
        placed = [found for found in near if _is_place(found.path.steps[0], graph, inverse=False)]
        meant, least = sorted(placed, key=lambda found: _is_wide(found.path.steps[0], graph))[:1], BY_KIND
    doubted = [replace(one, probability=one.probability * TURNED) if one in turned else one for one in paths]
    if len(meant) != 1 or meant[0].probability >= least or _is_of_other_kind(question, meant[0], graph):
        return doubted
    return [replace(found, probability=least) if found is meant[0] else found for found in doubted]


def _is_of_other_kind(question: str, found: FoundPath, graph: Graph) -> bool:
    """Whether a path leads to other things than a question calls those that it asks for: cities are no lakes."""
    noun = kind_asked(question)
    return bool(noun) and is_unlike(found.path, noun, KindsOf(graph), several=asks_in_plural(question, noun))


def _is_place(step: Step, graph: Graph, *, inverse: bool) -> bool:
    """Whether a relation leads from a place to what is there (``inverse``), or from a thing to its place."""
    return step.inverse is inverse and _PLACE.fullmatch(_label(step, graph)) is not None


def _is_wide(step: Step, graph: Graph) -> bool:
    return _WIDER.search(_label(step, graph)) is not None


def _label(step: Step, graph: Graph) -> str:
    index = graph.relation_index(step.relation)
    return "" if index is None else graph.relation(index).label.lower()


def _is_back(one: FoundPath, other: FoundPath) -> bool:
    return one.path.steps[0].relation == other.path.steps[0].relation


def _of_kind(noun: str, near: Sequence[FoundPath], kinds: KindsOf) -> list[FoundPath]:
    """The paths to things that are all called ``noun``."""

    def is_one(id: str) -> bool:
        return any(is_called(kind.name, noun) for kind in kinds(id))

    return [found for found in near if (ends := kept_ends(found.path)) and all(is_one(end) for end in ends)]
