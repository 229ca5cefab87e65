"""What a "not", "neither" or "no" of a question is about: a name, a limit, the best of a set, or nothing clear."""

from __future__ import annotations

import pytest

from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.limits_of_time import dated_limits
from kgqa.reader.asked.of_kind import plan_of_kind
from kgqa.reader.asked.plan import Plan, plan


def the_plan(text: str) -> Plan:
    found = plan(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("which towns border neither §0 nor §1?", [("which towns border §0", True), ("which towns border §1", True)]),
        ("which towns do not border §0 nor §1?", [("which towns border §0", True), ("which towns border §1", True)]),
        (
            "which songs were neither written by §0 nor sung by §1?",
            [("which songs were written by §0", True), ("which songs sung by §1", True)],
        ),
        (
            "which plays did neither §0 nor §1 write?",
            [("which plays did §0 write", True), ("which plays did §1 write", True)],
        ),
        (
            "which towns border §0 but neither §1 nor §2?",
            [("which towns border §0", False), ("which towns border §1", True), ("which towns border §2", True)],
        ),
    ],
)
def test_neither_denies_each_name(text: str, parts: list[tuple[str, bool]]) -> None:
    found = the_plan(text)
    assert [(part.text, part.negated) for part in found.parts] == parts and not found.open


@pytest.mark.parametrize(
    "text",
    [
        "which books by §0 are not novels?",
        "which plays that are not comedies were written by §0?",
        "which plays by §0 that are not comedies star §1?",
        "which plays by §0 were not staged before the war?",
    ],
)
def test_a_not_of_other_words_is_of_no_name(text: str) -> None:
    assert plan(text) is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("which plays by §0 were not staged or published before 1990?", None),
        ("which plays by §0 were not published before 1990?", ">="),
        ("which plays by §0 did not come out after 1990?", "<="),
        ("which plays by §0 weren't published before 1990?", ">="),
        ("which canals in §0 are not longer than 40 km?", "<="),
        ("which firms owned by §0 do not have more than 30 employees?", "<="),
        ("which boats of §0 did not cost less than 2 million?", ">="),
    ],
)
def test_a_not_before_a_limit_is_of_the_limit(text: str, sign: str | None) -> None:
    found = plan(text)
    if sign is None:
        assert found is None or found.open
        return
    assert found is not None and not any(part.negated for part in found.parts)
    assert [limit.sign for limit in found.limits] == [sign] and not found.open


@pytest.mark.parametrize(
    "text",
    [
        "which plays by §0 were not published in 1990?",
        "which plays by §0 were not published between 1990 and 1995?",
        "which plays did §0 not write after 1990?",
    ],
)
def test_what_is_denied_of_a_time_but_not_how_has_no_plan(text: str) -> None:
    assert plan(text) is None


def test_neither_of_two_limits_and_no_more_than_a_third() -> None:
    found = the_plan("which plays by §0 are neither longer than 2 hours nor older than 1990?")
    assert sorted((limit.sort, limit.sign) for limit in found.limits) == [("date", ">="), ("number", "<=")]
    found = the_plan("which firms of §0 with no more than 30 employees were founded after 1990?")
    assert sorted((limit.sort, limit.sign) for limit in found.limits) == [("date", ">"), ("number", "<=")]


@pytest.mark.parametrize(
    "text",
    [
        "which town of §0 is not the largest?",
        "which play by §0 was not published first?",
        "is §0 not the largest town of §1?",
        "which towns border §0 or §1 but not both?",
        "which towns border exactly one of §0 and §1?",
        "who married neither §0 nor §1?",
        "was §0 not published before 1990?",
        "which plays did §0 write before 1990 or after 2000?",
    ],
)
def test_what_a_not_leaves_open(text: str) -> None:
    assert the_plan(text).open


@pytest.mark.parametrize(
    "text",
    [
        "which plays by §0 were published at least 25 years ago?",
        "which plays by §0 were published in the last two years?",
        "how many plays did §0 write in the past 10 years?",
        "which boats of §0 were launched within the next three months?",
        "how many plays did §0 write 20 years ago?",
        "which plays by §0 were published last year?",
        "which plays by §0 were published 20 years after 1950?",
        "was §0 built more than a hundred years ago?",
    ],
)
def test_times_told_from_today_are_left_open(text: str) -> None:
    assert "how long ago" in the_plan(text).open


def test_an_ordinary_time_is_no_time_told_from_today() -> None:
    assert plan("who led §0 ten years ago?") is None
    assert not the_plan("what was the last play by §0?").open
    assert not the_plan("which plays did §0 write in the 1990s?").open


def test_without_names_the_same_holds() -> None:
    for text in ("Which boat is not the longest?", "Which boats were launched in the last ten years?"):
        found = plan_of_kind(text)
        assert found is not None and found.open and found.noun == "boat"
    assert plan_of_kind("Which boats were not launched in 1990?") is None
    found = plan_of_kind("Which boats were not launched after 1990?")
    assert found is not None and found.limits[0].sign == "<=" and not found.open


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("no later than 1995", ["<="]),
        ("not later than 1995", ["<="]),
        ("no earlier than 1995", [">="]),
        ("in or after 1995", [">="]),
        ("on or before 3 may 1995", ["<="]),
        ("before or in 1995", ["<="]),
        ("in 1995 or earlier", ["<="]),
        ("later than 1995", [">"]),
        ("between 1995 and 1999", [">=", "<="]),
    ],
)
def test_a_time_is_on_the_side_that_its_words_say(said: str, signs: list[str]) -> None:
    left, limits, _ = taken_limits(f"which plays of §0 were published {said}", is_yes_no=False)
    assert left == "which plays of §0" and [limit.sign for limit in limits] == signs
    assert not any(limit.open for limit in limits)


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("in the 1st century bc", (-99, 0)),
        ("in the first century b.c.", (-99, 0)),
        ("in the 2nd century ad", (101, 200)),
        ("in 44 bc", (-43, -43)),
        ("between 50 and 44 bc", (-49, -43)),
        ("between the 3rd and 1st century bce", (-299, 0)),
        ("between 27 bc and 14 ad", (-26, 14)),
        ("in the 50s bc", (-58, -49)),
    ],
)
def test_a_time_is_of_the_era_that_is_said(said: str, years: tuple[int, int]) -> None:
    left, limits, _ = taken_limits(f"which temples of §0 were built {said}", is_yes_no=False)
    low, high = min(limit.value.low for limit in limits), max(limit.value.high for limit in limits)
    assert left == "which temples of §0" and len(limits) == 2
    assert (round(low / 365.2425 + 0.3), round(high / 365.2425 - 0.7)) == years


def test_in_a_written_question_only_a_clear_time_is_taken() -> None:
    rest, limits = dated_limits("Which plays did Ada Brock write no later than 1995?")
    assert rest == "Which plays did Ada Brock write?" and [limit.sign for limit in limits] == ["<="]
    for text in ("Which plays were not published before 1990?", "Which plays did Ada Brock not write after 1990?"):
        assert dated_limits(text) == (text, ())


def test_dates_the_wrong_way_round_are_left_open() -> None:
    assert the_plan("which temples in §0 were built between 100 bc and 200 bc?").open
