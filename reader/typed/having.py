"""Questions for those that have some values, in their own words, as the rows of a table say it: "which boats are
ferries", "who speaks Polish", "how many nurses work part-time in Ward 1"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION, asks_how_many
from kgqa.reader.language.operations import singular
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN
from kgqa.reader.typed.say import count_of, named_list
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.conditions import Condition, Held, conditions, held_all, names_relation
from kgqa.reader.vocabulary.kinds_of import KindsOf
from kgqa.reader.vocabulary.members_by_value import PERSONS
from kgqa.reader.vocabulary.members_of_kind import NAMED_BY_ROLE, members_of_kind
from kgqa.reader.vocabulary.values_by_name import ValuesByName, values_of
from kgqa.types import Answer, AnswerKind, Derivation, Evidence, Path, Step, Support

SHOWN = 8
"""Members whose values become evidence."""

MOST_WAYS = 100
"""Ways to take words for values that are looked at."""

_OPENING = re.compile(
    r"(?P<who>who)(?: else)?(?: all)? "
    r"|(?:(?:please )?(?:list|name|show|give)(?: me)?(?: all)?|which(?: of)?|what|how many)(?: all)?(?: the)? "
)
_NOT_SAID = re.compile(
    r"\b(?:can|could|should|shall|would|will|must|might|may|used to|wants?|needs?|likes?|always|only|just)\b",
    re.IGNORECASE,
)
"""What makes a question ask for more than that it is so; a table says no more."""
_PLACED = frozenset(("in", "at", "of", "from", "on"))


@dataclass(frozen=True, slots=True)
class Having:
    """Those of ``noun`` that are asked for, with the steps to the values that each has; ``value``: these in the
    question's words; ``known``: factor of the kind, see :func:`kgqa.reader.vocabulary.members_of_kind`."""

    noun: str
    value: str
    members: tuple[tuple[str, tuple[Step, ...]], ...]
    known: float


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who or what is asked for by a ``noun``, "person" for whoever; ``first``: the values said before ``rest``, the
    last of them by the noun itself where ``is_value``."""

    noun: str
    first: tuple[Condition, ...]
    rest: tuple[str, ...]
    is_value: bool = False


@lru_cache(maxsize=16)
def having(question: str, graph: Graph) -> Having | None:
    """What the graph has of the kind and the values that a question names; None where it is no such question, or none
    of the kind has them."""
    text = " ".join(fold(re.sub(r"['’]s\b", " is", question)).split())
    opened = _OPENING.match(text)
    if opened is None or NEGATION.search(question) or _NOT_SAID.search(question):
        return None
    values = values_of(graph)
    words = tuple(text[opened.end() :].split())
    subjects = [_Subject("person", (), words)] if opened["who"] else _subjects(words, values)
    for subject in subjects if values else ():
        for rest in islice(conditions(subject.rest, values), MOST_WAYS):
            found = _those(subject, (*subject.first, *rest), graph)
            if found is not None:
                return found
    return None


def _subjects(words: tuple[str, ...], values: ValuesByName) -> Iterator[_Subject]:
    """What the words before the verb may ask for: a kind ("tools"), persons ("people"), those who are something
    ("nurses"), each after a value or none ("Polish nurses")."""
    for start in range(min(4, len(words))):
        adjective = words[:start]
        own = (Condition((), adjective, values(adjective)),) if adjective else ()
        if own and not own[0].values:
            continue
        for end in range(min(start + 3, len(words)), start, -1):
            if FUNCTION.intersection(words[start:end]):
                continue
            noun = " ".join((*words[start : end - 1], singular(words[end - 1])))
            yield _Subject("person" if {noun, words[end - 1]} & PERSONS else noun, own, words[end:])
            if found := values(words[start:end]):
                yield _Subject(noun, (*own, Condition((), words[start:end], found)), words[end:], is_value=True)


def _those(subject: _Subject, told: Sequence[Condition], graph: Graph) -> Having | None:
    """Who has all the values that are told and is what the subject's noun says."""
    is_person = subject.noun == "person" or subject.is_value
    if not told or (len(told) == 1 and not is_person and _is_left_to_paths(told[0], graph)):
        return None
    held = held_all(told, graph, is_person=is_person)
    if held is None:
        return None
    ids, known = _of_noun(subject, told, held, graph)
    if not ids:
        return None
    members = tuple((id, held.steps(graph.row(id) or 0, graph)) for id in sorted(ids))
    return Having(subject.noun, " ".join(word for each in told for word in each.words), members, known)


def _of_noun(subject: _Subject, told: Sequence[Condition], held: Held, graph: Graph) -> tuple[Collection[str], float]:
    """Those who have the values and are what the noun says, and a factor."""
    kinds = KindsOf(graph)
    ids = {str(node) for node in graph.nodes(held.rows)}
    if subject.is_value:
        return {id for id in ids if kinds.are(id, "person")} or ids, 1.0
    if subject.noun != "person":
        kind = members_of_kind(subject.noun, graph)
        return ((), 0.0) if kind is None else (ids & set(kind[0]), kind[2])
    if persons := {id for id in ids if kinds.are(id, "person")}:
        return persons, 1.0
    # "Who starred in it?": of things of no kind, what has such stars may be a film; what works in a ward is somebody.
    content = [word for each in told for word in each.content]
    if any(names_relation(content, relation, graph) for relation, _ in held.by):
        return (), 0.0
    return {id for id in ids if not kinds(id)}, NAMED_BY_ROLE


def _is_left_to_paths(condition: Condition, graph: Graph) -> bool:
    """Whether one thing of the graph is said by a preposition alone: paths lead from it."""
    is_placed = not condition.content and not _PLACED.isdisjoint(condition.before)
    return is_placed and all(value.row < graph.n_entities for value in condition.values)


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
