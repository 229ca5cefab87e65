"""Chains around a hub are those of all its edges."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.kg.graph import Graph
from kgqa.retriever import hubs
from kgqa.retriever.chains import discover
from kgqa.types import Triple

EDGE = st.tuples(st.integers(0, 12), st.sampled_from("rst"), st.integers(0, 12))


@given(st.lists(EDGE, min_size=1, max_size=80), st.integers(1, 6), st.booleans())
def test_every_relation_of_every_node(edges: list[tuple[int, str, int]], most: int, inverse: bool) -> None:
    graph = Graph.build([Triple(f"n{h}", r, f"n{t}") for h, r, t in edges])
    nodes = np.array([*range(graph.n_entities), 0], np.int64)  # a node may come twice
    everything = set(zip(*(column.tolist() for column in graph.expand(nodes, inverse=inverse)), strict=True))
    old = hubs.HUB, hubs.OF_EACH
    hubs.HUB, hubs.OF_EACH = 2, most
    try:
        some = list(zip(*(column.tolist() for column in hubs.some_edges(graph, nodes, inverse=inverse)), strict=True))
    finally:
        hubs.HUB, hubs.OF_EACH = old
    assert set(some) <= everything and len(set(some)) == len(some)
    assert {(node, kind) for node, kind, _ in some} == {(node, kind) for node, kind, _ in everything}
    for node, kind in {(node, kind) for node, kind, _ in everything}:
        of_kind = sum((n, k) == (node, kind) for n, k, _ in some)
        assert of_kind >= min(most, sum((n, k) == (node, kind) for n, k, _ in everything))


@settings(max_examples=20)
@given(st.lists(EDGE, min_size=1, max_size=60))
def test_chains_past_a_hub(edges: list[tuple[int, str, int]]) -> None:
    spokes = [Triple(f"spoke{i}", "near", "n0") for i in range(hubs.HUB + 5)]
    graph = Graph.build([*(Triple(f"n{h}", r, f"n{t}") for h, r, t in edges), *spokes])
    start = graph.row("spoke7")
    assert start is not None
    found = discover(graph, start, 2)
    hub = graph.row("n0")
    assert hub is not None
    kinds = set(graph.out_edges(hub)[0].tolist())
    near = graph.relation_index("near")
    assert {chain[1] for chain in found if len(chain) == 2 and chain[0] == 2 * near} >= {2 * kind for kind in kinds}
