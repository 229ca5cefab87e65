"""Which questions ask for more than one thing, what they are about, and how they are asked back."""

from __future__ import annotations

import pytest

from kgqa.reader.asked.several import asked_back, asks_for_several, name_in


@pytest.mark.parametrize(
    ("question", "noun", "back"),
    [
        ("Which films did Ada Brock direct?", "film", "M did who direct?"),
        ("which films did ada brock direct?", "film", "M did who direct?"),
        ("Which films star Ada Brock?", "film", "M star who?"),
        ("Which rivers flow through Velmora?", "river", "M flow through what?"),
        ("In which cities does Ada Brock have offices?", "city", "M does what have offices?"),
        ("What are the official languages of Velmora?", "language", "M is one of official languages of what?"),
        ("Who are the members of The Hollow Band?", "member", "M is one of members of whom?"),
        ("What are the names of Ada Brock's children?", "child", "M is one of whose children?"),
        ("List all the films that Ada Brock directed.", "film", "M that who directed?"),
        ("Name three cities in Velmora.", "city", "M in what?"),
        ("What films has Ada Brock made?", "film", "M has who made?"),
        ("What are the two largest cities of Velmora?", "city", "M is one of two largest cities of what?"),
    ],
)
def test_several_things_are_asked_for(question: str, noun: str, back: str) -> None:
    found = asks_for_several(question)
    assert found is not None and found.noun == noun
    place = name_in(question, found, ["Velmora", "Ada Brock", "Grey Harbour"])
    assert place is not None
    assert asked_back(question, found, place, "M") == back


@pytest.mark.parametrize(
    "question",
    [
        "Which film did Ada Brock direct?",
        "What is the capital of Velmora?",
        "What is the official language of Velmora?",
        "Who directed Grey Harbour?",
        "Who founded Lindex?",
        "What sports team does Ada Brock play for?",
        "What series did Ada Brock write?",
        "What happens to cities in war?",
        "What makes Ada Brock famous?",
        "What body constitutes the supreme court?",
        "What governing body appoints judges and clerks?",
        "What co-receptor recruits molecules inside the cell?",
        "What government agency supervised Norvian monks?",
        "Which films came out first?",
        "How many films did Ada Brock direct?",
        "Did Ada Brock direct films?",
        "What is the name of the films?",
        "What year did the films come out?",
        "Who are you?",
        "?",
    ],
)
def test_one_thing_is_asked_for(question: str) -> None:
    assert asks_for_several(question) is None


def test_what_a_question_is_about() -> None:
    question = "Which films star Mila Osk and Jon Reef?"
    found = asks_for_several(question)
    assert found is not None
    assert name_in(question, found, ["Mila Osk"]) is None  # two names: what is asked back would leave one out
    question = "Which films by Mila Osk are there?"
    assert question[slice(*name_in(question, found, []) or ())] == "Mila Osk"
    assert name_in("Which films are there?", found, ["Mila Osk"]) is None
