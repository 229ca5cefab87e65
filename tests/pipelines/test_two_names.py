"""Two names in a question, over a small graph: both limit the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgqa import KGQA

FACTS = """
Northline\tserves\tAlder
Northline\tserves\tBirch
Northline\tserves\tCedar
Southline\tserves\tCedar
Southline\tserves\tDale
Southline\tserves\tElm
Westline\tserves\tAlder
Westline\tserves\tBirch
Alder\tlocated in\tDorn County
Birch\tlocated in\tDorn County
Cedar\tlocated in\tQuill County
Dale\tlocated in\tQuill County
Elm\tlocated in\tDorn County
Alder\tinstance of\tstation
Birch\tinstance of\tstation
Cedar\tinstance of\tstation
Dale\tinstance of\tstation
Elm\tinstance of\tstation
Jo Finn\tworks in\tBrin
Jo Finn\tworks on\tHarp
Mia Rask\tworks in\tOster
Mia Rask\tworks on\tHarp
Brin\tcountry\tVeland
Oster\tcountry\tNorrin
Alder\topened\t1901
Birch\topened\t1920
"""


@pytest.fixture(scope="module")
def railway(over_facts: Callable[[str], KGQA]) -> KGQA:
    return over_facts(FACTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which stations in Dorn County does the Northline serve?", "Alder; Birch"),
        ("Which stations does the Northline serve in Dorn County?", "Alder; Birch"),
        ("Which Northline stations are in Dorn County?", "Alder; Birch"),
        ("Which stations in Quill County does the Northline serve?", "Cedar"),
        ("How many stations in Dorn County does the Northline serve?", "2"),
        ("Which stations are served by both the Northline and the Southline?", "Cedar"),
        ("Does the Northline serve any station in Dorn County?", "yes"),
        ("Which stations does the Northline serve?", "Alder; Birch; Cedar"),
        ("Which stations are not served by the Northline?", "Dale; Elm"),
        ("How many stations are not in Dorn County?", "2"),
        ("In which country does Jo Finn work?", "Veland"),  # and not in the town where she does
    ],
)
def test_each_name_limits_the_answer(railway: KGQA, question: str, answer: str) -> None:
    found = railway(question)
    assert [one.text for one in found.answers[:1]] == [answer]


@pytest.mark.parametrize(
    "question",
    [
        "Which stations in Quill County does the Westline serve?",  # it serves two, and both are elsewhere
        "Which people do not work at Alder?",
        "Which project does nobody in Brin work on?",
    ],
)
def test_where_nothing_is_both_nothing_is_said(railway: KGQA, question: str) -> None:
    assert not railway(question).answers
