"""Spans that a question's own words speak against, and those that are cut short or run on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.doubts.echoes import is_echo
from kgqa.reader.language.clauses import whole_words
from kgqa.reader.language.ordinals import is_of_another_place
from kgqa.reader.stage import paragraphs


def at(text: str, value: str) -> tuple[int, int]:
    start = text.index(value)
    return start, start + len(value)


KEEPERS = "The first keeper was Abe Falk, who was followed by his niece. The third keeper, Cora Wall, left in 1968."


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Who was the second keeper?", KEEPERS, "Abe Falk"),
        ("Who was the 2nd keeper of the light?", KEEPERS, "Cora Wall"),
        ("Who was the last keeper?", KEEPERS, "Abe Falk"),
        ("When was the first bridge built?", "The second bridge was built in 1902.", "1902"),
        ("When did the Second Varland War begin?", "The First Varland War began in 1701.", "1701"),
    ],
)
def test_another_one_in_the_order_is_doubted(question: str, text: str, value: str) -> None:
    assert is_of_another_place(question, text, *at(text, value))
    assert believed(question, text, *at(text, value)) < 0.5


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Who was the first keeper?", KEEPERS, "Abe Falk"),
        ("Who was the third keeper?", KEEPERS, "Cora Wall"),
        ("Who was a keeper?", KEEPERS, "Abe Falk"),
        ("When was it first lit?", "It was lit for the first time in 1874.", "1874"),
        ("Who was the second king?", "The first bridge was built by Abe Falk.", "Abe Falk"),
        ("Who was the second keeper?", "The first keeper was old, the second keeper was Abe Falk.", "Abe Falk"),
        ("Which team was second?", "Lund was second, the first club was Vess.", "Lund"),
    ],
)
def test_the_same_in_the_order_or_of_something_else_is_not(question: str, text: str, value: str) -> None:
    assert not is_of_another_place(question, text, *at(text, value))


@pytest.mark.parametrize(
    ("question", "answer", "echo"),
    [
        ("Who are the sons of Petra Olin?", "Petra Olin", True),
        ("who are the sons of petra olin?", "Petra Olin", True),
        ("Who are the sons of Petra Olin?", "Petra Olin's sons", False),
        ("Is Petra Olin or Jo Ek older?", "Petra Olin", False),
        ("Which of Petra Olin and Jo Ek is older?", "Jo Ek", False),
        ("How many are there for each one?", "one", False),
        ("Who is it?", "", False),
    ],
)
def test_a_name_out_of_the_question_is_no_answer(question: str, answer: str, echo: bool) -> None:
    assert is_echo(question, answer) is echo


@pytest.mark.parametrize(
    ("question", "doubted"),
    [
        ("Who founded the mill?", True),
        ("By whom was the mill founded?", True),
        ("Who is the baker?", False),
        ("Who has a daughter called Jo?", False),
        ("Who was the father of Jo Lind?", False),
    ],
)
def test_whose_child_somebody_is_did_nothing(question: str, doubted: bool) -> None:
    text = "Jo Lind, the daughter of the baker Abe Lind, founded the mill."
    assert (believed(question, text, *at(text, "Abe Lind")) < 0.5) is doubted
    assert believed(question, text, *at(text, "Jo Lind")) > 0.2


@pytest.mark.parametrize("verb", ["left", "retired", "resigned", "won the cup", "visited Ghent", "isolated radium"])
def test_what_else_happened_in_a_year_is_no_birth_and_no_death(verb: str) -> None:
    text = f"The last keeper, Jonas Wall, {verb} in 1968, when the light was automated."
    for question in ("When was Jonas Wall born?", "When did Jonas Wall die?"):
        assert believed(question, text, *at(text, "1968")) < 0.5
    assert believed("When did Jonas Wall leave?", text, *at(text, "1968")) == 1.0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which prize did it win?", "Varland Prize"),
        ("What famous prize did it win?", "Varland Prize"),
        ("Which country gave it a prize?", "Varland"),
        ("What did it win?", "Varland"),
    ],
)
def test_a_name_of_the_asked_kind_is_whole(question: str, said: str) -> None:
    text = "It won the Varland Prize in 1958."
    start, end = trimmed(question, text, *at(text, "Varland"))
    assert text[start:end] == said


@pytest.mark.parametrize(
    ("question", "answer", "doubted"),
    [
        ("Which countries border Calvia?", "the north", True),
        ("Who lives in Calvia?", "South", True),
        ("Where is Calvia?", "the north", False),
        ("In which part of Calvia is it?", "the south-west", False),
        ("Which countries border Calvia?", "North Varland", False),
    ],
)
def test_a_direction_is_no_country(question: str, answer: str, doubted: bool) -> None:
    text = f"It lies to {answer}."
    assert (believed(question, text, *at(text, answer)) < 0.5) is doubted


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("It is described in RFC8878, as is HTTP.", "8878", "RFC8878"),
        ("It came out in March 1998.", "March 1998.", "March 1998"),
        ("It was sold to Zorn Inc. in 1998.", "Zorn Inc.", "Zorn Inc."),
        ("It was made by A. B.", "A. B.", "A. B."),
        ("它位于首都利马，建于1535年。", "利马", "利马"),
        ("It cost $5.", "5", "5"),
        ("It was long, he said.", "long,", "long"),
    ],
)
def test_words_are_whole_and_stops_are_none_of_them(text: str, found: str, said: str) -> None:
    start, end = whole_words(text, *at(text, found))
    assert text[start:end] == said


@given(st.text(st.sampled_from("aB1 .,(字"), min_size=1, max_size=20), st.data())
def test_whole_words_stay_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low, high = whole_words(text, start, end)
    assert 0 <= low <= start < high <= len(text)
    assert whole_words(text, low, high) == (low, high)


@given(st.text(st.sampled_from("ab \n\t."), max_size=40), st.integers(0, 10))
def test_paragraphs_cover_all_words_and_hold_no_empty_line(text: str, start: int) -> None:
    start = min(start, len(text))
    found = paragraphs(text, start)
    assert all(start <= low < high <= len(text) for low, high in found)
    assert all(one[1] < two[0] for one, two in pairwise(found))
    assert "".join("".join(text[low:high].split()) for low, high in found) == "".join(text[start:].split())
    assert not any(
        "\n\n" in "\n".join(line.strip() for line in text[low:high].strip().split("\n")) for low, high in found
    )


@pytest.mark.parametrize(
    ("question", "text", "span", "doubted"),
    [
        ("Who were the members of the Larks?", "They were influenced by Karl Emmet and Bo Dahl.", "Karl Emmet", True),
        ("Who belonged to the Larks?", "In 1971 the Larks toured with the Tin Sparrows.", "the Tin Sparrows", True),
        ("Who were the members of the Larks?", "The Larks were Karl Emmet and Bo Dahl.", "Karl Emmet", False),
        ("Who influenced the Larks?", "They were influenced by Karl Emmet and Bo Dahl.", "Karl Emmet", False),
        ("Who were the members of the Larks?", "Joined by Jo, they were Karl Emmet and Bo Dahl.", "Karl Emmet", False),
    ],
)
def test_whom_a_group_met_is_no_member(question: str, text: str, span: str, doubted: bool) -> None:
    start = text.index(span)
    assert (believed(question, text, start, start + len(span)) < 0.5) is doubted
