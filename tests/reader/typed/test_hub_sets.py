"""Sets of many members: the same answers as of few, by arrays."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgqa.kg.graph import Graph
from kgqa.reader.typed.measured import measures
from kgqa.reader.typed.sets import of_kind
from kgqa.reader.vocabulary import kinds_of
from kgqa.reader.vocabulary.ids import Ids, rows_of, some_of
from kgqa.reader.vocabulary.kinds_of import KindsOf
from kgqa.types import Entity, Literal, Triple

NAMES = st.sampled_from(list("abcdefgh"))
KINDS = st.lists(st.builds(Triple, NAMES, st.sampled_from(["instance of", "type", "subclass of", "near"]), NAMES))
TYPES = st.dictionaries(NAMES, st.lists(st.sampled_from(["c", "river"]), max_size=2, unique=True).map(tuple))


@given(facts=KINDS, types=TYPES)
def test_kinds_of_many_are_those_of_each(facts: list[Triple], types: dict[str, tuple[str, ...]]) -> None:
    """Cycles of classes, members that are classes themselves and things without any kind among them."""
    entities = [Entity(id, id, types=types.get(id, ())) for id in "abcdefgh"]
    graph = Graph.build([*facts, Triple("a", "near", "b")], entities)
    rows = np.array([-1, *range(graph.n_entities), 2], np.int64)
    ids = list(graph.ids)
    with patch.object(kinds_of, "ALONE", 0):
        groups, kinds = KindsOf(graph).grouped(rows)
        together = of_kind(ids, "c", KindsOf(graph))
    each = KindsOf(graph)
    assert [kinds[group] for group in groups.tolist()] == [
        () if row < 0 else each(graph.ids[row]) for row in rows.tolist()
    ]
    assert sorted(set(groups.tolist())) == list(range(len(kinds)))
    assert of_kind(ids, "c", KindsOf(graph)) == together


def test_ids_are_named_when_they_are_asked_for() -> None:
    graph = Graph.build([Triple(name, "r", "z") for name in "abc"])
    ids = Ids(graph, np.array([0, 2]))
    assert list(ids) == ["a", "c"] and ids[1] == "c" and list(ids[1:]) == ["c"] and len(ids) == 2
    assert "c" in ids and "b" not in ids and "q" not in ids
    assert list(some_of(ids, np.array([1]))) == list(some_of(["a", "c"], np.array([1]))) == ["c"]
    assert rows_of(["c", "q"], graph).tolist() == [2, -1] and rows_of(ids, graph) is ids.rows


def test_a_member_has_the_hull_of_its_values_and_a_release_is_the_first() -> None:
    facts = [("a", "length", "2 km"), ("a", "length", "3 km"), ("b", "length", "long"), ("c", "length", "5 kg"),
             ("c", "length", "1 m"), ("a", "release date", "1999"), ("a", "release date", "1998-05-01"),
             ("b", "release date", "2001")]  # fmt: skip
    graph = Graph.build([Triple(head, relation, Literal(value)) for head, relation, value in facts])
    (length,) = measures(["a", "b", "c", "nobody"], "number", ["length"], "", "", graph, {})
    assert length.at.tolist() == [0] and not length.whole
    assert (length.values[0].low, length.values[0].high, length.values[0].unit) == (2000.0, 3000.0, "m")
    assert [node.value for node in length.nodes(0, graph)] == ["2 km", "3 km"]
    (release,) = measures(["nobody", "a", "b"], "date", [], "which film came first", "film", graph, {})
    assert release.at.tolist() == [1, 2] and not release.whole
    assert [node.value for node in release.nodes(0, graph)] == ["1998-05-01"]
