"""Stretches of one relation against a look at every edge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.kg import runs
from kgqa.kg.csr import Csr

N_ROWS, N_KINDS = 6, 5
EDGES = st.lists(st.tuples(st.integers(0, N_ROWS - 1), st.integers(0, N_KINDS - 1), st.integers(0, 40)), max_size=90)
ROWS = st.lists(st.integers(0, N_ROWS - 1), max_size=14)  # a row may come twice


@pytest.fixture(scope="module", params=[(0, 0, 1), (3, 32, 128), (3, 0, 1), (256, 32, 2)], autouse=True)
def read(request):
    """Rows that are halved, all, some and none; found one by one and together; read as stretches and by places."""
    names = ("READ", "SCANNED", "_FEW_LONG", "_JOINED")
    before = [getattr(runs, name) for name in names]
    few, long, joined = request.param
    for name, number in zip(names, (few, few, long, joined), strict=True):
        setattr(runs, name, number)
    yield
    for name, number in zip(names, before, strict=True):
        setattr(runs, name, number)


def made(edges):
    table = np.unique(np.array(edges, np.int64).reshape(-1, 3), axis=0)
    return Csr.build(table[:, 0], table[:, 1], table[:, 2], 41)


@settings(max_examples=80, deadline=None)
@given(edges=EDGES, rows=ROWS)
def test_runs_are_the_relations_of_each_row(edges, rows):
    csr = made(edges)
    expected = []
    for place, row in enumerate(rows):
        kinds, others = csr.edges(row)
        for kind in sorted(set(kinds.tolist())):
            ends = others[kinds == kind].tolist()
            expected.append((place, kind, len(ends), ends[0]))
    found = csr.runs(np.array(rows, np.int64))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == expected


@settings(max_examples=80, deadline=None)
@given(edges=EDGES, rows=ROWS, kind=st.integers(0, N_KINDS), data=st.data())
def test_along_is_expand_of_a_relation(edges, rows, kind, data):
    csr = made(edges)
    at = np.array(rows, np.int64)
    sources, relations, others = csr.expand(at)
    keep = relations == kind
    one = csr.along(at, kind)
    assert one[0].tolist() == sources[keep].tolist() and one[1].tolist() == others[keep].tolist()
    wanted = np.array(data.draw(st.lists(st.integers(0, N_KINDS), min_size=len(rows), max_size=len(rows))), np.int64)
    keep = relations == wanted[sources]
    each = csr.along(at, wanted)
    assert each[0].tolist() == sources[keep].tolist() and each[1].tolist() == others[keep].tolist()
    few = list(zip(*(column.tolist() for column in csr.along(at, wanted, 2)), strict=True))
    assert set(few) <= set(zip(each[0].tolist(), each[1].tolist(), strict=True))
    assert all(
        sum(source == place for source, _ in few) == min(2, int((each[0] == place).sum())) for place in range(len(rows))
    )


@settings(max_examples=80, deadline=None)
@given(edges=EDGES, rows=ROWS, most=st.integers(1, 4))
def test_some_edges_of_each_relation(edges, rows, most):
    csr = made(edges)
    at = np.array(rows, np.int64)
    whole = list(zip(*(column.tolist() for column in csr.expand(at)), strict=True))
    some = list(zip(*(column.tolist() for column in csr.some(at, most)), strict=True))
    assert some == sorted(set(some) & set(whole))
    for place, kind in {(place, kind) for place, kind, _ in whole}:
        own = sum((p, k) == (place, kind) for p, k, _ in whole)
        assert sum((p, k) == (place, kind) for p, k, _ in some) == min(most, own)


@given(counts=st.lists(st.integers(0, 300), max_size=6), most=st.integers(1, 90))
def test_spread_is_even(counts, most):
    ends = np.cumsum([0, *counts])
    of, at = runs.spread(ends[:-1], ends[1:], most)
    expected = [
        (number, int(ends[number]) + place)
        for number, count in enumerate(counts)
        for place in np.linspace(0, count - 1, min(count, most)).astype(np.int64).tolist()
    ]
    assert list(zip(of.tolist(), at.tolist(), strict=True)) == expected


def test_what_a_hub_has_is_not_read():
    """Of a row of many edges as few are looked at as finding the relations takes."""
    n = 100_000
    table = np.stack([np.zeros(n, np.int64), np.arange(n) * 7 // n, np.arange(n)], axis=1)
    csr = Csr.build(*table.T, n)
    looked = _Counted(csr.relations)
    sources, begins, _ = runs.runs(csr.offsets, looked, np.array([0]))
    assert sources.tolist() == [0] * 7 and csr.relations[begins].tolist() == list(range(7))
    begins, ends = runs.stretches(csr.offsets, looked, np.zeros(40, np.int64), np.arange(40))
    assert (ends - begins).sum() == n and not (ends - begins)[7:].any()
    assert looked.count < 3000 or runs.READ == 0


def test_a_long_row_of_many_relations_is_read():
    n = 40_000
    relations = np.sort(np.random.default_rng(2).integers(0, 300, n))
    csr = Csr.build(np.zeros(n, np.int64), relations, np.arange(n), n)
    sources, begins, ends = runs.runs(csr.offsets, csr.relations, np.array([0, 0]))
    assert sources.tolist() == [0] * 300 + [1] * 300
    kinds, firsts, counts = np.unique(relations, return_index=True, return_counts=True)
    assert csr.relations[begins].tolist() == kinds.tolist() * 2
    assert begins.tolist() == firsts.tolist() * 2 and (ends - begins).tolist() == counts.tolist() * 2


class _Counted:
    """An array that counts how many of its numbers are taken."""

    def __init__(self, numbers):
        self._numbers = numbers
        self.count = 0

    def __getitem__(self, at):
        self.count += len(self._numbers[at])
        return self._numbers[at]
