"""Questions for those that have some values, in their own words, as the rows of a table say it: "which boats are
ferries", "who speaks Polish", "how many nurses work part-time in Ward 1"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.reader.language.kinds import asks_how_many
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN
from kgqa.reader.typed.say import count_of, named_list
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.described import Described, described
from kgqa.types import Answer, AnswerKind, Derivation, Evidence, Path, Support

SHOWN = 8
"""Members whose values become evidence."""

_OPENING = re.compile(
    r"(?P<who>who)(?: else)?(?: all)? "
    r"|(?:(?:please )?(?:list|name|show|give)(?: me)?(?: all)?|which(?: of)?|what|how many)(?: all)?(?: the)? "
)
_ONLY = re.compile(r"(?:is|are|was|were) the (?:only|sole) ")


@lru_cache(maxsize=16)
def having(question: str, graph: Graph) -> Described | None:
    """What the graph has of the kind and the values that a question names; None where it is no such question, or none
    of the kind has them."""
    whole = re.sub(r"(?<=\bca)n['’]t\b", "n not", re.sub(r"['’]s\b", " is", question), flags=re.IGNORECASE)
    text = " ".join(fold(re.sub(r"n['’]t\b", " not", whole)).split())
    opened = _OPENING.match(text)
    if opened is None:
        return None
    only = _ONLY.match(text, opened.end())
    found = described(text[only.end() if only else opened.end() :], graph, is_who=bool(opened["who"]) and not only)
    return None if found is None or (only and len(found.members) != 1) else found


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
        if isinstance(piece.content, Path)
        and len(piece.content.steps) == 1
        and piece.content.steps[0] in held.get(piece.content.start, ())
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
    pairs = [] if found is None else [(id, step) for id, steps in found.members for step in steps]
    if relations is not None and not {step.relation for _, step in pairs} <= {*relations}:
        pairs = []
    known = {(piece.content.start, piece.content.steps) for piece in evidence if isinstance(piece.content, Path)}
    added = []
    for id, step in pairs[:SHOWN]:
        if (id, (step,)) not in known:
            path = walked(id, (step,), graph)
            added.append(Evidence(path, verbalize(path, graph).text, 0.0, "values"))
    return (*evidence, *added)
