"""What a knowledge base keeps for the retriever."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kgqa import Entity, Passage, Triple
from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.retriever.index import RetrievalIndex, has_text_indexes, text_indexes
from kgqa.retriever.words import cut


def test_a_folder_without_indexes_of_words_and_names_gets_them_when_it_is_opened(kb: Path) -> None:
    folder = open_folder(kb)
    graph, passages = Graph.load(folder.arrays(GRAPH)), PassageTable.load(folder.arrays(PASSAGES))
    kept = folder.arrays("retriever")
    assert has_text_indexes(kept)
    old = {name: kept[name] for name in kept.names if not name.startswith(("lexical.", "names."))}
    assert not has_text_indexes(old)
    made = RetrievalIndex.load(old, graph, passages).arrays()
    assert {name: array.tobytes() for name, array in made.items()} == {
        name: np.asarray(array).tobytes() for name, array in RetrievalIndex.load(kept, graph, passages).arrays().items()
    }


def test_a_passage_goes_by_the_aliases_of_the_entity_that_its_title_names() -> None:
    graph = Graph.build([Triple("q1", "borders", "q2")], [Entity("q1", "Veland", ("Kingdom of Veland",))])
    passages = PassageTable.build(
        [Passage("a", "a", "Veland", "x"), Passage("b", "b", "", "Osmark borders the Kingdom of Veland.")]
    )
    _, names = text_indexes(graph, passages)
    ((_, _, number),) = names.spans(*cut("Where is the Kingdom of Veland?"))
    assert names.about[number].tolist() == [0]
    assert names.holders[number].tolist() == [1]
