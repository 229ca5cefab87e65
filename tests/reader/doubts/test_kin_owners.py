"""Whose kin is asked about, what a text only supposes, and nationalities that are no country of birth."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.believed import believed, believed_of_next, form_believed
from kgqa.reader.doubts.denied import is_denied
from kgqa.reader.doubts.kin_owners import is_guessed, is_kin_itself, is_of_owner, kin_asked_about

ACTOR = "Sven Lind (born Sven Moe; 6 June 1929) was an actor, born in Dorn. His wife was the singer Ida Berg."


@pytest.mark.parametrize(
    ("question", "is_his"),
    [
        ("Where was the wife of Sven Lind born?", True),
        ("Where was Sven Lind's wife born?", True),
        ("Where was the wife of the star of Salt born?", True),
        ("Where was the husband of Ida Berg born?", False),
        ("Where was Sven Lind, whose wife is Ida Berg, born?", False),
        ("Where was Sven Lind born?", False),
        ("Who is the wife of Sven Lind?", False),
    ],
)
def test_where_somebody_was_born_is_not_where_the_wife_was(question: str, is_his: bool) -> None:
    at = ACTOR.index("Dorn")
    assert is_of_owner(question, ACTOR, at) is is_his
    assert (believed_of_next(question, ACTOR, at, at + 4) < 0.5) is is_his


def test_what_goes_on_about_the_same_one() -> None:
    text = "Ida Berg is a singer. She was born in Dorn. In Oda she sang. Her husband is the drummer Sven Lind."
    asked = "Where was Ida Berg's husband born?"
    assert is_of_owner(asked, text, text.index("Dorn"))
    assert not is_of_owner(asked, text, text.index("Oda"))
    assert not is_of_owner(asked, text, text.index("Sven"))


def test_fathers_have_fathers() -> None:
    text = "Olaf Lind was a smith, born in Dorn. His father was Sven Lind."
    at = text.index("Dorn")
    assert not is_of_owner("Where was the father of Ida Lind born?", text, at, "Olaf Lind")
    assert is_of_owner("Where was the father of Olaf Lind born?", text, at, "Olaf Lind")
    assert believed("Where was Olaf Lind's father born?", text, at, at + 4, "Olaf Lind") < 0.5


def test_what_stands_behind_the_kin_is_theirs() -> None:
    text = "Sven Lind was an actor. His wife was the singer Ida Berg, who was born in Veland."
    assert not is_of_owner("Where was the wife of Sven Lind born?", text, text.index("Veland"), "Sven Lind")
    text = "Sven Lind, the son of a smith and his wife from Oda, was born in Dorn. His wife was Ida Berg."
    assert not is_of_owner("Where was the wife of Sven Lind born?", text, text.index("Oda"), "Sven Lind")


def test_kin_are_no_school() -> None:
    text = "Sven Lind was an actor. His mother was the Danish soprano Ida Berg."
    asked = "What school did Sven Lind's mother attend?"
    assert is_kin_itself(asked, text, text.index("Ida")) and is_kin_itself(asked, text, text.index("soprano"))
    assert not is_kin_itself("Who was Sven Lind's mother?", text, text.index("Ida"))
    assert not is_kin_itself(asked.replace("mother", "wife"), text, text.index("Ida"))
    assert kin_asked_about("") is None and not is_kin_itself(asked, "", 0) and not is_of_owner(asked, "", 0)


def test_what_is_only_supposed() -> None:
    text = "She may have been born in Dorn, and could possibly have died in Oda. She was born in May in Veland."
    assert is_guessed(text, text.index("Dorn")) and is_guessed(text, text.index("Oda"))
    assert not is_guessed(text, text.index("Veland"))
    at = text.index("Dorn")
    assert believed_of_next("Where was the founder of Lind Works born?", text, at, at + 4) < 1


def test_a_nationality_is_no_country_of_birth() -> None:
    assert form_believed("In which country was Jo Lind born?", "Swedish") < 1
    assert form_believed("Which country is the birthplace of Jo Lind in?", "Swedish") < 1
    assert form_believed("In which country was Jo Lind born?", "Sweden") == 1
    assert form_believed("What nationality is Jo Lind?", "Swedish") == 1


@pytest.mark.parametrize("name", ["Norrin", "Stopford", "Lackland", "Failsworth"])
def test_a_name_that_begins_like_a_denial_is_none(name: str) -> None:
    text = "He was not born in Oda."
    at = text.index("Oda")
    assert is_denied(f"Where was the founder of {name} Freight born?", text, at, at + 3)
    assert not is_denied("In which town was nobody born?", text, at, at + 3)
    assert not is_denied("No matter when, where was he not born?", text, at, at + 3)
