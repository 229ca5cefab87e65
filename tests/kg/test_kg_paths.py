"""Ways between two entities against all of them, walked one by one; expansion with a limit against the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import Literal, Triple
from kgqa.kg import paths
from kgqa.kg.csr import Csr
from kgqa.kg.graph import Graph
from kgqa.kg.packing import Packing
from kgqa.kg.paths import Way, ways

NAMES = "abcdef"
FACTS = st.builds(
    Triple,
    st.sampled_from(NAMES),
    st.sampled_from("rst"),
    st.one_of(st.sampled_from(NAMES), st.just(Literal("1"))),
)


def all_ways(graph: Graph, start: int, end: int, hops: int) -> list[Way]:
    """By trying every step."""
    edges = graph.triples.tolist()
    steps = [(a, 2 * r, b) for a, r, b in edges] + [(b, 2 * r + 1, a) for a, r, b in edges]
    found: list[Way] = []
    frontier: list[Way] = [(start,)]
    for _ in range(hops):
        frontier = [
            (*way, code, b)
            for way in frontier
            for a, code, b in steps
            if a == way[-1] and b not in way[::2] and way[-1] != end and (b < graph.n_entities or b == end)
        ]
        found += sorted(way for way in frontier if way[-1] == end)
    return found


def by_rows(found: list[Way]) -> list[Way]:
    """In the order of ``ways``: by length, then what stands in the middle, then the codes around it."""
    return sorted(found, key=lambda way: (len(way), way[2:-2], way))


@pytest.fixture(scope="module", params=[(4096, 200_000), (0, 200_000), (6, 4)], autouse=True)
def sizes(request):
    """From which on an end is a hub, and edges that are looked at at once: no hub, hubs alone, both."""
    before = paths._MARKED, paths._AT_ONCE
    paths._MARKED, paths._AT_ONCE = request.param
    yield
    paths._MARKED, paths._AT_ONCE = before


@settings(max_examples=150, deadline=None)
@given(facts=st.lists(FACTS, min_size=1, max_size=25), hops=st.integers(1, 3), limit=st.integers(0, 40))
def test_ways_are_all_that_there_are(facts, hops, limit):
    graph = Graph.build(facts)
    start, end = 0, graph.n_entities - 1
    expected = all_ways(graph, start, end, hops)
    found = ways(graph, start, end, hops=hops, limit=10_000)
    assert by_rows(found) == by_rows(expected)
    assert [len(way) for way in found] == sorted(len(way) for way in found)
    cut = ways(graph, start, end, hops=hops, limit=limit)
    assert len(cut) == min(limit, len(expected)) and set(cut) <= set(expected)


def test_ways_to_a_literal_and_to_oneself():
    graph = Graph.build([Triple("a", "r", Literal("1")), Triple("b", "r", Literal("1")), Triple("a", "s", "b")])
    literal = graph.row(Literal("1"))
    assert literal is not None
    assert ways(graph, 0, literal) == [(0, 0, literal), (0, 2, 1, 0, literal)]
    assert ways(graph, 0, 0) == []
    with pytest.raises(ValueError, match="hops must be 1, 2 or 3, found 4"):
        ways(graph, 0, 1, hops=4)
    with pytest.raises(IndexError):
        ways(graph, 0, 9)


@settings(max_examples=100, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 9)), max_size=60),
    rows=st.lists(st.integers(0, 9), max_size=200),
    limit=st.integers(0, 90),
)
def test_a_limit_gives_the_first_edges(edges, rows, limit):
    table = np.array(edges, np.int64).reshape(-1, 3)
    csr = Csr.build(table[:, 0], table[:, 1], table[:, 2], 10)
    whole = csr.expand(np.array(rows, np.int64))
    cut = csr.expand(np.array(rows, np.int64), limit)
    for column, first in zip(whole, cut, strict=True):
        assert first.tolist() == column[:limit].tolist()


@settings(max_examples=100, deadline=None)
@given(
    sizes=st.tuples(st.integers(1, 2**31), st.integers(1, 2**20), st.integers(1, 2**31)),
    seed=st.integers(0, 99),
)
def test_packed_numbers_sort_as_what_they_hold(sizes, seed):
    packing = Packing.of(*sizes)
    if packing is None:
        assert sum((size - 1).bit_length() for size in sizes) > 63
        return
    rng = np.random.default_rng(seed)
    columns = [rng.integers(max(0, size - 3), size, 20) for size in sizes]
    keys = packing.pack(*columns)
    assert [column.tolist() for column in packing.unpack(keys)] == [column.tolist() for column in columns]
    assert np.array_equal(np.argsort(keys, kind="stable"), np.lexsort(columns[::-1]))
