"""The kinds that things are of: the types they have, and what facts say they are ("instance of", "type")."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.types import Step, Walk

_IS_A = {
    "instance of", "is instance of", "type", "rdf type", "type of", "kind", "kind of", "is a", "is an", "class",
    "entity type", "node type", "p31", "occupation", "profession", "job", "job title", "p106",
}  # fmt: skip
_IS_ANY = {"subclass of", "subtype of", "rdfs subclassof", "sub class of", "p279"}
"""Folded names of relations from a thing to its class, or from somebody to what they do, and from a class to a wider
one."""

ALONE = 64
"""Things up to which each is looked up by itself."""


def says_kind(relation: str) -> bool:
    """Whether a relation, by its label, says what a thing is: something may be of many kinds at once.

    >>> says_kind("instance of"), says_kind("part of")
    (True, False)
    """
    return fold(relation) in _IS_A


WIDER = 3
"""Steps from a class to wider ones that are gone."""

_AS = {
    "person": ("human", "people", "individual", "man", "woman"),
    "film": ("movie",),
    "movie": ("film",),
    "country": ("nation", "sovereign state"),
    "nation": ("country", "sovereign state"),
    "company": ("firm", "corporation", "business", "enterprise"),
    "firm": ("company", "corporation", "business", "enterprise"),
    "book": ("novel",),
    "song": ("single",),
}
"""Other words for a kind, or for what is always of it; a kind of two words as a whole."""

_APART = (
    ("city", "town", "village", "settlement", "municipality", "capital"),
    ("river", "stream"),
    ("lake", "reservoir"),
    ("mountain", "hill", "peak", "volcano"),
    ("island",),
    ("bridge",),
    ("country", "nation", "sovereign state"),
    ("person", "human"),
    ("film", "movie"),
    ("album",),
    ("book", "novel"),
    ("company", "firm", "corporation"),
    ("language",),
    ("prize", "award", "medal", "trophy"),
)
"""Kinds of which a thing of one is never one of another."""

BY_OTHER_NAMES = frozenset(
    (
        "person", "man", "woman", "employee", "student", "pupil", "member", "inhabitant", "resident", "citizen",
        "worker", "soldier", "player", "child", "passenger", "visitor",
    )
)  # fmt: skip
"""Whose number has a name of its own: a population, a staff, an enrolment."""

_OPENED = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_REST = re.compile(r",? (?:of|in|by|from|for|on|at|that|which|with)\b.*| ?\(.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by its name; ``steps``: the facts that say so, and ``class_`` the node they lead to; () and "" for a type.
    A name alone, without a node, may be what they lead to."""

    name: str
    class_: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def members(self) -> Walk | None:
        """The walk from the class to all that is said to be of it; None for a type, or a name alone."""
        if not self.class_:
            return None
        return Walk(self.class_, tuple(Step(step.relation, not step.inverse) for step in reversed(self.steps)))


class KindsOf:
    """The kinds of the things of one graph; each is looked up once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[str, tuple[Kind, ...]] = {}
        self._roles: dict[int, str] = {}

    def __call__(self, id: str) -> tuple[Kind, ...]:
        """All kinds of a thing, types first, in order of what they are called by."""
        if id not in self._known:
            self._known[id] = self._kinds(id, self._told(id, {id}))
        return self._known[id]

    def grouped(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[tuple[Kind, ...]]]:
        """(n,) for each thing by its row, -1 for one that is not in the graph, the number of its kinds among those that
        are met, each looked up once."""
        if len(rows) < ALONE:
            found = [() if row < 0 else self(self.graph.ids[row]) for row in rows.tolist()]
            return np.arange(len(rows)), found
        inside = np.flatnonzero(rows >= 0)
        _, firsts, inverse = np.unique(self._signatures(rows[inside]), return_index=True, return_inverse=True)
        groups = np.full(len(rows), len(firsts))
        groups[inside] = inverse
        kinds: list[tuple[Kind, ...]] = []
        for row in rows[inside[firsts]].tolist():
            id = self.graph.ids[row]
            kinds.append(self._kinds(id, self._told(id, set())))
        kinds.append(())
        # What is a class itself of those in its group is none of its own.
        classes = {row for own in kinds for kind in own if (row := self.graph.row(kind.class_)) is not None}
        for place in np.flatnonzero(np.isin(rows, [*classes])).tolist():
            groups[place] = len(kinds)
            kinds.append(self(self.graph.ids[rows[place]]))
        met, groups = np.unique(groups, return_inverse=True)
        return groups, [kinds[number] for number in met.tolist()]

    def _signatures(self, rows: NDArray[np.int64]) -> NDArray[np.uint64]:
        """(n,) numbers that are equal where things have the same types and the same classes."""
        graph = self.graph
        numbers: dict[tuple[str, ...], int] = {}
        types = [numbers.setdefault(own, len(numbers)) for own in graph.types.take(rows)]
        found = _mixed(np.array(types, np.uint64))
        for index in np.flatnonzero(np.bincount(graph.runs(rows)[1], minlength=1)).tolist():
            if self._role(index) == "a":
                sources, far = graph.along(rows, index)
                marks = _mixed(_mixed(far.astype(np.uint64)) + np.uint64(index + 1))
                begins = np.flatnonzero(np.diff(sources, prepend=-1))
                if begins.size:
                    found[sources[begins]] += np.add.reduceat(marks, begins)
        return found

    def _kinds(self, id: str, told: list[Kind]) -> tuple[Kind, ...]:
        row = self.graph.row(id)
        types = () if row is None else tuple(Kind(name) for name in self.graph.types[row] if name)
        nearest = {kind.name: kind for kind in reversed(told)}
        own = {kind.name for kind in types}
        return (*types, *(nearest[name] for name in sorted(nearest) if name not in own))

    def are(self, id: str, noun: str) -> tuple[Kind, ...]:
        """Those of the thing's kinds that ``noun`` is a word for."""
        return tuple(kind for kind in self(id) if is_called(kind.name, noun))

    def _told(self, id: str, seen: set[str]) -> list[Kind]:
        """What facts say that a thing is, but for what was ``seen``."""
        found: list[Kind] = []
        frontier: list[tuple[str, tuple[Step, ...]]] = [(id, ())]
        for depth in range(1 + WIDER):
            further: list[tuple[str, tuple[Step, ...]]] = []
            for node, steps in frontier:
                for relation in self._relations(node, "any" if depth else "a"):
                    for triple in self.graph.match(node, relation):
                        here = (*steps, Step(relation))
                        if isinstance(triple.tail, str) and triple.tail not in seen:
                            seen.add(triple.tail)
                            further.append((triple.tail, here))
                            found.append(Kind(node_name(triple.tail, self.graph), triple.tail, here))
                        elif not isinstance(triple.tail, str):
                            found.append(Kind(triple.tail.value, "", here))
            frontier = further
        return found

    def _relations(self, node: str, role: str) -> list[str]:
        row = self.graph.row(node)
        if row is None:
            return []
        indexes = sorted(set(self.graph.out_edges(row)[0].tolist()))
        return [self.graph.relation(index).id for index in indexes if self._role(index) == role]

    def _role(self, index: int) -> str:
        if index not in self._roles:
            relation = self.graph.relation(index)
            names = {fold(name.replace("_", " ")) for name in (relation.label, relation.id)}
            self._roles[index] = "a" if names & _IS_A else "any" if names & _IS_ANY else ""
        return self._roles[index]


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over 64 bits (the finalizer of SplitMix64), so that sums of different ones differ."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return found


def is_called(kind: str, noun: str) -> bool:
    """Whether a kind is what a noun in the singular calls it.

    >>> is_called("port city", "city"), is_called("City of Norvia", "city"), is_called("human", "person")
    (True, True, True)
    >>> is_called("river", "city"), is_called("person", "actor")
    (False, False)
    """
    words = _REST.sub("", _OPENED.sub(" ", kind)).lower().split()
    called = (noun, *_AS.get(noun, ()))
    return bool(words) and (" ".join(words) in called or stem(words[-1]) in {stem(word) for word in called})


def are_apart(kind: str, noun: str) -> bool:
    """Whether nothing of a kind is ever called by a noun, as far as that is known.

    >>> are_apart("river", "city"), are_apart("town", "city"), are_apart("medal", "award")
    (True, False, False)
    """
    own = {number for number, words in enumerate(_APART) if any(is_called(kind, word) for word in words)}
    asked = {number for number, words in enumerate(_APART) if noun in words}
    return bool(own and asked) and own.isdisjoint(asked)


def are_alike(kind: str, noun: str) -> bool:
    """Whether a kind is called by a noun, or by one that things of that kind are called by, too.

    >>> are_alike("town", "city"), are_alike("novel", "book"), are_alike("city", "newspaper")
    (True, True, False)
    """
    if is_called(kind, noun) or is_called(noun, kind):
        return True
    return any(noun in words and any(is_called(kind, word) for word in words) for words in _APART)
