"""Lists in so many words: children of a couple, who held an office, what stands under a heading."""

from __future__ import annotations

import pytest

from kgqa.reader.asked.several import asks_for_several, name_in
from kgqa.reader.lists.enumeration import shape
from kgqa.reader.lists.said_lists import listed, said_in_full
from kgqa.reader.passages.lists import counted
from kgqa.types import Answer, Evidence, Passage, Support

ADA = (
    "Ada Holt was a weaver. In 1936 she married Ben Ray. They had four children: Ada, Cy, Dan and Eve. "
    "Eve Ray kept bees; Cy Ray became a mayor."
)
MAYORS = "Mayors\n\nAda Holt (1946–1959)\nBen Ray (1959–1971)\nCora Dun-Lee (since 1971)"
ROWS = "Directors\n\nName | From | To\nAda Holt | 1923 | 1951\nBen Ray | 1951 | 1968"


def read(text: str, title: str, noun: str, about: str) -> list[str]:
    passage = Passage("1", "1", title, text)
    return [text[slice(*place)] for place in listed(passage, noun, about)]


@pytest.mark.parametrize("parent", ["Ada Holt", "Ben Ray"])
def test_the_children_of_a_couple_are_of_both(parent: str) -> None:
    assert read(ADA, "Ada Holt", "child", parent) == ["Ada", "Cy", "Dan", "Eve"]


def test_no_child_of_somebody_else() -> None:
    assert read(ADA, "Ada Holt", "child", "Cy Ray") == []
    assert read("Her parents met in Tarn. They had two sons, Abe and Cy.", "Ada Holt", "child", "Ada Holt") == []
    assert read("They had four children, among them Cy and Dan.", "Ada Holt", "child", "Ada Holt") == []
    assert read("He had three children: Cy and Dan.", "Abe Falk", "child", "Abe Falk") == []


def test_sons_and_a_daughter() -> None:
    text = "They had two sons, Cy and Dan, and a daughter, Eve. She died in 1990."
    assert read(text, "Ada Holt", "child", "Ada Holt") == ["Cy", "Dan", "Eve"]


def test_who_held_an_office() -> None:
    text = "The mayors of Tarn were Ada Holt (1950-1964), Ben A. Ray (1964-1979) and Cora Dun."
    assert read(text, "Tarn", "mayor", "Tarn") == ["Ada Holt", "Ben A. Ray", "Cora Dun"]
    assert read(text, "Tarn", "mayor", "Lind") == []
    assert read(MAYORS, "Tarn: Mayors", "mayor", "Tarn") == ["Ada Holt", "Ben Ray", "Cora Dun-Lee"]
    assert read(ROWS, "Tarn Works: Directors", "director", "Tarn Works") == ["Ada Holt", "Ben Ray"]
    assert read(MAYORS, "Lind: Mayors", "mayor", "Tarn") == []
    assert read(MAYORS.replace("Ben Ray", "he was ill"), "Tarn: Mayors", "mayor", "Tarn") == []


def test_a_question_with_a_further_word_is_no_question_for_the_whole_list() -> None:
    evidence = (Evidence(Passage("1", "1", "Tarn: Mayors", MAYORS), MAYORS, 1.0, "lexical"),)
    for question, is_said in (
        ("Who were the mayors of Tarn?", True),
        ("Who were the mayors of Tarn in wartime?", False),
    ):
        several = asks_for_several(question)
        assert several is not None
        found = said_in_full(question, several, name_in(question, several, ["Tarn"]), evidence, 0.8)
        assert (found is not None) == is_said


def test_things_with_numbers_of_their_own_are_not_counted() -> None:
    def members(*texts: str) -> Answer:
        each = tuple(Answer(text, 0.6, "span", (Support(0),), (), (text,)) for text in texts)
        return Answer("; ".join(texts), 0.6, "span", (Support(0),), (), texts, members=each)

    assert counted(members("42 dogs", "three sledges")) is None
    two = counted(members("Cy", "Dan"))
    assert two is not None and two.text == "2"


def test_what_is_said_of_one_is_no_name() -> None:
    assert shape("Eve Ray was a painter; Cy Ray") == "" and shape("The Man Who Was Late") == "name"


def test_a_list_under_a_heading_of_markdown() -> None:
    text = "# Tarn\n\nTarn is a town.\n\n## Mayors\n\n1. Ada Holt (1946–1959)\n2. Ben Ray\n\n## Streets\n\n- Mill Road"
    assert read(text, "Tarn", "mayor", "Tarn") == ["Ada Holt", "Ben Ray"]
    assert read(text, "Tarn", "mayor", "Lind") == []
