"""What is drawn: by hops, fairly, up to a number, with all facts between what is drawn and the rest counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_sample import DORTE, SELMA, SHIP, TOWN, YARD, said, sample

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.pipelines.view.answered import picture_of
from kgqa.pipelines.view.grow import most_connected
from kgqa.pipelines.view.legend import COLOURS, legend
from kgqa.pipelines.view.picture import EDGES_A_NODE, Picture, around
from kgqa.types import (
    Answer,
    Entity,
    Evidence,
    Link,
    Literal,
    Mention,
    Passage,
    Path,
    Question,
    Result,
    Step,
    Support,
    Triple,
)


def facts(picture: Picture) -> set[tuple[str, str, str]]:
    return {(edge.head, edge.relation, edge.tail) for edge in picture.edges}


def test_a_neighbourhood_is_drawn_by_hops() -> None:
    one = around(sample(), [SELMA], hops=1)
    assert {node.id: node.distance for node in one.nodes} == {
        SELMA: 0, "Hask": 1, TOWN: 1, "Pilots' Guild": 1, SHIP: 1, DORTE: 1,
    }  # fmt: skip
    # Facts between neighbours are drawn too; of the outermost ones the rest was not asked for.
    assert (DORTE, "designed", SHIP) in facts(one) and one.left_out == 0
    assert {node.id: node.left_out for node in one.nodes}[DORTE] == 1
    two = around(sample(), [SELMA], hops=2, evidence=said)
    assert {node.id for node in two.nodes} > {node.id for node in one.nodes}
    assert facts(one) < facts(two)
    (commanded,) = [edge for edge in two.edges if edge.relation == "commanded"]
    assert [sentence.page for sentence in commanded.sentences] == [12, None]
    assert two.title == "Selma Quist"


def test_literals_are_drawn_and_lead_nowhere() -> None:
    graph = Graph.build(
        [Triple("a", "year", Literal("1921", "date")), Triple("b", "year", Literal("1921", "date")),
         Triple("a", "note", Literal("1921")), Triple("a", "odd", '"1921"^^date@')]
    )  # fmt: skip
    picture = around(graph, ["a"], hops=4)
    assert len({node.id for node in picture.nodes}) == 4, "a literal's made-up id is no entity's"
    assert sorted((node.label, node.literal) for node in picture.nodes) == [
        ('"1921"^^date@', False), ("1921", True), ("1921", True), ("a", False),
    ]  # fmt: skip
    groups, _ = legend(picture)
    assert [(group.kind, group.count) for group in groups] == [("untyped", 2), ("values", 2)]


def test_a_hub_stays_readable_and_the_rest_is_counted() -> None:
    spokes = [Triple(f"film{at:05}", "has genre", "drama") for at in range(30_000)]
    graph = Graph.build([*spokes, Triple("drama", "kind of", "genre"), Triple("film00007", "directed by", "ann")])
    picture = around(graph, ["drama"], hops=2, max_nodes=150)
    ids = [node.id for node in picture.nodes]
    assert len(ids) == 150
    assert {"genre", "film00007", "ann"} <= set(ids), "one relation does not crowd out the others"
    assert picture.nodes[0].left_out == 30_001 - sum("drama" in (edge.head, edge.tail) for edge in picture.edges)
    assert picture.left_out == picture.nodes[0].left_out
    assert around(graph, ["drama"], hops=1, max_nodes=150).left_out == 30_001 - 149


def test_edges_between_what_is_drawn_are_limited_too() -> None:
    names = [f"n{at:02}" for at in range(30)]
    graph = Graph.build([Triple(a, f"r{k}", b) for a in names for b in names for k in range(2)])
    picture = around(graph, ["n03"], hops=2, max_nodes=20)
    assert len(picture.nodes) == 20 and len(picture.edges) == EDGES_A_NODE * 20
    # Each of the 20 nodes has 120 facts within two hops; a fact that is not drawn counts once.
    among = 20 * 20 * 2
    assert picture.left_out == (among - len(picture.edges)) + 2 * 20 * 10 * 2


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=40),
    st.integers(1, 3),
    st.integers(1, 12),
    st.randoms(use_true_random=False),
)
def test_a_picture_is_sound_and_depends_on_content_alone(
    numbers: list[tuple[int, int, int]], hops: int, most: int, order: object
) -> None:
    triples = [Triple(f"e{a}", f"r{r}", f"e{b}") for a, r, b in numbers]
    start = triples[0].head
    picture = around(Graph.build(triples), [start], hops, most)
    order.shuffle(triples)  # type: ignore[attr-defined]  # hypothesis's random.Random
    assert around(Graph.build(triples), [start], hops, most) == picture
    ids = {node.id for node in picture.nodes}
    assert len(ids) == len(picture.nodes) <= most and picture.nodes[0].id == start
    between = {(t.head, t.relation, t.tail) for t in triples if t.head in ids and t.tail in ids}
    assert facts(picture) == between or len(picture.edges) == EDGES_A_NODE * most
    by_hops = {start: 0}
    for hop in range(1, hops + 1):
        for triple in triples:
            for one, other in ((triple.head, triple.tail), (triple.tail, triple.head)):
                if by_hops.get(one) == hop - 1:
                    by_hops.setdefault(str(other), hop)
    assert all(by_hops[node.id] == node.distance for node in picture.nodes)
    inner = {node.id for node in picture.nodes if node.distance < hops}
    beyond = {(t.head, t.relation, t.tail) for t in triples if t.head in inner or t.tail in inner} - facts(picture)
    # A fact that leads out at one end, or between drawn nodes without room, is counted once.
    assert picture.left_out >= len(beyond) and (picture.left_out == 0) == (not beyond)


def test_sizes_and_starts_are_checked() -> None:
    with pytest.raises(InputError, match="no entity 'nobody'"):
        around(sample(), ["nobody"])
    with pytest.raises(InputError, match="hops must be from 1 to 4, found 5"):
        around(sample(), [SELMA], hops=5)
    with pytest.raises(InputError, match="max_nodes must be from 2 to 1000, found 1"):
        around(sample(), [SELMA, DORTE], max_nodes=1)
    assert around(sample(), []) == Picture("", (), ())


def test_the_most_connected_come_first() -> None:
    assert most_connected(sample(), 2) == [SHIP, TOWN]
    assert most_connected(Graph.build([], [Entity("a", "a")]), 2) == []


def test_only_the_commonest_types_have_a_colour() -> None:
    entities = [Entity(f"e{at}", f"e{at}", types=(f"type {at % 10}",)) for at in range(24)]
    picture = around(Graph.build([Triple("e0", "r", entity.id) for entity in entities], entities), ["e0"])
    groups, group_of = legend(picture)
    assert [group.name for group in groups] == [*(f"type {at}" for at in range(COLOURS)), "other types"]
    assert sum(group.count for group in groups) == 24 == len(group_of)
    assert groups[group_of["e9"]].kind == "others"


def answered(**changes: object) -> Result:
    graph = sample()
    path = Path(
        YARD,
        (Step("built"), Step("commanded", True)),
        (SELMA,),
        (Triple(YARD, "built", SHIP), Triple(SELMA, "commanded", SHIP)),
    )
    text = "The town grew. In 1961 S. Quist took command. She stayed."
    passage = Passage("p1", "d1", "A harbour", text, 100)
    yard, selma = graph.entity_by_id(YARD), graph.entity_by_id(SELMA)
    assert yard and selma
    return Result(
        Question("1", "Who commanded what Tarn & Vole built?"),
        (Link(Mention(19, 30, "Tarn & Vole"), yard, 0.9),),
        (Evidence(passage, text, 1.0, "text"), Evidence(path, "", 1.0, "graph")),
        changes.get("answers", (Answer("Selma Quist", 0.83, "entity", (Support(0, 23, 31), Support(1)), (selma,)),)),  # type: ignore[arg-type]  # a test's own table
        str(changes.get("abstained", "")),
    )


def test_an_answer_is_drawn_with_what_it_rests_on() -> None:
    picture = picture_of(answered(), sample(), evidence=said)
    assert picture.title == "Who commanded what Tarn & Vole built?"
    assert picture.lines == ("Selma Quist (83% sure)",)
    on = {(edge.head, edge.relation, edge.tail) for edge in picture.edges if edge.highlighted}
    assert on == {(YARD, "built", SHIP), (SELMA, "commanded", SHIP)}
    assert {node.id: node.role for node in picture.nodes if node.role} == {YARD: "asked", SELMA: "answer"}
    (quote,) = picture.quotes
    assert quote.text == "In 1961 S. Quist took command." and quote.text[quote.start : quote.end] == "S. Quist"
    assert quote.at == 115


def test_an_abstention_is_drawn_with_its_reason() -> None:
    picture = picture_of(answered(answers=(), abstained="no fact decides it"), sample())
    assert picture.lines == ("No answer: no fact decides it", "nearest, passage p1: Quist took command.")
    assert [node.id for node in picture.nodes if node.role] == [YARD]
    assert not picture.quotes and not any(edge.highlighted for edge in picture.edges)
