"""Lists below a heading that says what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.lists.under_heading import lines_below, listed_under_heading
from kgqa.types import Evidence, Passage

HONOURS = "Honours\n\nHolm Medal, 1963 (the first woman)\nFellow of the Academy, 1966\n\nShe declined a title in 1974."
ROUTE = "Roadmap to 3.0\n\nCurrents as well as heights\nA plug-in system\nRemoval of --imperial"
WRAPPED = "Honours\n\nIn 1963 she was the first woman to be given the Holm Medal, and three\nyears later a fellow."
TABLE = "Honours\n\nYear | Honour\n1963 | Holm Medal"
PROSE = "Honours\n\nShe got a medal. It was gold.\nThen she got another. It was not."


def asked(question: str, *texts: str, title: str = "Ada Holt") -> str | None:
    pieces = [
        Evidence(Passage(f"p{at}", "d", f"{title}: {text.partition(chr(10))[0]}", text), text, 0.5, "fusion")
        for at, text in enumerate(texts)
    ]
    found = listed_under_heading(question, pieces, 0.9)
    if found is None:
        return None
    for member in found.members:
        (place,) = member.support
        assert texts[place.evidence][place.start : place.end] == member.text
    return found.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which honours did Ada Holt receive?", "Holm Medal, 1963; Fellow of the Academy, 1966"),
        ("What honours does Ada Holt have?", "Holm Medal, 1963; Fellow of the Academy, 1966"),
        ("List the honours of Ada Holt.", "Holm Medal, 1963; Fellow of the Academy, 1966"),
        ("Which honour did Ada Holt receive?", None),  # one of them
        ("Which honours did Ada Holt decline?", None),
        ("Which honours did Bo Lind receive?", None),
        ("When did Ada Holt receive honours?", None),
        ("Which medals did Ada Holt receive?", None),
    ],
)
def test_what_a_heading_calls_by_its_name(question: str, answer: str | None) -> None:
    assert asked(question, HONOURS) == answer


def test_what_is_planned() -> None:
    wanted = "Currents as well as heights; A plug-in system; Removal of --imperial"
    assert asked("What's planned for tide 3.0?", ROUTE, title="tide") == wanted
    assert asked("What's planned for tide 4.0?", ROUTE, title="tide") is None


@pytest.mark.parametrize("text", [WRAPPED, TABLE, PROSE, "Honours\n\nHolm Medal", "Honours"])
def test_what_is_no_list(text: str) -> None:
    assert asked("Which honours did Ada Holt receive?", text) is None


def test_two_such_sections_leave_it_open() -> None:
    assert asked("Which honours did Ada Holt receive?", HONOURS, HONOURS.replace("Holm", "Lind")) is None


@given(st.text(max_size=200), st.text(max_size=40))
def test_places_are_in_the_text(text: str, heading: str) -> None:
    for start, end in lines_below(text, heading):
        assert 0 <= start < end <= len(text) and text[start:end] == text[start:end].strip()
