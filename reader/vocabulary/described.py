"""Things as a question describes them by the values that they have: "nurses in Ward 1", "who speaks Polish and does not
work part-time", "tools that are in use"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.operations import singular
from kgqa.reader.vocabulary.conditions import Condition, Held, conditions, held_all, names_relation
from kgqa.reader.vocabulary.ids import rows_of
from kgqa.reader.vocabulary.kinds_of import KindsOf, says_kind
from kgqa.reader.vocabulary.members_by_value import PERSONS, members_by_value
from kgqa.reader.vocabulary.members_of_kind import NAMED_BY_ROLE, members_of_kind
from kgqa.reader.vocabulary.values_by_name import ValuesByName, values_of
from kgqa.types import Step

MOST_WAYS = 100
"""Ways to take words for values that are looked at."""

NOT_HAVING = 0.9
"""Factor where those are asked for that do not have a value: what is written beside them might not be all."""

BESIDE, MOSTLY = 2, 0.8
"""How many other columns a table has, and the share of its rows that have a value in each."""

_DENIED = re.compile(
    r" (?:(?P<verb>do|does|did|is|are|was|were|has|have|had|can|could)(?: not|n't)|(?P<can>can)not|not|without)"
    r"(?: (?:yet|any|an?))?(?= )"
)
_OUT_OF = re.compile(r"\bout of(?= (?:stock|use|service|order|print)\b)")
_MODAL = re.compile(
    r"\b(?:can|could|should|shall|would|will|must|might|may|wants?|needs?|likes?|always|only|just|used to)\b"
)
"""What makes words say more than that it is so; a table says no more, unless a column is called so."""


@dataclass(frozen=True, slots=True)
class Described:
    """Those of ``noun`` that are meant, with the steps to the values that each has; ``value``: these in the question's
    words; ``known``: factor of the kind, see :func:`kgqa.reader.vocabulary.members_of_kind`."""

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


@lru_cache(maxsize=32)
def described(text: str, graph: Graph, *, is_who: bool = False) -> Described | None:
    """What the graph has of the kind and the values that words name; None where they describe nothing so, or there is
    none. ``text``: folded, without what opens a question ("which"). ``is_who``: whether somebody is asked for, and the
    words only tell who ("works in Ward 1")."""
    values = values_of(graph)
    if not values:
        return None
    text = _OUT_OF.sub("not in", text)
    denied = _DENIED.search(f" {text} ")
    if denied is None:
        words = tuple(text.split())
        return None if NEGATION.search(text) else next(_meant(words, values, graph, is_who=is_who), None)
    said, rest = f" {text} "[: denied.start()], f" {text} "[denied.end() :]
    if NEGATION.search(f"{said} {rest}"):
        return None
    if denied["can"] or denied["verb"] in ("can", "could"):
        rest = f"can {rest}"  # as the column is called that says what can be
    return _without(said.split(), tuple(rest.split()), values, graph, is_who=is_who)


def _meant(words: tuple[str, ...], values: ValuesByName, graph: Graph, *, is_who: bool) -> Iterator[Described]:
    subjects = [_Subject("person", (), words)] if is_who else _subjects(words, values)
    for subject in subjects:
        for rest in islice(conditions(subject.rest, values), MOST_WAYS):
            told = (*subject.first, *rest)
            found = None if _says_more(told) else _those(subject, told, graph)
            if found is not None:
                yield found


def _says_more(told: Sequence[Condition]) -> bool:
    return any(_MODAL.search(" ".join((*each.before, *each.after))) for each in told)


def _without(
    said: Sequence[str], rest: tuple[str, ...], values: ValuesByName, graph: Graph, *, is_who: bool
) -> Described | None:
    """Those that are described by the words before a "not" and have another value than is said after it: what has
    none there may have any."""
    base = _base(said, values, graph, is_who=is_who)
    if base is None:
        return None
    noun, ids, known = base
    is_person = is_who or noun in PERSONS or not KindsOf(graph).are(ids[0], noun)
    for told in islice(conditions(rest, values), MOST_WAYS):
        if len(told) != 1 or _says_more(told):
            continue
        held = held_all(told, graph, is_person=is_person)
        if held is None:
            continue
        ((relation, having),) = held.by
        rows = rows_of(ids, graph)
        if not _is_column(relation, graph):
            continue  # what texts tell of somebody need not be all
        left = np.setdiff1d(np.intersect1d(rows, np.unique(graph.pairs(relation)[0])), having)
        if not len(left) or not np.isin(having, rows).any():
            continue  # what is said of none of them is said of other things
        step = (Step(graph.relation(relation).id),)
        members = tuple((str(id), step) for id in sorted(map(str, graph.nodes(left))))
        return Described(noun, f"not {' '.join(rest)}", members, known * NOT_HAVING)
    return None


def _is_column(relation: int, graph: Graph) -> bool:
    """Whether things with a value of a relation mostly have one of :data:`BESIDE` others, as the rows of a table do."""
    heads = np.unique(graph.pairs(relation)[0])
    sources, relations = graph.runs(heads)[:2]
    had = set(zip(sources.tolist(), relations.tolist(), strict=True))
    counts = Counter(other for _, other in had if other != relation and not says_kind(graph.relation(other).label))
    return sum(count >= MOSTLY * len(heads) for count in counts.values()) >= BESIDE


def _base(
    said: Sequence[str], values: ValuesByName, graph: Graph, *, is_who: bool
) -> tuple[str, Sequence[str], float] | None:
    """What something is denied of some of: the noun, all that it means, and a factor."""
    words = tuple(word for word in said if word not in ("that", "who", "which"))
    if is_who and words:
        return None  # "who speaks Polish and not German"
    noun = "person" if is_who else " ".join((*words[:-1], singular(words[-1]))) if words else ""
    found = members_of_kind(noun, graph) or members_by_value(noun, graph) if noun else None
    if found is not None:
        return noun, found[0], found[2]
    meant = next(_meant(words, values, graph, is_who=False), None) if words else None
    return None if meant is None else (meant.noun, [id for id, _ in meant.members], meant.known)


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


def _those(subject: _Subject, told: Sequence[Condition], graph: Graph) -> Described | None:
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
    return Described(subject.noun, " ".join(word for each in told for word in each.words), members, known)


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


_PLACED = frozenset(("in", "at", "of", "from", "on"))
