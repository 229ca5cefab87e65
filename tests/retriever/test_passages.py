"""The walk from text to text, over passages whose vectors say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from kgqa import Passage
from kgqa.encoders.vectors import VectorIndex
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.retriever.index import text_indexes
from kgqa.retriever.passages import BRIDGE, LINKED, NAMED, OWN, PAGE, Found, Given, PassageFinder

TEXTS = [
    ("a", "Long Pier (film)", "Long Pier is a film directed by Ada Lind. It stars Karl Moe."),
    ("b", "Ada Lind", "Ada Eva Lind (born 1850) was a chemist. She was born in Nordhavn."),
    ("c", "Nordhavn", "Nordhavn is a harbour city of 210,000 people."),
    ("d", "Karl Moe", "Karl Moe is an actor of few words."),
    *((f"x{i}", f"Wall {i}", f"Wall {i} is a wall in the country number {i}.") for i in range(20)),
]


def finder(*, hidden: bool = False) -> PassageFinder:
    table = PassageTable.build(Passage(id, id, "" if hidden else title, text) for id, title, text in TEXTS)
    vectors = np.zeros((len(table), 4), np.float32)
    vectors[:, 0] = 1
    return PassageFinder(table, VectorIndex.build(vectors), *text_indexes(Graph.build([]), table))


def find(text: str, count: int = 3, given: Given | None = None, *, hidden: bool = False) -> Found:
    return finder(hidden=hidden).find(text, np.array([1, 0, 0, 0], np.float32), count, given)


@pytest.mark.parametrize("hidden", [False, True])
def test_the_second_hop_is_found_by_the_name_beside_the_question_s_words(hidden: bool) -> None:
    found = find("What did the director of Long Pier do for a living?", 2, hidden=hidden)
    assert {(row, source) for row, _, source in found} == {(0, NAMED), (1, OWN)}


@pytest.mark.parametrize("hidden", [False, True])
def test_the_third_hop_is_found_in_the_second_round(hidden: bool) -> None:
    found = find("How large is the town where the director of Long Pier was born?", 4, hidden=hidden)
    assert {row for row, _, _ in found} == {0, 1, 2, 3}


def test_what_names_the_subject_of_a_good_passage_is_found_too() -> None:
    assert {row for row, _, _ in find("Which film did the chemist born 1850 make?", 4)} == {0, 1, 2, 3}


def test_nothing_is_found_or_gone_through_that_is_not_allowed() -> None:
    question = "What did the director of Long Pier do for a living?"
    rows = frozenset((1, 2, 3, 5))
    found = find(question, 10, Given(pages=(0,), bridges=(0, 2), rows=rows))
    assert {row for row, _, _ in found} <= rows
    alone, joined = (dict(pair[:2] for pair in find(question, 10, Given(rows=own))) for own in (rows, None))
    assert alone[1] < joined[1]
    assert find(question, 10, Given(rows=frozenset())) == []


def test_pages_of_linked_entities_and_of_nodes_on_paths_come_first() -> None:
    found = find("What is it called?", 2, Given(pages=(3,), bridges=(2,)))
    assert {(row, source) for row, _, source in found} == {(3, PAGE), (2, BRIDGE)}


def test_equal_scores_are_ordered_by_row_and_nothing_scores_nothing() -> None:
    found = find("wall", 30)
    assert [row for row, _, _ in found][:20] == list(range(4, 24))
    assert all(score > 0 for _, score, _ in found)
    assert LINKED != OWN


def test_over_no_passages_nothing_is_found() -> None:
    table = PassageTable.build([])
    empty = PassageFinder(table, VectorIndex.build(np.zeros((0, 4), np.float32)), *text_indexes(Graph.build([]), table))
    assert empty.find("Who?", np.zeros(4, np.float32), 3) == []


def test_pieces_of_one_document_do_not_hide_another() -> None:
    pieces = [Passage(f"long#{i}", "long", "Long Pier", f"Long Pier has a light, number {i}.", i) for i in range(8)]
    other = Passage("other", "other", "Old Lamp", "The light of Old Lamp.")
    table = PassageTable.build([*pieces, other])
    vectors = np.zeros((len(table), 4), np.float32)
    finder = PassageFinder(table, VectorIndex.build(vectors), *text_indexes(Graph.build([]), table))
    found = finder.find("Which light has Long Pier?", np.array([1, 0, 0, 0], np.float32), 8)
    places = [table.doc_ids[row] for row, _, _ in found]
    assert 2 < places.index("other") < 6  # the first few pieces may all answer


def test_words_of_personal_questions_are_not_looked_for() -> None:
    texts = ("Can you help me? I can, if my lamp has oil, and you can, too.", "Dogs stay out of the cabins.")
    table = PassageTable.build([Passage(str(i), str(i), "", text) for i, text in enumerate(texts)])
    finder = PassageFinder(
        table, VectorIndex.build(np.zeros((2, 4), np.float32)), *text_indexes(Graph.build([]), table)
    )
    vector = np.array([1, 0, 0, 0], np.float32)
    assert [row for row, _, _ in finder.find("Can I take my dogs into the cabins?", vector, 1)] == [1]
    assert [row for row, _, _ in finder.find("Can you?", vector, 1)] == [0]  # nothing else to go by
