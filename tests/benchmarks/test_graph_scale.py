"""The made graph comes back as it was made, and each step of the benchmark gives its figures."""

import numpy as np
import pytest

from benchmarks.graph.__main__ import shown, step
from benchmarks.graph.beside import beside, shown_beside
from benchmarks.graph.made import RELATIONS, entity, label, made, relation
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.graph import Graph
from kgqa.pipelines.importing import ImportReport
from kgqa.retriever.index import ENTITIES_INDEXED, FACTS_INDEXED, why_unencoded


def test_a_made_graph_is_a_function_of_its_size_and_is_read_back(tmp_path):
    one, again = made(3000), made(3000)
    assert np.array_equal(one.facts, again.facts)
    assert len(np.unique(one.facts, axis=0)) == len(one.facts) == 3000
    assert (one.facts[:, 2] == 0).sum() >= 900
    found = {name: value for kind in ("make", "bare", "load", "sizes", "opening", "ask", "search") for name, value in
             step(kind, 3000, tmp_path).items()}  # fmt: skip
    assert found["statements"] == 3000 + 600 + RELATIONS
    assert found["facts"] == 3000 and found["entities"] == 600 + RELATIONS - found["relations"]
    graph = Graph.load(ArrayFile.open(tmp_path / "made-3000.safetensors"))
    for number in (0, 17, 599):
        known = graph.entity_by_id(entity(number))
        assert known is not None and known.label == label(number)
    edges = {(triple.head, triple.relation, triple.tail) for triple in graph.match() if isinstance(triple.tail, str)}
    entities = one.facts[one.facts[:, 2] < 600].tolist()
    assert edges == {(entity(head), relation(kind), entity(tail)) for head, kind, tail in entities}
    assert "load against the bare parse" in shown(found)


def test_names_of_the_made_graph_are_distinct():
    numbers = range(20_000)
    assert len({entity(number) for number in numbers}) == len({label(number) for number in numbers}) == 20_000


def test_other_stores_give_equal_answers(tmp_path, monkeypatch):
    def skip(*_: object) -> None:
        pytest.skip("no server here")

    monkeypatch.setattr("benchmarks.graph.stores._bolt", skip)
    monkeypatch.setattr("benchmarks.graph.stores._kuzu", skip)
    found = beside(1000, tmp_path)
    assert found["stores"]["Bolt server"] == {"skipped": "no server here"}
    asked = [name for name, own in found["stores"].items() if "skipped" not in own]
    assert asked == ["kgqa, arrays", "kgqa, store", "sqlite", "networkx", "rdflib", "pyoxigraph"]
    assert "skipped: no server here" in shown_beside(found)


def test_an_import_says_why_nothing_is_encoded(tmp_path):
    assert why_unencoded(ENTITIES_INDEXED + 1, FACTS_INDEXED) == ""
    assert why_unencoded(ENTITIES_INDEXED, FACTS_INDEXED + 1) == ""
    report = ImportReport(tmp_path, {"entities": ENTITIES_INDEXED + 1, "triples": FACTS_INDEXED + 1}, 0)
    assert len(report.notes) == 1 and f"{ENTITIES_INDEXED + 1} entities" in report.notes[0]
    assert ImportReport(tmp_path, {"entities": 1, "triples": 1}, 0).notes == ()
