"""Questions for those of a kind that have a value, in its own words: "which boats are ferries", "list the tools with
the status in use", as the rows of a table say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION, asks_how_many
from kgqa.reader.language.operations import singular
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN, MOST_MEMBERS
from kgqa.reader.typed.say import count_of, named_list
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.ends_named import are_one, ends_by_name
from kgqa.reader.vocabulary.flags import flag
from kgqa.reader.vocabulary.members_of_kind import members_of_kind
from kgqa.types import Answer, AnswerKind, Derivation, Evidence, Path, Step, Support

_ASKED = re.compile(
    r"(?:(?:please )?(?:list|name|show)(?: me)?(?: all)?|which(?: of)?|what|how many)(?: all)?(?: the)?"
    r" (?P<noun>[a-z]+(?: [a-z]+){0,2}?)(?: (?:that|which))?(?P<verb> (?:is|are|was|were|have|has|with|of))"
    r"(?: (?:a|an|the))? (?P<value>[^?]+)"
)
SHOWN = 8
"""Members whose values become evidence."""


@dataclass(frozen=True, slots=True)
class Having:
    """Those of the kind ``noun`` that are asked for, with the step to the value that each has; ``known``: factor of the
    kind, see :func:`kgqa.reader.typed.all_of_kind.members_of_kind`."""

    noun: str
    value: str
    members: tuple[tuple[str, Step], ...]
    known: float


def having(question: str, graph: Graph) -> Having | None:
    """What the graph has of the kind and the value that a question names; None where it is no such question, or none of
    the kind has the value.
    """
    text = " ".join(question.lower().replace("’", "'").split()).rstrip("?.! ")
    found = _ASKED.fullmatch(text)
    if found is None or NEGATION.search(text) or FUNCTION & set(found["noun"].split()):
        return None
    noun = " ".join([*found["noun"].split()[:-1], singular(found["noun"].split()[-1])])
    kind = members_of_kind(noun, graph)
    if kind is None or len(kind[0]) > MOST_MEMBERS:
        return None
    ids, _, known = kind
    value = fold(found["value"])
    if not value:
        return None
    held = [(id, step) for id in ids if (step := _step_to(id, value, graph)) is not None]
    return Having(noun, found["value"], tuple(held), known) if held else None


def _step_to(id: str, value: str, graph: Graph) -> Step | None:
    """The fact of an entity whose end is called so, alone ("in use") or after its relation ("status in use"),
    or that is a yes to its relation."""
    row = graph.row(id)
    for label, step, _, names in () if row is None else ends_by_name(row, graph):
        if any(are_one(value, name) or are_one(value, f"{label} {name}") for name in names) or flag(
            label, names, value
        ):
            return step
    return None


def those_having(question: str, evidence: Sequence[Evidence], graph: Graph, *, built: bool) -> Answer | None:
    """The answer to such a question, resting on the values in ``evidence`` (:func:`with_held`). ``built``: whether
    facts of the graph were found in documents."""
    found = having(question, graph)
    if found is None:
        return None
    held = dict(found.members)
    support = tuple(
        Support(number)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Path) and held.get(piece.content.start) in piece.content.steps
    )
    if not support:
        return None  # what may be looked at has none of their values
    entities = tuple(one for id in held if (one := graph.entity_by_id(id)) is not None)
    names = tuple(sorted(one.label for one in entities))
    score = found.known * (FOUND if built else GIVEN)
    said = f"{named_list(names)}: {count_of(len(held), found.noun)} with {found.value!r}."
    if asks_how_many(question):
        made = Derivation("count", among=tuple(held), sentence=said)
        return Answer(str(len(held)), score, "number", support, entities, (str(len(held)),), made)
    made = Derivation("members", among=tuple(held), sentence=said)
    kind: AnswerKind = "entity" if len(held) == 1 else "entities"
    return Answer("; ".join(names), score, kind, support, entities, names, made)


def with_held(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the values that such a question is decided by; none where one of them is said by another
    relation than ``relations`` (ids; None is any)."""
    found = having(question, graph)
    if found is not None and relations is not None and not {step.relation for _, step in found.members} <= {*relations}:
        found = None
    known = {(piece.content.start, piece.content.steps) for piece in evidence if isinstance(piece.content, Path)}
    added = []
    for id, step in () if found is None else found.members[:SHOWN]:
        if (id, (step,)) not in known:
            path = walked(id, (step,), graph)
            added.append(Evidence(path, verbalize(path, graph).text, 0.0, "values"))
    return (*evidence, *added)
