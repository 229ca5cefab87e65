import numpy as np

from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex
from kgqa.linker.parts import MAX_FOUND, find_initials, find_parts
from kgqa.types import Entity, Triple


def test_names_are_found_by_words_and_initials() -> None:
    entities = [
        Entity("Q1", "University of Oxford"),
        Entity("Q2", "Oxford Street", ("The Street",)),
        Entity("Q3", "Oxford"),
    ]
    graph = Graph.build([Triple("Q2", "r", "Q3")], entities)
    index = LinkIndex.build(graph)

    def ids(words: list[str]) -> list[str]:
        return [graph.ids[row] for row in find_parts(index.part_hash, index.part_row, words)]

    assert ids(["oxford"]) == ["Q2", "Q1"]  # by degree; a name of one word is no part
    assert ids(["oxford", "university"]) == ["Q1"] and ids(["oxford", "cambridge"]) == ids([]) == []
    assert find_initials(index.part_hash, index.part_row, "uoo") == [graph.row("Q1")]


def test_parts_of_one_word_are_cut_to_the_best_known() -> None:
    graph = Graph.build([Triple("Q199", "r", "Q000")], [Entity(f"Q{n:03}", f"Mann {n}") for n in range(200)])
    index = LinkIndex.build(graph)
    found = find_parts(index.part_hash, index.part_row, ["mann"])
    assert len(found) == MAX_FOUND and [graph.ids[row] for row in found[:2]] == ["Q000", "Q199"]


def test_index_of_before_has_no_parts() -> None:
    graph = Graph.build([], [Entity("Q1", "Michael Mann")])
    arrays = {name: array for name, array in LinkIndex.build(graph).arrays().items() if "part_" not in name}
    index = LinkIndex.load(arrays)
    assert find_parts(index.part_hash, index.part_row, ["mann"]) == [] and len(index.part_row) == 0
    assert index.part_hash.dtype == np.uint32
