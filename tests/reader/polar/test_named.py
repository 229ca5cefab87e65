"""Which sentences are about what a question names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.polar.judging import read
from kgqa.reader.polar.named import Named, names_in
from kgqa.types import Evidence, Passage


def told_by(question: str, *texts: str, title: str = "") -> list[str]:
    """The sentences, alone, that can be about what the question names."""
    found = [Passage(f"{number}:0", str(number), title, text) for number, text in enumerate(texts)]
    evidence = [Evidence(passage, passage.text, 1.0, "dense") for passage in found]
    named = Named(names_in(question, found), found)
    return [each.text for each in read(evidence) if len(each.parts) == 1 and named.is_told_by(each)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is Mr. Dahl the mayor?", {"dahl"}),
        ("Was J. K. Lind born in Yate?", {"lind", "yate"}),
        ("CAN I BRING MY DOG?", set()),
        ("Can I bring my dog? My name is Tom.", set()),
        ("I live in Velm. Can I bring my dog to the Osterby pool?", {"osterby"}),
        ("My son Tom is five. Does he pay?", set()),
        ("My Simmerwell pot has cracked, will it be replaced?", {"simmerwell"}),
        ("I lost my key. Can I get in on Sundays?", set()),
    ],
)
def test_names_are_those_of_what_is_asked(question: str, names: set[str]) -> None:
    assert names_in(question) == names


def test_another_things_sentence_tells_nothing() -> None:
    inland = "Osterby lies inland. Delmont has a school. Velm has none."
    assert told_by("Does Osterby have a school?", inland) == ["Osterby lies inland."]
    houses = "Sandholm Hostel has 20 beds. Brackwater House has 40. There is a lift."
    assert told_by("Is there a lift in Sandholm Hostel?", houses) == ["Sandholm Hostel has 20 beds."]
    mayors = "Delmont lies inland. Sigrun Dahl is a painter. The mayor of Osterby is Jo Holt."
    assert told_by("Is Sigrun Dahl the mayor of Delmont?", mayors) == []


def test_what_goes_on_about_it_and_what_stands_below_its_name_tells() -> None:
    hostel = "Sandholm Hostel has 20 beds. There is a lift. Guests bring towels."
    assert len(told_by("Is there a lift in Sandholm Hostel?", hostel)) == 3
    policy = "Travel policy\nBrackwater Surveying, version 6\nEverybody flies economy. Paper forms are gone."
    others = "Brackwater pays no visas."
    told = told_by("May directors of Brackwater fly first class?", policy, others)
    assert {"Everybody flies economy.", "Paper forms are gone.", others} <= set(told)


def test_in_small_letters_names_are_what_texts_always_write_large() -> None:
    rates = "Rates per day\nDogs 3 euros\nBikes 4 euros"
    assert told_by("are dogs free", rates) == ["Rates per day", "Dogs 3 euros", "Bikes 4 euros"]
    lease = "The Landlord shall do repairs. At all times the Tenant may ask for them."
    assert len(told_by("can the tenant ask the landlord for repairs", lease)) == 2
    assert told_by("is delmont by the sea", "Osterby and Delmont lie inland. Velm is dry.") == [
        "Osterby and Delmont lie inland."
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_question_and_no_text_is_too_strange(question: str, text: str) -> None:
    assert all(each in text for each in told_by(question, text))
