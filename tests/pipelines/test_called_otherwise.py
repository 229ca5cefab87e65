"""Things that a question calls by a value, a role or a number of theirs, over a small league asked end to end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgqa import KGQA

FACTS = """
Mosse United\tinstance of\tteam
Redfern\tinstance of\tteam
Abel Ross\tplays for\tMosse United
Bea Lorne\tplays for\tMosse United
Cy Dunn\tplays for\tMosse United
Di Mercer\tplays for\tRedfern
Abel Ross\tposition\tstriker
Bea Lorne\tposition\tdefender
Cy Dunn\tposition\tstriker
Di Mercer\tposition\tgoalkeeper
Ed Pratt\tposition\t!?
Abel Ross\tinstance of\tplayer
Bea Lorne\tinstance of\tplayer
Cy Dunn\tinstance of\tplayer
Di Mercer\tinstance of\tplayer
Abel Ross\tsalary\t300
Bea Lorne\tsalary\t500
Cy Dunn\tsalary\t400
Di Mercer\tsalary\t200
Redfern\tcaptain\tDi Mercer
Mosse United\tcaptain\tCy Dunn
Cy Dunn\tbirthplace\tVink
Di Mercer\tbirthplace\tVink
Bea Lorne\tbirthplace\tVink
Vink\tinstance of\tcity
Vink\tin region\tKetter
Ketter\tinstance of\tregion
Harrow Shield 2018\tattendance\t12000
Harrow Shield 2018\tinstance of\tcompetition
Harrow Shield 2019\tinstance of\tcompetition
Harrow Shield 2018\tyear\t2018
Harrow Shield 2019\tyear\t2019
Fizz\tsponsors\tMosse United
Fizz\tsponsors\tRedfern
Mosse United\tbased in\tOster
Oster\tin region\tWestland
Redfern\tbased in\tVink
"""


@pytest.fixture(scope="module")
def league(over_facts: Callable[[str], KGQA]) -> KGQA:
    return over_facts(FACTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which strikers play for Mosse United?", "Abel Ross; Cy Dunn"),
        ("How many strikers play for Mosse United?", "2"),
        ("What is the average salary of the strikers who play for Mosse United?", "350"),
        ("Which captain was born in Vink?", "Cy Dunn; Di Mercer"),
        ("In which region was Cy Dunn born?", "Ketter"),
        ("Which teams does Fizz sponsor in Westland?", "Mosse United"),  # by the town where it is based
        ("What was the attendance of the Harrow Shield 2018?", "12000"),
        ("What is the most recent competition?", "Harrow Shield 2019"),
        ("Which competition took place in 2018?", "Harrow Shield 2018"),
        ("Which team has the most players?", "Mosse United"),
        ("Which striker players play for Mosse United?", "Abel Ross; Cy Dunn"),
        ("How many defender players play for Mosse United?", "1"),
    ],
)
def test_what_it_is_called_is_a_limit(league: KGQA, question: str, answer: str) -> None:
    assert [one.text for one in league.batch([question], min_score=0.3)[0].answers[:1]] == [answer]


@pytest.mark.parametrize(
    "question",
    [
        "Which goalkeepers play for Mosse United?",  # each has another position
        "What was the attendance of the Harrow Shield 2019?",  # that of 2018 is known
        "Which competition was the most exciting?",
        "Which player is the most famous of Mosse United?",
    ],
)
def test_what_is_called_otherwise_is_no_answer(league: KGQA, question: str) -> None:
    assert not league(question).answers


def test_a_value_that_none_of_them_has_is_left_open(league: KGQA) -> None:
    assert league("Which goalkeeper players play for Mosse United?").abstained
