"""Chains against a plain walk over a Python set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa import Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever.chains import discover, walk

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
    chains = {tuple(steps[code] for code in chain) for chain in discover(graph, row, 2)}
    possible = [(a,) for a in steps] + [(a, b) for a in steps for b in steps]
    assert chains == {c for c in possible if plain_ends(set(facts), start, list(c))}


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
