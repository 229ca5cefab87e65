"""The relation that members of a set are measured by, and each member's value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as Choice

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.operations import FAMILIES, family
from kgqa.reader.quantities import Quantity, date, hull, number, unit
from kgqa.reader.typed.works import is_work
from kgqa.types import Literal, Node, Relation

SAMPLED = 200
"""Members whose relations are looked at for one that measures them."""

HINTED = 0.2
"""Least probability of the chain through a relation, by the path scorer, where no word names the relation."""

RELEASED = 0.95
"""How well a date of release is meant by "first" or "latest" of a work."""

_DATED = re.compile(r"\b(?:date|year|time|when|since)\b")
_POPULATED = ("city", "town", "village", "settlement", "municipality", "capital", "community")


@dataclass(frozen=True, slots=True)
class Measured:
    """``values``: of each member for which one is known; ``nodes``: what they were read from; ``fit``: how well the
    question means the relation, in (0, 1]; ``scale``: the unit in the relation's name and how many of the base unit it
    is, ("", 1.0) where it names none. ``whole``: whether ``nodes`` are all that the relation leads to."""

    relation: Relation
    values: Mapping[str, Quantity]
    nodes: Mapping[str, tuple[Node, ...]]
    fit: float
    scale: tuple[str, float] = ("", 1.0)
    whole: bool = True

    @property
    def label(self) -> str:
        """The relation's name, less its unit."""
        return re.sub(r"\s*\([^)]*\)$", "", self.relation.label)


def measures(
    members: Sequence[str],
    sort: Choice["date", "number"],
    wanted: Sequence[str],
    words: str,
    noun: str,
    graph: Graph,
    hints: Mapping[str, float],
) -> list[Measured]:
    """The relations that ``members`` may be measured by, the best first, ties by id.

    ``wanted``: families of relations or words, as of a limit; ``words``: the question; ``hints``: the path scorer's
    probability of the chain through a relation, by its id.
    """
    found = []
    for index in _relations(members[:SAMPLED], graph):
        relation = graph.relation(index)
        fit = _fit(relation, sort, wanted, words, noun, hints.get(relation.id, 0.0))
        if fit <= 0:
            continue
        values, nodes, whole = _values(members, relation, sort, graph)
        if values:
            found.append(Measured(relation, values, nodes, fit, _scale(relation), whole))
    return sorted(found, key=lambda one: (-round(one.fit, 4), -len(one.values), one.relation.id))


def _relations(members: Iterable[str], graph: Graph) -> list[int]:
    rows = (row for member in members if (row := graph.row(member)) is not None)
    return sorted({int(index) for row in rows for index in graph.out_edges(row)[0]})


def _fit(
    relation: Relation,
    sort: Choice["date", "number"],
    wanted: Sequence[str],
    words: str,
    noun: str,
    hint: float,
) -> float:
    names = [name.lower() for name in (relation.label, *relation.aliases)]
    is_dated = bool(family(relation.label)) or any(_DATED.search(name) for name in names)
    if sort == "date" and (not is_dated or (family(relation.label) == "country")):
        return 0.0
    order = list(wanted)
    if "population" in order and "area" in order and noun in _POPULATED:
        order = ["population", *order]
    for place, word in enumerate(order):
        parts = FAMILIES.get(word, (word,))
        if any(re.search(rf"\b{re.escape(part)}", name) for part in parts for name in names):
            return 1.0 - 0.02 * min(place, 10)
    own = {stem(word) for name in names for word in fold(name).split()} - _SMALL
    asked = {stem(word) for word in fold(words).split()}
    if sort == "number":
        return 0.4 + 0.5 * hint if hint >= HINTED else 0.0
    if not wanted:
        if is_work(noun) and family(names[0]) == "release":
            return RELEASED
        return min(
            0.95, 0.6 + 0.2 * bool(own & asked - {"dat", "year"}) + 0.1 * hint + _USUAL.get(family(names[0]), 0.0)
        )
    return 0.7 if not family(relation.label) else 0.0  # "year" or "date" may be that of what is asked


_SMALL = {"of", "the", "in", "by", "at", "a", "an", "to"}
_USUAL = {"release": 0.04, "birth": 0.03, "founding": 0.03, "making": 0.02}


def _values(
    members: Sequence[str], relation: Relation, sort: Choice["date", "number"], graph: Graph
) -> tuple[dict[str, Quantity], dict[str, tuple[Node, ...]], bool]:
    values: dict[str, Quantity] = {}
    nodes: dict[str, tuple[Node, ...]] = {}
    whole = True
    is_release = sort == "date" and family(relation.label) == "release"
    for member in members:
        ends = sorted((triple.tail for triple in graph.match(member, relation.id)), key=_in_order)
        read = [(quantity, end) for end in ends if (quantity := parsed(end, sort, graph)) is not None]
        if is_release and read:
            # What is released again came out before.
            read = [min(read, key=lambda pair: (pair[0].high, pair[0].low))]
        whole = whole and len(read) == len(ends)
        value = hull([quantity for quantity, _ in read])
        if value is not None:
            values[member] = value
            nodes[member] = tuple(end for _, end in read)
    return values, nodes, whole


def parsed(node: Node, sort: Choice["date", "number"], graph: Graph) -> Quantity | None:
    """What a node says as a date or as a number; None where it says none."""
    text = node_name(node, graph).strip()
    if sort == "number":
        return number(text)
    return date(text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text)


def _scale(relation: Relation) -> tuple[str, float]:
    found = re.search(r"\(([^)]*)\)$", relation.label)
    return (found and unit(found[1])) or ("", 1.0)


def _in_order(node: Node) -> tuple[str, str, str]:
    return (node.value, node.datatype, node.lang) if isinstance(node, Literal) else (node, "", "")
