"""Questions for those that have some values, in their own words, as the rows of a table say it: "which boats are
ferries", "who speaks Polish", "how many nurses work part-time in Ward 1"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION, asks_how_many
from kgqa.reader.language.operations import singular
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN, MOST_MEMBERS
from kgqa.reader.typed.say import count_of, named_list
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.kinds_of import KindsOf
from kgqa.reader.vocabulary.members_by_value import PERSONS
from kgqa.reader.vocabulary.members_of_kind import NAMED_BY_ROLE, members_of_kind
from kgqa.reader.vocabulary.said_of import says_having
from kgqa.reader.vocabulary.values_by_name import Value, ValuesByName, values_of
from kgqa.types import Answer, AnswerKind, Derivation, Evidence, Path, Step, Support

SHOWN = 8
"""Members whose values become evidence."""

MOST_WAYS = 100
"""Ways to take words for values that are looked at."""

_OPENING = re.compile(
    r"(?P<who>who)(?: else)?(?: all)? "
    r"|(?:(?:please )?(?:list|name|show|give)(?: me)?(?: all)?|which(?: of)?|what|how many)(?: all)?(?: the)? "
)
_AND = frozenset(("and", "also", "both", "that", "who", "which", "currently", "now", "still"))

Steps = Mapping[str, tuple[Step, ...]]
"""The steps to the values that each thing has, by its id."""


@dataclass(frozen=True, slots=True)
class Having:
    """Those of ``noun`` that are asked for, with the steps to the values that each has; ``value``: these in the
    question's words; ``known``: factor of the kind, see :func:`kgqa.reader.vocabulary.members_of_kind`."""

    noun: str
    value: str
    members: tuple[tuple[str, tuple[Step, ...]], ...]
    known: float


@dataclass(frozen=True, slots=True)
class _Condition:
    """``words`` that are a value of one of ``values``, after ``before`` and up to ``after``, all folded."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    values: Sequence[Value]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who or what is asked for, ``rest``: what is said of it. ``ids``: None where the values alone tell it."""

    noun: str
    conditions: tuple[_Condition, ...]
    rest: tuple[str, ...]
    ids: frozenset[str] | None = None
    known: float = 1.0
    is_person: bool = False


def having(question: str, graph: Graph) -> Having | None:
    """What the graph has of the kind and the values that a question names; None where it is no such question, or none
    of the kind has them."""
    text = " ".join(fold(re.sub(r"['’]s\b", " is", question)).split())
    opened = _OPENING.match(text)
    if opened is None or NEGATION.search(question):
        return None
    values = values_of(graph)
    words = tuple(text[opened.end() :].split())
    subjects = [_Subject("person", (), words, is_person=True)] if opened["who"] else _subjects(words, values, graph)
    for subject in subjects if values else ():
        for conditions in islice(_conditions(subject.rest, values), MOST_WAYS):
            found = _having(subject, (*subject.conditions, *conditions), graph)
            if found is not None:
                return found
    return None


def _subjects(words: tuple[str, ...], values: ValuesByName, graph: Graph) -> Iterator[_Subject]:
    """What the words before the verb may ask for: a kind ("tools"), persons ("people"), those who are something
    ("nurses"), each after a value or none ("Polish nurses")."""
    for start in range(min(4, len(words))):
        adjective = words[:start]
        own = (_Condition((), adjective, values(adjective)),) if adjective else ()
        if own and not own[0].values:
            continue
        for end in range(min(start + 3, len(words)), start, -1):
            if FUNCTION.intersection(words[start:end]):
                continue
            noun = " ".join((*words[start : end - 1], singular(words[end - 1])))
            kind = members_of_kind(noun, graph)
            if kind is not None and len(kind[0]) <= MOST_MEMBERS:
                yield _Subject(noun, own, words[end:], frozenset(kind[0]), kind[2])
            elif noun in PERSONS or words[end - 1] in PERSONS:
                yield _Subject("person", own, words[end:], is_person=True)
            elif found := values(words[start:end]):
                what = _Condition((), words[start:end], found)
                yield _Subject(noun, (*own, what), words[end:], is_person=True)


def _conditions(words: tuple[str, ...], values: ValuesByName) -> Iterator[tuple[_Condition, ...]]:
    """The ways in which words are values with something before each and after the last."""
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            found = () if FUNCTION.issuperset(words[start:end]) else values(words[start:end])
            if found:
                own = _Condition(words[:start], words[start:end], found)
                for further in _conditions(words[end:], values):
                    yield (own, *further)
                yield (_Condition(own.before, own.words, found, words[end:]),)
    if FUNCTION.issuperset(words):
        yield ()


def _having(subject: _Subject, conditions: Sequence[_Condition], graph: Graph) -> Having | None:
    told = [each for each in conditions if each.words]
    if not told or (len(told) == 1 and _is_left_to_paths(subject, told[0], graph)):
        return None
    kept: Steps | None = None
    verb: tuple[str, ...] = ()
    for condition in told:
        is_noun = condition in subject.conditions
        # "speaks Polish and German": the verb goes on.
        goes_on = not is_noun and set(condition.before) <= _AND | {"or"}
        before = (*verb, *condition.before) if goes_on else condition.before
        verb = before
        own = _held(condition, before, graph, is_person=subject.is_person)
        if own is None:
            return None
        if kept is None:
            kept = own
        elif "or" in condition.before:
            kept = {id: tuple(dict.fromkeys((*kept.get(id, ()), *own.get(id, ())))) for id in (*kept, *own)}
        else:
            kept = {id: tuple(dict.fromkeys((*steps, *own[id]))) for id, steps in kept.items() if id in own}
    if not kept or len(kept) > MOST_MEMBERS:
        return None
    ids, known = _of_subject(subject, told, kept, graph)
    if not ids:
        return None
    said = " ".join(" ".join(each.words) for each in told)
    return Having(subject.noun, said, tuple((id, kept[id]) for id in sorted(ids)), known)


def _of_subject(
    subject: _Subject, told: Sequence[_Condition], held: Steps, graph: Graph
) -> tuple[Collection[str], float]:
    """Those of all that have the values that are asked for, and a factor."""
    if subject.ids is not None:
        return held.keys() & subject.ids, subject.known
    if not subject.is_person:
        return held.keys(), subject.known
    kinds = KindsOf(graph)
    persons = {id for id in held if kinds.are(id, "person")}
    if persons or subject.conditions:
        return persons or held.keys(), subject.known
    # "Who starred in it?": of things of no kind, what has such stars may be a film; what works in a ward is somebody.
    content = {singular(word) for each in told for word in (*each.before, *each.after) if word not in FUNCTION}
    labels = {
        word
        for steps in held.values()
        for step in steps
        if (relation := graph.relation_index(step.relation)) is not None
        for word in fold(graph.relation(relation).label).split()
    }
    untyped = set() if content & set(map(singular, labels)) else {id for id in held if not kinds(id)}
    return untyped, NAMED_BY_ROLE


def _held(condition: _Condition, before: Sequence[str], graph: Graph, *, is_person: bool) -> Steps | None:
    """Who has the value, by the relation that the words around it mean; None where they mean none, or several that lead
    to different ones."""
    around = [word for word in (*before, *condition.after) if word not in _AND and word != "or"]
    content = [word for word in around if word not in FUNCTION]
    small = [word for word in around if word in FUNCTION]
    if all(word.isdigit() for word in condition.words) and not content:
        return None
    ways: dict[int, list[Value]] = {}
    for value in condition.values:
        label = fold(graph.relation(value.relation).label)
        if value.is_flag and content:
            continue
        if value.is_flag or says_having(label, content, small, is_person=is_person):
            ways.setdefault(value.relation, []).append(value)
    named = [one for one in ways if {stem(word) for word in content} & _stems(one, graph)]
    found = [_heads(ways[relation], graph) for relation in named or ways]
    if not found or any(each.keys() != found[0].keys() for each in found):
        return None
    return found[0]


def _heads(values: Sequence[Value], graph: Graph) -> Steps:
    relation = values[0].relation
    heads, tails = graph.pairs(relation)
    kept = np.unique(heads[np.isin(tails, [value.row for value in values])])[: MOST_MEMBERS + 1]
    return {str(graph.node(row)): (Step(graph.relation(relation).id),) for row in kept.tolist()}


def _stems(relation: int, graph: Graph) -> set[str]:
    return {stem(word) for word in fold(graph.relation(relation).label).split()}


def _is_left_to_paths(subject: _Subject, condition: _Condition, graph: Graph) -> bool:
    """Whether one thing of the graph is said by a preposition alone, of things of a kind: paths lead from it."""
    is_plain = {*condition.before, *condition.after} <= FUNCTION and bool(
        {"in", "at", "of", "from", "on"} & {*condition.before}
    )
    return is_plain and not subject.is_person and all(value.row < graph.n_entities for value in condition.values)


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
