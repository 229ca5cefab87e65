import random
from pathlib import Path

import numpy as np
import pytest

from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.graph import Graph
from kgqa.linker import index as link_index
from kgqa.linker.hashing import hash_strings
from kgqa.linker.index import MAX_SAME_FORM, LinkIndex
from kgqa.linker.stem import stem
from kgqa.types import Entity, Relation, Triple


def index_of(entities: list[Entity], triples: list[Triple] | None = None) -> tuple[Graph, LinkIndex]:
    graph = Graph.build(triples or [], entities, [Relation("r", "was directed by")])
    return graph, LinkIndex.build(graph)


def test_finds_every_form_and_no_other() -> None:
    graph, index = index_of([Entity("Q1", "The Heat", ("Hot",)), Entity("Q2", "Heat (film)")])
    places, entries = index.find(hash_strings(["heat", "hot", "cold", "theheat"]))
    found = [(place, graph.entity(int(index.form_row[entry])).id) for place, entry in zip(places, entries, strict=True)]
    assert sorted(found) == [(0, "Q1"), (0, "Q2"), (1, "Q1"), (3, "Q1")]


def test_words_and_schema() -> None:
    _, index = index_of([Entity("Q1", "Big Sleep", types=("motion picture",))])
    assert index.is_word(hash_strings(["big", "sleep", "bigsleep"])).tolist() == [True, True, False]
    stems = hash_strings([stem(word) for word in ("directing", "pictures", "by", "was", "sleep")])
    assert index.is_schema(stems).tolist() == [True, True, False, False, False]


@pytest.mark.parametrize("stretch", [1, 40, 500])
def test_an_index_is_the_same_however_much_of_it_is_made_at_once(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    names = ["".join(rng.choices("abcde ", k=rng.randint(1, 24))) for _ in range(30)]
    entities = [Entity(f"Q{number}", name or "a", tuple(names[:3])) for number, name in enumerate(names)]
    _, whole = index_of(entities)
    monkeypatch.setattr(link_index, "_STRETCH", stretch)
    monkeypatch.setattr(link_index, "_AT_A_TIME", 2)
    _, parts = index_of(entities)
    for name, array in whole.arrays().items():
        assert np.array_equal(array, parts.arrays()[name]), name


def test_shared_form_is_cut_to_the_best_known() -> None:
    entities = [Entity(f"Q{number:03}", "John Smith") for number in range(MAX_SAME_FORM + 20)]
    graph, index = index_of(entities, [Triple("Q080", "r", "Q000"), Triple("Q080", "r", "Q001")])
    _, entries = index.find(hash_strings(["johnsmith"]))
    assert len(entries) == MAX_SAME_FORM
    assert graph.entity(int(index.form_row[entries[0]])).id == "Q080"


def test_written_and_mapped_is_the_same(tmp_path: Path) -> None:
    _, index = index_of([Entity("Q1", "Heat"), Entity("Q2", "北京"), Entity("Q3", "Žižkov & Co")])
    write_arrays(tmp_path / "link.safetensors", index.arrays(), {})
    again = LinkIndex.load(ArrayFile.open(tmp_path / "link.safetensors"))
    assert again.arrays().keys() == index.arrays().keys()
    for name, array in index.arrays().items():
        assert array.dtype == again.arrays()[name].dtype
        np.testing.assert_array_equal(array, again.arrays()[name])


def test_order_of_what_is_given_makes_no_difference() -> None:
    entities = [
        Entity(f"Q{number}", name) for number, name in enumerate(["Heat", "heat", "The Heat", "Ali", "Big Sleep"])
    ]
    triples = [Triple("Q0", "r", "Q3"), Triple("Q1", "r", "Q3"), Triple("Q1", "r", "Q4")]
    first = index_of(entities, triples)[1].arrays()
    random.Random(5).shuffle(entities)
    second = index_of(entities, triples[::-1])[1].arrays()
    for name, array in first.items():
        np.testing.assert_array_equal(array, second[name])


@pytest.mark.parametrize("entities", [[], [Entity("Q1", "!!!")]])
def test_nothing_to_index(entities: list[Entity]) -> None:
    graph = Graph.build([], entities, [])
    index = LinkIndex.build(graph)
    assert index.max_tokens == 0
    assert not index.is_word(hash_strings(["heat"])).any()
    assert len(index.find(hash_strings(["heat"]))[0]) == 0
