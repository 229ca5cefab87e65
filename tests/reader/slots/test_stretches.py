"""Pieces of a document are read together where they follow each other."""

from __future__ import annotations

from kgqa.kg.passages import PassageTable
from kgqa.reader.slots.stretches import stretches
from kgqa.types import Passage

TEXTS = ("Ada Lind was a painter.", "She was born in Nordhavn.", "She died in Brinn.")


def table() -> PassageTable:
    found, start = [], 0
    for number, text in enumerate(TEXTS):
        found.append(Passage(f"ada#{number}", "ada", "Ada Lind", text, start))
        start += len(text) + (1 if number == 0 else 200)
    return PassageTable.build([*found, Passage("karl", "karl", "Karl Moe", "Karl Moe is an actor.")])


def test_what_follows_is_one_text_and_what_is_further_on_another() -> None:
    passages = table()
    found = stretches([3, 2, 1, 0], passages)
    assert [one.rows for one in found] == [(3,), (2,), (0, 1)]
    assert found[2].context.endswith(" ".join(TEXTS[:2]))


def test_a_span_has_its_place_in_its_piece() -> None:
    passages = table()
    (stretch,) = stretches([0, 1], passages)
    at = stretch.context.index("Nordhavn")
    row, start, end = stretch.place(at, at + len("Nordhavn"))
    assert passages.texts[row][start:end] == "Nordhavn" and passages.ids[row] == "ada#1"
    assert [stretch.context[first:last] for first, last in stretch.parts] == list(TEXTS[:2])


def test_a_passage_by_itself_is_as_it_was() -> None:
    (stretch,) = stretches([3], table())
    assert stretch.place(*stretch.parts[0]) == (3, 0, len("Karl Moe is an actor."))
