"""Statements: facts with qualifiers, each an entity of its own, which leads to the parts of its fact and to them.

This is the n-ary pattern of the W3C's "Defining N-ary Relations on the Semantic Web" (2006), and what Wikidata does
with its statement nodes. The fact itself stands beside it, as plain as it would without qualifiers, and all of it is
facts and entities like others, which every format holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.types import Entity, Literal, Node, Triple

PREFIX = "urn:kgqa-statement:"
"""How the ids of statements begin, and of the relations to the parts of their facts."""

SUBJECT, PREDICATE, OBJECT = (PREFIX + part for part in ("subject", "predicate", "object"))
"""Relations from a statement to its fact's head, to its relation's id (a literal), and to its tail."""

PARTS = frozenset((SUBJECT, PREDICATE, OBJECT))

TYPE = "statement"

_LONGEST = 80

Qualifier = tuple[str, Literal]
"""The id of a relation, and a value."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its qualifiers, sorted and distinct."""

    id: str
    fact: Triple
    qualifiers: tuple[Qualifier, ...]

    @classmethod
    def of(cls, fact: Triple, qualifiers: Iterable[Qualifier], name: str = "") -> Statement:
        """The statement that ``name`` tells from all others; without one, its fact and qualifiers do.

        >>> Statement.of(Triple("Ida", "played in", "Salt"), [("role", Literal("nurse"))], "17").id
        'urn:kgqa-statement:17'
        """
        held = tuple(sorted(set(qualifiers), key=lambda one: (one[0], *_parts(one[1]))))
        return cls(PREFIX + (name or _hash(fact, held)), Triple(fact.head, fact.relation, fact.tail), held)

    @classmethod
    def read(cls, triples: Iterable[Triple]) -> Statement | None:
        """The statement that all the facts of one entity say; None where they say anything else."""
        parts: dict[str, Node] = {}
        qualifiers: list[Qualifier] = []
        id = ""
        for triple in triples:
            id = triple.head
            if triple.relation in PARTS:
                if triple.relation in parts:
                    return None
                parts[triple.relation] = triple.tail
            elif isinstance(triple.tail, Literal):
                qualifiers.append((triple.relation, triple.tail))
            else:
                return None
        head, relation, tail = (parts.get(part) for part in (SUBJECT, PREDICATE, OBJECT))
        if not isinstance(head, str) or not isinstance(relation, Literal) or tail is None or not qualifiers:
            return None
        if not id.startswith(PREFIX) or id == PREFIX or not relation.value or relation != Literal(relation.value):
            return None
        return cls.of(Triple(head, relation.value, tail), qualifiers, id.removeprefix(PREFIX))

    @property
    def name(self) -> str:
        """What tells it from all others: its id without what all of them begin with."""
        return self.id.removeprefix(PREFIX)

    def triples(self) -> Iterator[Triple]:
        """The facts that lead from it; its own fact is not among them."""
        yield Triple(self.id, SUBJECT, self.fact.head)
        yield Triple(self.id, PREDICATE, Literal(self.fact.relation))
        yield Triple(self.id, OBJECT, self.fact.tail)
        for relation, value in self.qualifiers:
            yield Triple(self.id, relation, value)

    def entity(self, head: str, relation: str, tail: str) -> Entity:
        """The entity, called by the labels of its fact's parts."""
        return Entity(self.id, " – ".join(map(_short, (head, relation, tail))), types=(TYPE,))


def entity_in(statement: Statement, graph: Graph) -> Entity:
    """The entity of a statement as the labels of a graph call it."""
    fact = statement.fact
    index = graph.relation_index(fact.relation)
    relation = relation_label(fact.relation) if index is None else graph.relation(index).label
    return statement.entity(_label(fact.head, graph), relation, _label(fact.tail, graph))


def statement_rows(graph: Graph) -> Array:
    """(n,) sorted rows of the statements of a graph; of one without any, nothing is looked at."""
    index = graph.relation_index(SUBJECT)
    return np.zeros(0, np.int64) if index is None else np.unique(graph.pairs(index)[0])


def named_entities(graph: Graph) -> Iterator[Entity]:
    """The entities of a graph that texts may name: all but its statements."""
    no_names = set(statement_rows(graph).tolist())
    return (graph.entity(row) for row in range(graph.n_entities) if row not in no_names)


def count_qualifiers(graph: Graph) -> int:
    """How many qualifiers the statements of a graph have."""
    rows = statement_rows(graph)
    if not rows.size:
        return 0
    parts = [index for part in PARTS if (index := graph.relation_index(part)) is not None]
    return int((~np.isin(graph.expand(rows)[1], parts)).sum())


def without_statements(graph: Graph) -> Graph:
    """The same rows and numbers without the facts that lead from statements: what is asked as if it had no qualifiers.

    A graph without statements is given back as it is.
    """
    rows = statement_rows(graph)
    return graph.without(rows) if rows.size else graph


def _hash(fact: Triple, qualifiers: tuple[Qualifier, ...]) -> str:
    tail = list(_parts(fact.tail)) if isinstance(fact.tail, Literal) else fact.tail
    said = [fact.head, fact.relation, tail, [[relation, *_parts(value)] for relation, value in qualifiers]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _parts(literal: Literal) -> tuple[str, str, str]:
    return literal.value, literal.datatype, literal.lang


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _label(node: Node, graph: Graph) -> str:
    if isinstance(node, Literal):
        return node.value
    row = graph.row(node)
    return label_of(node) if row is None else graph.label(row)
