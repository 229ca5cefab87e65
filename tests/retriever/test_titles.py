"""Passages by title."""

from __future__ import annotations

from kgqa import Passage
from kgqa.kg.passages import PassageTable
from kgqa.retriever.titles import TitleIndex

TABLE = PassageTable.build(
    [
        Passage("a", "a", "Heat (1995 film)", "x"),
        Passage("b", "b", "Amélie", "y"),
        Passage("c", "c", "", "z"),
        Passage("d", "d", "北京", "w"),
    ]
)


def test_titles_are_found_whatever_their_case_accents_and_qualifiers() -> None:
    index = TitleIndex.build(TABLE)
    assert index.find(["heat"]) == [0]
    assert index.find(["Heat (1995 Film)"]) == [0]
    assert index.find(["AMELIE", "北京"]) == [1, 3]
    assert index.find(["nothing", ""]) == []


def test_saved_and_loaded_it_is_the_same() -> None:
    index = TitleIndex.load(TitleIndex.build(TABLE).arrays())
    assert index.find(["Amelie"]) == [1]
    empty = TitleIndex.load(TitleIndex.build(PassageTable.build([])).arrays())
    assert empty.find(["Amelie"]) == []
