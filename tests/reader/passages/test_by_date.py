"""Lists of which a question wants those of some time, without a network: what is asked, and what the dates choose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kgqa.reader.network.decode import Span
from kgqa.reader.passages.by_date import ByDate, by_date, within_time
from kgqa.types import Answer, Evidence, Passage, Support

YEARS = {"Red Door": "Red Door came out in 1998.", "Ash": "Ash came out in 2004.", "Osk": "Osk came out in 2001."}


def listed(names: Sequence[str]) -> Answer:
    members = tuple(Answer(name, 0.8, "span", (Support(0, 0, 1),), (), (name,)) for name in names)
    return Answer("; ".join(names), 0.8, "span", (Support(0, 0, 1),), (), tuple(names), members=members)


def asked_of(asked: ByDate, names: Sequence[str], texts: dict[str, str]) -> Answer | None:
    evidence = [Evidence(Passage("0", "0", "Jo", "Jo sang."), "Jo sang.", 1.0, "text")]
    evidence += [Evidence(Passage(name, name, name, text), text, 1.0, "text") for name, text in texts.items()]

    def read(items: Sequence[tuple[str, Sequence[str], str]], allowed: object) -> list[list[Span]]:
        found = []
        for _, _, text in items:
            at = text.find(" in ") + 4
            found.append([Span(at, at + 4, 5.0, 0.9)] if at > 3 else [])
        return found

    return within_time([asked], [evidence], [listed(names)], read)[0]


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Which films did Ada Brock make after 1990?", "Which films did Ada Brock make?"),
        ("Which albums released before 2003 are by Jo Lind?", "Which albums released are by Jo Lind?"),
        ("Which books did Jo write between 1901 and 1910?", "Which books did Jo write?"),
        ("What is Jo Lind's latest album?", "Which albums by Jo Lind are there?"),
        ("What was the first novel of Jo Lind?", "Which novels by Jo Lind are there?"),
    ],
)
def test_the_time_is_taken_out_of_a_question(question: str, plain: str) -> None:
    found = by_date(question)
    assert found is not None and found.question == plain


@pytest.mark.parametrize(
    "question",
    [
        "Which films did Ada Brock make?",
        "Who was born after 1990?",
        "What is the latest news?",
        "Where was Jo born in 1990?",
    ],
)
def test_other_questions_are_left_as_they_are(question: str) -> None:
    assert by_date(question) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which albums did Jo make after 2000?", "Ash; Osk"),
        ("Which albums did Jo make before 2003?", "Red Door; Osk"),
        ("Which albums did Jo make between 2002 and 2010?", "Ash"),
        ("What is Jo's latest album?", "Ash"),
        ("What was Jo's first album?", "Red Door"),
        ("Which albums did Jo make after 2010?", None),
    ],
)
def test_dates_choose(question: str, answer: str | None) -> None:
    asked = by_date(question)
    assert asked is not None
    found = asked_of(asked, list(YEARS), YEARS)
    assert (found and found.text) == answer


def test_what_has_no_date_is_left_out_and_leaves_the_latest_open() -> None:
    texts = {**YEARS, "Osk": "Osk is a record."}
    within, latest = by_date("Which albums did Jo make after 2000?"), by_date("What is Jo's latest album?")
    assert within is not None and latest is not None
    kept = asked_of(within, list(texts), texts)
    assert kept is not None and kept.text == "Ash"
    assert asked_of(latest, list(texts), texts) is None
