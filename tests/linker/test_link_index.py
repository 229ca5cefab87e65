import errno
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from kgqa.durable import telling
from kgqa.errors import StoreError
from kgqa.kg import arrays
from kgqa.kg.arrays import Array, ArrayFile, write_arrays
from kgqa.kg.draft import create
from kgqa.kg.graph import Graph
from kgqa.kg.opened import open_folder
from kgqa.kg.scratch import Growing, Scratch
from kgqa.linker import letters_out
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


def many_names() -> list[Entity]:
    rng = random.Random(1)
    names = ["".join(rng.choices("abcde ", k=rng.randint(1, 24))) for _ in range(30)]
    return [Entity(f"Q{number}", name or "a", tuple(names[:3])) for number, name in enumerate(names)]


@pytest.mark.parametrize("stretch", [1, 40, 500, 5000])
@pytest.mark.parametrize("in_files", [False, True])
def test_an_index_is_the_same_however_much_of_it_is_made_at_once(
    stretch: int, in_files: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, whole = index_of(many_names())
    monkeypatch.setattr(letters_out, "_STRETCH", stretch)
    monkeypatch.setattr(letters_out, "_AT_A_TIME", 2)
    parts = LinkIndex.build(graph, Scratch(tmp_path) if in_files else None)
    for name, array in whole.arrays().items():
        assert array.dtype == parts.arrays()[name].dtype and np.array_equal(array, parts.arrays()[name]), name
    write_arrays(tmp_path / "whole.safetensors", whole.arrays(), {})
    write_arrays(tmp_path / "parts.safetensors", parts.arrays(), {})
    assert (tmp_path / "whole.safetensors").read_bytes() == (tmp_path / "parts.safetensors").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parts.safetensors", "whole.safetensors"]


TABLES = (("near_hash", "near_form"), ("typo_hash", "typo_word"))

DAMAGES: dict[str, Callable[[Array], Array]] = {
    "one number is another": lambda array: np.concatenate([array[:-1], array[-1:] + array.dtype.type(1)]),
    "two have changed places": lambda array: np.concatenate([array[-1:], array[1:-1], array[:1]]),
    "one is missing": lambda array: array[1:],
    "one stands there twice": lambda array: np.concatenate([array[:1], array]),
    "one stands in the place of another": lambda array: np.concatenate([array[:1], array[:1], array[2:]]),
    "all are missing": lambda array: array[:0],
    "wider numbers": lambda array: array.astype(np.float64) + 0.5,
}


@pytest.mark.parametrize("size", [16, 1 << 23])
def test_an_index_is_compared_with_the_names_of_its_graph(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "_BLOCK", size)
    monkeypatch.setattr(letters_out, "_AT_A_TIME", 2 if size == 16 else 1 << 13)
    graph, index = index_of(many_names())
    assert index.misfits(graph) == []
    for field in fields(index):
        array = getattr(index, field.name)
        for what, damage in DAMAGES.items():
            damaged = damage(array)
            if np.array_equal(damaged, array):
                continue  # the first and last of it are equal
            table = next((names for names in TABLES if field.name in names), (field.name,))
            found = replace(index, **{field.name: damaged}).misfits(graph)
            assert found == [f"link/{name}" for name in table], (field.name, what)
    for names in TABLES:  # both alike, so that lengths agree
        for what in ("two have changed places", "one is missing", "one stands there twice", "all are missing"):
            pair = {name: DAMAGES[what](getattr(index, name)) for name in names}
            assert replace(index, **pair).misfits(graph) == [f"link/{name}" for name in names], what


def test_comparing_holds_no_second_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "_BLOCK", 1 << 16)
    monkeypatch.setattr(letters_out, "_AT_A_TIME", 1 << 8)
    rng = random.Random(2)
    words = ["".join(rng.choices("abcdefghij", k=20)) for _ in range(20_000)]
    plan = [(8, 20, 2)]
    hashes, owners = letters_out.letters_out(words, plan)
    tracemalloc.start()
    assert letters_out.is_table(words, plan, hashes, owners)
    assert tracemalloc.get_traced_memory()[1] < (hashes.nbytes + owners.nbytes) / 4
    tracemalloc.stop()


@pytest.mark.parametrize("nth", [0, 3, 40])
def test_a_full_disk_leaves_nothing_of_a_table(nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, _ = index_of(many_names())
    monkeypatch.setattr(letters_out, "_STRETCH", 500)
    append, times = Growing.append, 0

    def full(self: Growing, numbers: Array) -> None:
        nonlocal times
        times += 1
        if times > nth:
            with telling(tmp_path):
                raise OSError(errno.ENOSPC, "No space left on device")
        append(self, numbers)

    with monkeypatch.context() as patched, pytest.raises(StoreError, match="No space left"):
        patched.setattr(Growing, "append", full)
        with create(tmp_path / "made.kb", build_id="a1") as draft:
            draft.write("linker", LinkIndex.build(graph, draft.scratch).arrays())
    assert list(tmp_path.iterdir()) == []
    with create(tmp_path / "made.kb", build_id="a1") as draft:
        draft.write("linker", LinkIndex.build(graph, draft.scratch).arrays())
        assert [path.suffix for path in (tmp_path / "made.kb" / "segments").iterdir()] == [".tmp"]
        draft.commit({"counts": {}, "digest": "0", "encoder": None})
    assert open_folder(tmp_path / "made.kb").names == ("linker",)


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
