"""Times that limit what is asked for, and the same words where they do not."""

from __future__ import annotations

import pytest

from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.limits_of_time import dated_limits


@pytest.mark.parametrize(
    ("question", "left", "said"),
    [
        ("which films of §0 were released from 1990 to 2024", "which films of §0", [(">=", "1990"), ("<=", "2024")]),
        ("which films were made from 1990 until 1995", "which films were made", [(">=", "1990"), ("<=", "1995")]),
        ("films from 1990 to 1995", "films", [(">=", "1990"), ("<=", "1995")]),
        ("which films of §0 were released by 1990", "which films of §0", [("<=", "1990")]),
        ("which books of §0 were written by may 1984", "which books of §0 were written", [("<=", "may 1984")]),
        ("what was built from 1200 to 1300", "what", [(">=", "1200"), ("<=", "1300")]),
        ("which films of §0 came out from 1990 on", "which films of §0", [(">=", "1990")]),
        ("which albums of §0 were not released by 1990", "which albums of §0", [(">", "1990")]),
    ],
)
def test_from_a_time_to_another_and_by_a_time(question: str, left: str, said: list[tuple[str, str]]) -> None:
    rest, limits, _ = taken_limits(question, is_yes_no=False)
    assert rest == left and [(limit.sign, limit.said) for limit in limits] == said
    assert all(limit.sort == "date" and not limit.open for limit in limits)


@pytest.mark.parametrize(
    "question",
    [
        "who was mayor of §0 from 1990 to 1995",
        "which ships served §0 from 1990 to 1995",
        "who was president of §0 by 1990",
        "which films are by §0",
        "who wrote books by 2000 authors",
    ],
)
def test_a_long_time_and_a_maker_are_no_limits(question: str) -> None:
    assert taken_limits(question, is_yes_no=False)[:2] == (question, ())


def test_a_question_for_a_list_without_its_times() -> None:
    assert dated_limits("Which films did Ada make from 1990 to 1995?")[0] == "Which films did Ada make?"
    assert dated_limits("Which films were released by 1990?")[0] == "Which films were released?"
    assert dated_limits("Who led Brinn from 1990 to 1995?") == ("Who led Brinn from 1990 to 1995?", ())
