"""What verify asks of stored arrays, one broken rule at a time."""

from itertools import product

import numpy as np
import pytest

from kgqa import Literal, Passage, Triple
from kgqa.kg import checks
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.checks import check_graph, check_passages, check_strings
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.strings import ListTable, StringTable


def stored(tmp_path, arrays, **changes) -> ArrayFile:
    changed = {name.replace("__", "."): array for name, array in changes.items()}
    assert changed.keys() <= arrays.keys()
    write_arrays(tmp_path / "a", {**arrays, **changed}, {})
    return ArrayFile.open(tmp_path / "a")


def offsets(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("l__offsets", (0, 1, 3, 3), "an offset cuts a character in two"),
        ("l__offsets", (0, 3, 2, 3), "l.offsets: must rise from 0 to 3"),
        ("l__rows", (0, 4, 3), "l.rows: must rise from 0 to 3"),
        ("l__rows", (0, 1), "l.rows: must rise from 0 to 3"),
    ],
)
def test_strings(tmp_path, name, values, message):
    arrays = ListTable.build([["é", "b"], [""]]).arrays("l")
    assert list(check_strings(stored(tmp_path, arrays))) == []
    (problem,) = check_strings(stored(tmp_path, arrays, **{name: offsets(*values)}))
    assert problem.endswith(message)


def test_a_head_must_be_an_entity(tmp_path):
    arrays = Graph.build([Triple("a", "r", Literal("1"))]).arrays()
    assert list(check_graph(stored(tmp_path, arrays))) == []
    (problem,) = check_graph(
        stored(
            tmp_path,
            arrays,
            out__offsets=offsets(0, 0, 1),
            out__others=np.array([0], np.int32),
            in__offsets=offsets(0, 1, 1),
            in__others=np.array([1], np.int32),
        )
    )
    assert problem.endswith("a head must be an entity, found row 1")


@pytest.mark.parametrize("at_a_time", [1, 2, 1 << 20])
def test_triples_must_rise_wherever_they_are_cut(tmp_path, monkeypatch, at_a_time):
    monkeypatch.setattr(checks, "_ROWS", at_a_time)
    arrays = Graph.build([Triple(*ids) for ids in product("abc", "rs", "ab")]).arrays()
    assert list(check_graph(stored(tmp_path, arrays))) == []
    for at in range(11):
        if at % 4 == 3:
            continue  # at + 1 is of another head
        for places in ((at + 1, at), (at, at)):
            order = np.arange(12)
            order[[at, at + 1]] = places
            changed = {f"out__{name}": arrays[f"out.{name}"][order] for name in ("relations", "others")}
            problem = next(check_graph(stored(tmp_path, arrays, **changed)))
            assert problem.endswith("out: triples must be distinct and sorted by (head, relation, tail)")


def test_literals_must_be_sorted(tmp_path):
    graph = Graph.build([Triple("a", "r", Literal("1")), Triple("a", "r", Literal("2"))])
    arrays = StringTable.build(["2", "1"]).arrays("literals.values")
    (problem,) = check_graph(stored(tmp_path, {**graph.arrays(), **arrays}))
    assert "literals: must be distinct and sorted" in problem


def test_passages(tmp_path):
    arrays = PassageTable.build([Passage("p", "d", "T", "x"), Passage("q", "d", "T", "x")]).arrays()
    assert list(check_passages(stored(tmp_path, arrays))) == []
    (problem,) = check_passages(stored(tmp_path, arrays, passages__starts=offsets(0, -4)))
    assert problem.endswith("passages.starts: must be from 0, found -4")
    twice = StringTable.build(["p", "p"]).arrays("passages.ids")
    (problem,) = check_passages(stored(tmp_path, {**arrays, **twice}))
    assert "passages.ids: must be distinct and sorted" in problem
