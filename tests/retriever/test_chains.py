"""Chains against a plain walk over a Python set."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever import chains, row_sets
from kgqa.retriever.chains import Layer, around, beyond, discover, further, onward, steps_in, walk

names = st.sampled_from(list("abcdefgh"))
triples = st.lists(st.builds(Triple, names, st.sampled_from(["r", "s", "t"]), names), min_size=1, max_size=25)


def plain_ends(facts: set[Triple], start: object, steps: list[tuple[str, bool]]) -> set[object]:
    frontier = {start}
    before: tuple[str, bool] | None = None
    for relation, inverse in steps:
        frontier = {
            (t.head if inverse else t.tail)
            for t in facts
            if t.relation == relation and (t.tail if inverse else t.head) in frontier
        }
        if before == (relation, not inverse):
            frontier -= {start}
        before = (relation, inverse)
    return frontier - {start} or frontier


@given(triples)
def test_discovered_chains_are_those_that_lead_somewhere(facts: list[Triple]) -> None:
    graph = Graph.build(facts)
    start = facts[0].head
    row = graph.row(start)
    assert row is not None
    steps = [(graph.relation(i).id, inverse) for i in range(graph.n_relations) for inverse in (False, True)]
    found = {tuple(steps[code] for code in chain) for chain in discover(graph, row, 2)}
    possible = [(a,) for a in steps] + [(a, b) for a in steps for b in steps]
    assert found == {c for c in possible if plain_ends(set(facts), start, list(c))}


@given(triples)
def test_walks_end_where_a_plain_walk_does_and_prove_it(facts: list[Triple]) -> None:
    graph = Graph.build(facts)
    row = graph.row(facts[0].head)
    assert row is not None
    for chain in discover(graph, row, 2):
        layers, edges = walk(graph, row, chain)
        steps = [(graph.relation(code // 2).id, bool(code % 2)) for code in chain]
        ends = {graph.node(int(end)) for end in layers[-1]}
        assert ends == plain_ends(set(facts), facts[0].head, steps)
        assert {int(far) for _, far in edges[-1]} == set(layers[-1].tolist())
        for code, pairs in zip(chain, edges, strict=True):
            for near, far in pairs.tolist():
                head, tail = (far, near) if code % 2 else (near, far)
                assert Triple(str(graph.node(head)), graph.relation(code // 2).id, graph.node(tail)) in set(facts)


@given(triples, st.sampled_from([0, 2, 5, 1024]))
def test_the_last_hop_needs_no_ends(facts: list[Triple], wide: int) -> None:
    """Chains are listed alike with the nodes they lead to and without, whichever nodes count as having many edges."""
    graph = Graph.build(facts)
    row = graph.row(facts[0].head)
    assert row is not None
    layer = Layer.at(row)
    with patch.object(chains, "WIDE", wide):
        for _ in range(3):
            longer = onward(graph, row, layer)
            assert further(graph, row, layer).tolist() == longer.chains.tolist()
            layer = longer
        known = around(graph, row, 3)
    assert known.met.tolist() == steps_in(known.tables).tolist()


def test_values_are_ends_and_nothing_is_walked_through_them() -> None:
    year = Literal("1995", "date")
    graph = Graph.build([Triple("Heat", "year", year), Triple("Casino", "year", year)])
    row = graph.row("Heat")
    assert row is not None
    assert discover(graph, row, 2) == [(0,)]
    assert [graph.node(int(n)) for n in walk(graph, row, (0,))[0][-1]] == [year]


def test_a_step_that_undoes_the_one_before_does_not_lead_back() -> None:
    family = [Triple("Eva", "child", "Per"), Triple("Per", "mother", "Eva"), Triple("Per", "father", "Jon")]
    graph = Graph.build([*family, Triple("Per", "admires", "Per")])
    row, step = graph.row("Eva"), {graph.relation(i).id: 2 * i for i in range(graph.n_relations)}
    assert row is not None
    chains = discover(graph, row, 2)
    assert (step["child"], step["child"] ^ 1) not in chains
    back = (step["child"], step["mother"])
    assert back in chains and [graph.node(int(n)) for n in walk(graph, row, back)[0][-1]] == ["Eva"]
    on = (step["child"], step["mother"], step["child"])
    assert on in discover(graph, row, 3) and [graph.node(int(n)) for n in walk(graph, row, on)[0][-1]] == ["Per"]
    per = graph.row("Per")
    assert per is not None and (step["admires"],) in discover(graph, per, 1)


def test_of_several_ends_the_start_is_none() -> None:
    graph = Graph.build(
        [Triple("a", "wrote", "x"), Triple("x", "by", "a"), Triple("x", "by", "b"), Triple("a", "wrote", "y")]
    )
    row = graph.row("a")
    assert row is not None
    by, wrote = (2 * (graph.relation_index(r) or 0) for r in ("by", "wrote"))
    layers, edges = walk(graph, row, (wrote, by))
    assert [graph.node(int(n)) for n in layers[-1]] == ["b"]
    assert {tuple(graph.node(n) for n in pair) for pairs in edges for pair in pairs.tolist()} == {
        ("a", "x"),
        ("x", "b"),
    }


def test_a_hub_is_sampled_for_chains_and_walked_in_full() -> None:
    facts = [Triple("hub", "has", f"n{i:05}") for i in range(30_000)]
    facts += [Triple(f"n{i:05}", "in", f"place{i % 7}") for i in range(30_000)]
    graph = Graph.build(facts)
    row = graph.row("hub")
    assert row is not None
    chains = discover(graph, row, 2)
    assert len(chains) == 2
    assert len(walk(graph, row, chains[0])[0][-1]) == 30_000
    assert len(walk(graph, row, chains[1])[0][-1]) == 7


@given(triples, st.integers(0, 3), st.integers(0, 3))
def test_where_chains_are_too_many_the_best_are_gone_on_from(facts: list[Triple], listed: int, walked: int) -> None:
    """Whatever the limits: nothing that is no chain, whole tables first, and all of them where all are gone on from."""
    graph = Graph.build(facts)
    row = graph.row(facts[0].head)
    assert row is not None
    every = discover(graph, row, 3)
    with (
        patch.object(chains, "EDGES_LISTED", 8 * listed),
        patch.object(chains, "EDGES_WALKED", 4 * walked),
        patch.object(chains, "EDGES_CHOSEN", 10**6),
    ):
        known = around(graph, row, 3)
        whole = [tuple(chain) for table in known.tables for chain in table.tolist()]
        assert whole == [chain for chain in every if len(chain) <= len(known.tables)]
        found = list(known.tables)
        if known.rest is not None:
            found += beyond(graph, row, known, 3, lambda chains: np.zeros(len(chains)))
        assert [tuple(chain) for table in found for chain in table.tolist()] == every
        if known.rest is not None and len(known.tables) == 2:
            with patch.object(chains, "CHOSEN", 1):
                (few,) = beyond(graph, row, known, 3, lambda table: np.arange(len(table)))
            assert {tuple(chain) for chain in few.tolist()} <= set(every) and len(set(few[:, 0].tolist())) <= 1
            assert not beyond(graph, row, known, 3, lambda table: np.full(len(table), -np.inf))[0].size


def test_a_hub_of_many_relations_costs_what_is_chosen() -> None:
    """Chains of three steps would be half a million; those that a rank prefers are found."""
    rng = np.random.default_rng(3)
    names = [f"r{i:02}" for i in range(80)]
    facts = [Triple("hub", name, f"a{i}") for i, name in enumerate(names)]
    facts += [Triple(f"a{i}", names[r], f"b{rng.integers(9)}") for i in range(80) for r in range(80)]
    facts += [Triple(f"b{i}", names[r], f"c{i}") for i in range(9) for r in range(80)]
    graph = Graph.build(facts)
    row = graph.row("hub")
    assert row is not None
    with patch.object(chains, "EDGES_WALKED", 1000), patch.object(chains, "EDGES_CHOSEN", 5000):
        known = around(graph, row, 3)
        assert known.rest is not None and [table.shape[1] for table in known.tables] == [1, 2]
        wanted = (2 * 7, 2 * 11)
        (found,) = beyond(
            graph, row, known, 3, lambda table: (table == wanted[: table.shape[1]]).all(axis=1).astype(float)
        )
    assert {chain[2] for chain in found.tolist() if tuple(chain[:2]) == wanted} >= {2 * i for i in range(80)}
    assert len(found) < 50_000


@given(
    st.lists(st.sampled_from([-np.inf, -1.0, 0.0, 0.5, 2.0]) | st.floats(-9, 9), max_size=60),
    st.integers(0, 5),
    st.sampled_from([1, 40]),
)
def test_the_best_are_those_of_all_in_order(few: list[float], most: int, times: int) -> None:
    ranks = np.array(few * times)
    order = [place for place in np.argsort(-ranks, kind="stable").tolist() if ranks[place] > -np.inf]
    assert chains.best(ranks).tolist() == order
    assert chains.best(ranks, most).tolist() == order[:most]


@given(triples, st.sampled_from([0, 10**9]))
def test_numbers_that_are_marked_and_sorted_give_the_same(facts: list[Triple], spacious: int) -> None:
    graph = Graph.build(facts)
    row = graph.row(facts[0].head)
    assert row is not None
    expected = around(graph, row, 3)
    layer = onward(graph, row, Layer.at(row))
    with patch.object(row_sets, "_SPACIOUS", spacious):
        found = around(graph, row, 3)
        other = onward(graph, row, Layer.at(row))
    assert [table.tolist() for table in found.tables] == [table.tolist() for table in expected.tables]
    assert other.nodes.tolist() == layer.nodes.tolist() and other.bounds.tolist() == layer.bounds.tolist()
