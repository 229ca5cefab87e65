"""What a second look finds of a list that the first one read."""

from __future__ import annotations

from dataclasses import replace

from kgqa.reader.second_look import for_their_lists
from kgqa.types import Answer

ONE, TWO = (Answer(name, 0.3, "span", (), (), (name,)) for name in ("the Osk Prize", "the Tarn Cup"))
LIST = Answer("the Osk Prize; the Tarn Cup", 0.3, "span", (), (), (ONE.text, TWO.text), members=(ONE, TWO))


def test_a_member_speaks_for_its_list() -> None:
    (found,) = for_their_lists([LIST], [Answer("Osk Prize", 0.48, "span", (), (), ("Osk Prize",))])
    assert found.values == LIST.values and found.members == LIST.members and found.score == 0.48


def test_others_stand_as_they_are() -> None:
    other = Answer("Brenn", 0.48, "span", (), (), ("Brenn",))
    assert for_their_lists([LIST], [other]) == [LIST, other]
    assert for_their_lists([ONE], [Answer(ONE.text, 0.48, "span", (), (), (ONE.text,))])[0] == ONE


def test_a_list_that_is_hardly_believed_is_not_lifted_by_a_member() -> None:
    doubted = replace(LIST, score=0.002)
    one = Answer("Osk Prize", 0.54, "span", (), (), ("Osk Prize",))
    assert for_their_lists([doubted], [one]) == [doubted, one]
