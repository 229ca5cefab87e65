"""Which passage names which."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.retriever.names import NameGraph
from kgqa.retriever.words import cut

NAMES = [["Heat (film)", "Heat"], ["Ada Lind"], ["Lind"], ["The Long Pier"], ["It"]]
TEXTS = [
    "Heat was made by Ada Lind and shown in the heat of May.",
    "She took the heat. It was Heat that she made on the Long Pier.",
    "Lind is a town. Ada Lind was born there; Lind is small.",
    "",
    "It is a book by Ada\nLind.",
]


def graph() -> NameGraph:
    return NameGraph.build(NAMES, [cut(text) for text in TEXTS])


def named(found: NameGraph, row: int) -> list[list[int]]:
    return [found.about[name].tolist() for name, _ in found.named_in(row)]


def test_names_are_found_in_other_texts_by_case_and_the_longest_first() -> None:
    found = graph()
    assert named(found, 0) == [[1]]  # not itself, and not "Lind" within "Ada Lind"
    assert named(found, 1) == [[0], [3]]  # "heat" is no name; "The" may be left out
    assert named(found, 2) == [[1]]
    assert named(found, 3) == []
    assert named(found, 4) == [[1]]


def test_the_ways_back_are_the_same() -> None:
    found = graph()
    pairs = {(row, name) for row in range(5) for name in found.mentions[row].tolist()}
    assert pairs == {(row, name) for name in range(len(found.hashes)) for row in found.holders[name].tolist()}
    assert {(row, name) for row in range(5) for name in found.own[row].tolist()} == {
        (row, name) for name in range(len(found.hashes)) for row in found.about[name].tolist()
    }


def test_a_mention_stands_where_its_place_says() -> None:
    found = graph()
    ((name, place),) = found.named_in(0)
    assert cut(TEXTS[0])[0][place : place + 2] == ["ada", "lind"]
    assert found.about[name].tolist() == [1]


def test_names_in_a_question_do_not_overlap_and_need_their_case_where_there_is_any() -> None:
    found = graph()

    def rows(text: str) -> list[list[int]]:
        return [found.about[name].tolist() for _, _, name in found.spans(*cut(text))]

    assert rows("Who made Heat and is Ada Lind's friend?") == [[0], [1]]
    assert rows("Who felt the heat of Ada Lind?") == [[1]]
    assert rows("who made heat with ada lind") == [[0], [1]]
    assert rows("Was It good?") == []


def test_from_a_file_the_graph_is_the_same(tmp_path: Path) -> None:
    found = graph()
    write_arrays(tmp_path / "x.safetensors", found.arrays(), {"build": "1"})
    loaded = NameGraph.load(ArrayFile.open(tmp_path / "x.safetensors", "1"))
    assert [named(loaded, row) for row in range(5)] == [named(found, row) for row in range(5)]
    assert all(np.array_equal(array, found.arrays()[name]) for name, array in loaded.arrays().items())


def test_no_passages_no_names() -> None:
    empty = NameGraph.build([], [])
    assert empty.spans(*cut("Who made Heat?")) == []
    nameless = NameGraph.build([[], []], [cut("x y"), cut("")])
    assert nameless.named_in(0) == []
