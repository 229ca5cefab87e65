"""The graph against plain Python sets, and its numbering against every order of its input."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Passage, Relation, StoreError, Triple
from kgqa.kg import graph as graph_module
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.digest import digest
from kgqa.kg.graph import Graph
from kgqa.kg.literals import LiteralTable
from kgqa.kg.names import is_iri, label_of, relation_label
from kgqa.kg.passages import PassageTable

ids = st.text("ab é_中", min_size=1, max_size=2)
literals = st.builds(Literal, ids, st.sampled_from(["", "number"]), st.sampled_from(["", "en"]))
triples = st.builds(Triple, ids, st.sampled_from(["r", "s", "t"]), ids | literals)
entities = st.builds(
    Entity, ids, st.text("xyz", max_size=2), st.lists(ids, max_size=2).map(tuple), st.text("d", max_size=1)
)
relations = st.builds(Relation, st.sampled_from(["r", "u"]), st.text("xyz", max_size=2))
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(tmp_path, graph: Graph) -> Graph:
    write_arrays(tmp_path / "graph", graph.arrays(), {})
    return Graph.load(ArrayFile.open(tmp_path / "graph"))


@quick
@given(facts=st.lists(triples, max_size=25), data=st.data())
def test_match_agrees_with_a_set(tmp_path, facts, data):
    graph = stored(tmp_path, Graph.build(facts))
    expected = set(facts)
    assert graph.n_triples == len(expected)
    head = data.draw(st.none() | ids)
    relation = data.draw(st.sampled_from([None, "r", "s", "never"]))
    tail = data.draw(st.none() | st.sampled_from([fact.tail for fact in facts] or ["a"]))
    found = list(graph.match(head, relation, tail))
    assert len(found) == len(set(found))
    assert set(found) == {
        fact
        for fact in expected
        if head in (None, fact.head) and relation in (None, fact.relation) and tail in (None, fact.tail)
    }
    rows = [(graph.row(t.head), graph.relation_index(t.relation), graph.row(t.tail)) for t in found]
    assert rows == sorted(rows)


@quick
@given(facts=st.lists(triples, max_size=25))
def test_edges_degrees_and_rows_agree_with_a_set(tmp_path, facts):
    graph = stored(tmp_path, Graph.build(facts))
    nodes = {fact.head for fact in facts} | {fact.tail for fact in facts}
    assert {graph.node(row) for row in range(graph.n_terms)} == nodes
    assert graph.n_entities == sum(isinstance(node, str) for node in nodes)
    assert list(graph.ids) == sorted(node for node in nodes if isinstance(node, str))
    for row in range(graph.n_terms):
        node = graph.node(row)
        assert graph.row(node) == row
        assert graph.label(row) == (node if isinstance(node, str) else node.value)
        kinds, tails = graph.out_edges(row)
        out = [(graph.relation(int(k)).id, graph.node(int(t))) for k, t in zip(kinds, tails, strict=True)]
        assert set(out) == {(f.relation, f.tail) for f in facts if f.head == node}
        kinds, heads = graph.in_edges(row)
        into = [(graph.relation(int(k)).id, graph.node(int(h))) for k, h in zip(kinds, heads, strict=True)]
        assert set(into) == {(f.relation, f.head) for f in facts if f.tail == node}
        assert graph.degree(row) == len(out) + len(into)
        assert heads.dtype == kinds.dtype == np.int32 and not heads.flags.owndata
    assert graph.triples.shape == (graph.n_triples, 3)
    assert graph.triples.tolist() == sorted(graph.triples.tolist())


@quick
@given(
    facts=st.lists(triples, max_size=12),
    known=st.lists(entities, max_size=6),
    kinds=st.lists(relations, max_size=4),
    seed=st.integers(0, 5),
)
def test_order_of_input_changes_nothing(facts, known, kinds, seed):
    one = Graph.build(facts, known, kinds)
    shuffled = [list(facts) * 2, list(known), list(kinds)]
    for items in shuffled:
        random.Random(seed).shuffle(items)
    two = Graph.build(*shuffled)
    before, after = one.arrays(), two.arrays()
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    empty = PassageTable.build([])
    assert digest(one, empty) == digest(two, empty)


def test_bytes_do_not_depend_on_hash_seed(tmp_path):
    code = (
        "import sys; from pathlib import Path; from kgqa import Triple, Entity, Literal\n"
        "from kgqa.kg.graph import Graph; from kgqa.kg.arrays import write_arrays\n"
        "facts = {Triple(f'e{i}', f'r{i % 3}', Literal(str(i), 'number') if i % 2 else f'e{i * 7 % 50}')"
        " for i in range(60)}\n"
        "known = {Entity(f'e{i % 9}', f'label {i}', (f'a{i}',)) for i in range(30)}\n"
        "write_arrays(Path(sys.argv[1]), Graph.build(facts, known).arrays(), {'build': 'x'})\n"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_records_of_one_id_are_merged():
    graph = Graph.build(
        [],
        [
            Entity("http://x/q1", "q1", ("one",)),
            Entity("http://x/q1", "Zed", ("two",), "later", ("film",)),
            Entity("http://x/q1", "Abe", ("two", "Abe"), "", ("work", "film")),
        ],
    )
    assert graph.entity(0) == Entity("http://x/q1", "Abe", ("Zed", "two", "one"), "later", ("work", "film"))


def test_names_that_nobody_gave_come_from_ids():
    graph = Graph.build([Triple("http://x/Heat_(film)", "birthPlace", "Los_Angeles")], [Entity("E", "")])
    assert graph.entity_by_id("http://x/Heat_(film)") == Entity("http://x/Heat_(film)", "Heat (film)")
    assert graph.entity_by_id("Los_Angeles") == Entity("Los_Angeles", "Los_Angeles")
    assert graph.entity_by_id("E") == Entity("E", "E")
    assert graph.entity_by_id("nobody") is None
    assert graph.relation(0) == Relation("birthPlace", "birth place")
    assert (graph.labels[0], graph.aliases[0], graph.descriptions[0], graph.types[0]) == ("E", (), "", ())


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("starred_actors", "starred actors"),
        ("birthPlace", "birth place"),
        ("http://dbpedia.org/ontology/birthPlace", "birth place"),
        ("http://x/ns#has-ISBNNumber", "has isbn number"),
        ("/people/person/place_of_birth", "place of birth"),
        ("people.person.place_of_birth", "place of birth"),
        ("_hypernym", "hypernym"),
        ("ISBN", "isbn"),
        ("导演", "导演"),
        ("___", "___"),
    ],
)
def test_relation_labels(id, label):
    assert relation_label(id) == label


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("http://dbpedia.org/resource/Beyonc%C3%A9_Knowles", "Beyoncé Knowles"),
        ("http://x/a%FFb", "a%FFb"),
        ("http://x/page#Part_2", "Part 2"),
        ("http://x/thing/", "thing"),
        ("urn:isbn:1", "1"),
        ("Terminator:Genisys", "Terminator:Genisys"),
        ("snake_case", "snake_case"),
        ("http://", "http://"),
    ],
)
def test_entity_labels(id, label):
    assert label_of(id) == label
    assert is_iri("http://a b") is False


@pytest.mark.parametrize("bad", [Triple("", "r", "b"), Triple("a", "", "b"), Triple("a", "r", "")])
def test_empty_ids_are_refused(bad):
    with pytest.raises(InputError, match="not empty"):
        Graph.build([bad])


def test_what_is_no_node_is_refused():
    with pytest.raises(InputError, match="an id or a Literal, found 3"):
        Graph.build([Triple("a", "r", 3)])
    with pytest.raises(InputError, match="found 3"):
        Graph.build([Triple(3, "r", "a")])
    with pytest.raises(InputError, match="surrogates"):
        Graph.build([Triple("a\udc00", "r", "a")])


@quick
@given(facts=st.lists(triples, min_size=1, max_size=20), data=st.data(), most=st.integers(1, 30))
def test_many_nodes_are_those_one_by_one_and_are_found_again(facts, data, most):
    graph = Graph.build(facts)
    rows = data.draw(st.lists(st.integers(0, graph.n_terms - 1), max_size=12))
    with patch.object(graph_module, "_MET", most):  # what is remembered of ids changes nothing
        assert graph.nodes(np.array(rows, np.int64)) == [graph.node(row) for row in rows]
        assert [graph.row(node) for node in graph.nodes(np.array(rows, np.int64))] == rows
        assert graph.row("no such id") is None
        assert all(type(graph.row(graph.node(row))) is int for row in np.arange(graph.n_entities))
        assert len(graph._met) <= most
    with pytest.raises(IndexError):
        graph.nodes(np.array([0, graph.n_terms]))


def test_rows_outside_are_refused():
    graph = Graph.build([Triple("a", "r", Literal("1"))])
    for call in (graph.node, graph.label, graph.degree, graph.out_edges, graph.in_edges):
        for row in (-1, 2):
            with pytest.raises(IndexError):
                call(row)
    with pytest.raises(IndexError):
        graph.entity(1)  # a literal is no entity


def test_arrays_that_do_not_fit_are_refused(tmp_path):
    arrays = Graph.build([Triple("a", "r", "b"), Triple("b", "r", "c")]).arrays()
    for name, broken in (
        ("out.offsets", arrays["out.offsets"][:-1]),
        ("in.others", arrays["in.others"][:-1]),
        ("out.relations", arrays["out.relations"].astype(np.int64)),
        ("literals.kinds", np.zeros(1, np.int32)),
        ("entities.labels.offsets", arrays["entities.labels.offsets"][[0, -1]]),
    ):
        write_arrays(tmp_path / "graph", {**arrays, name: broken}, {})
        with pytest.raises(StoreError):
            Graph.load(ArrayFile.open(tmp_path / "graph"))


def test_passages_are_sorted_and_found(tmp_path):
    given_ = [Passage("b", "d", "T", "text \0 é", 7), Passage("a", "d", "T", "more")]
    write_arrays(tmp_path / "p", PassageTable.build(given_).arrays(), {})
    table = PassageTable.load(ArrayFile.open(tmp_path / "p"))
    assert list(table) == [given_[1], given_[0]]
    assert (table.row("b"), table.row("c"), list(table.doc_ids)) == (1, None, ["d", "d"])
    with pytest.raises(InputError, match="'a' twice"):
        PassageTable.build([*given_, Passage("a", "x", "", "y")])
    with pytest.raises(InputError, match="not be empty"):
        PassageTable.build([Passage("", "x", "", "y")])


def test_the_digest_sees_every_part():
    facts, known = [Triple("a", "r", Literal("1"))], [Entity("a", "A", ("x",), "d", ("t",))]
    passage = Passage("p", "d", "T", "text", 3)
    base = digest(Graph.build(facts, known), PassageTable.build([passage]))
    others = {
        digest(Graph.build(facts_, known_, kinds), PassageTable.build([passage_]))
        for facts_, known_, kinds, passage_ in [
            ([Triple("a", "r", Literal("2"))], known, [], passage),
            ([Triple("a", "r", Literal("1", "number"))], known, [], passage),
            ([Triple("a", "r", "1")], known, [], passage),
            (facts, [replace(known[0], aliases=("y",))], [], passage),
            (facts, [replace(known[0], types=())], [], passage),
            (facts, known, [Relation("r", "R", (), "inverse")], passage),
            (facts, known, [], replace(passage, start=4)),
            (facts, known, [], replace(passage, doc_id="e")),
        ]
    }
    assert len(others) == 8 and base not in others


def test_language_tags_are_one_in_any_case():
    one, other = Literal("Veland", lang="de-AT"), Literal("Veland", lang="de-at")
    assert one == other and one.lang == "de-at" and hash(one) == hash(other)
    graph = Graph.build([Triple("a", "r", one), Triple("a", "r", other), Triple("b", "r", Literal("Veland"))])
    assert graph.n_literals == 2 and list(graph.match(tail=one)) == [Triple("a", "r", other)]


def test_tables_of_before_have_capitals_in_language_tags():
    keys = [("Veland", "", "AT"), ("Veland", "", "de-AT"), ("Veland", "", "fr"), ("Weland", "", "de-AT")]
    table = LiteralTable.build(keys)
    assert [table.find(Literal(value, datatype, lang)) for value, datatype, lang in keys] == [0, 1, 2, 3]
    assert table.find(Literal("Veland", lang="de")) is None and table.find(Literal("Weland", lang="fr")) is None
