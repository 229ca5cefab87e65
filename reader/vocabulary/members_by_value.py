"""Who is meant by a noun that is a value of theirs: nurses have the role "nurse"; employees are the persons of a
graph."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.reader.network.found import Chosen
from kgqa.reader.vocabulary.ids import Ids
from kgqa.reader.vocabulary.members_of_kind import members_of_kind
from kgqa.reader.vocabulary.said_of import says_having
from kgqa.reader.vocabulary.values_by_name import values_of

PERSONS = frozenset(("person", "people", "employee", "staff", "colleague", "worker", "member", "somebody", "anyone"))
"""Nouns, singular, for whoever there is."""


def members_by_value(noun: str, graph: Graph) -> tuple[Sequence[str], Chosen, float] | None:
    """All who are what a noun in the singular says by a value of one relation (a role, a status), as
    :func:`kgqa.reader.vocabulary.members_of_kind.members_of_kind` has them; None where there are fewer than two."""
    if noun in PERSONS:
        return members_of_kind("person", graph)
    ways: dict[int, list[int]] = {}
    for value in values_of(graph)(fold(noun).split()):
        if not value.is_flag and says_having(fold(graph.relation(value.relation).label), (), (), is_person=True):
            ways.setdefault(value.relation, []).append(value.row)
    if len(ways) != 1:
        return None
    ((relation, rows),) = ways.items()
    heads, tails = graph.pairs(relation)
    ids = Ids(graph, np.unique(heads[np.isin(tails, rows)]))
    return (ids, Chosen(among=tuple(ids)), 1.0) if len(ids) > 1 else None
