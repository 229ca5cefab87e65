"""Questions for yes or no as open questions, and verdicts on what they claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.claims.claimed import Claim, claimed
from kgqa.reader.claims.verdict import judged
from kgqa.types import Answer, Derivation, Entity, Evidence, Passage, Path, Step, Support, Walk


@pytest.mark.parametrize(
    ("question", "open_question", "value", "only"),
    [
        ("Was Jo Lind born in Osmark?", "Where was Jo Lind born?", "Osmark", False),
        ("Did Jo Lind die in 1931?", "When did Jo Lind die?", "1931", True),
        ("Was the mill opened on 3 May 1871?", "When was the mill opened?", "3 May 1871", True),
        ("Is Osmark the capital of Veland?", "What is the capital of Veland?", "Osmark", True),
        ("Was Jo Lind the mayor of Osmark?", "Who was the mayor of Osmark?", "Jo Lind", False),
        ("Is the Lantern the oldest ship of the line?", "What is the oldest ship of the line?", "the Lantern", True),
        ("Was the Lantern built by Holt & Sons?", "Who was the Lantern built by?", "Holt & Sons", False),
        ("Does the mill belong to the University of Osmark?", "What does the mill belong to?", None, False),
        ("Did Ada Holt discover KH-77?", "What did Ada Holt discover?", "KH-77", False),
        ("Is Ålund the capital of Ærland?", "What is the capital of Ærland?", "Ålund", True),
        ("Was Øyvind Ås born in Ålund?", "Where was Øyvind Ås born?", "Ålund", False),
        ("is osmark the capital of veland?", "What is the capital of veland?", "osmark", True),
    ],
)
def test_what_is_claimed(question: str, open_question: str, value: str | None, only: bool) -> None:
    found = claimed(question)
    assert found is not None
    assert (found.open, found.only) == (open_question, only)
    assert found.value == (value or "the University of Osmark")


@pytest.mark.parametrize(
    "question",
    [
        "Who was born in Osmark?",
        "Is the mill open?",
        "Is Jo Lind older than Ada Holt?",
        "Are both Jo Lind and Ada Holt from Veland?",
        "Was Jo Lind not born in Osmark?",
        "Is it Osmark or Veland?",
        "Can you tell me who runs Osmark?",
        "Was Jo Lind born before 1931?",
        "",
    ],
)
def test_nothing_is_claimed_that_an_open_question_could_decide(question: str) -> None:
    assert claimed(question) is None


@given(st.text(max_size=60))
def test_any_text_is_looked_at(text: str) -> None:
    for question in (text, f"Is {text}?", f"Was {text} born in {text}?"):
        found = claimed(question)
        assert found is None or found.value.strip() in question


def answer(text: str, score: float) -> Answer:
    return Answer(text, score, "span", (Support(2, 3, 4),), (), (text,))


CAPITAL = Claim("What is the capital of Veland?", "Osmark", True)
PLACE = Claim("Where was Jo Lind born?", "Osmark", False)


@pytest.mark.parametrize(
    ("claim", "answers", "verdict"),
    [
        (PLACE, [answer("Osmark", 0.8)], [("yes", 0.8)]),
        (PLACE, [answer("Tarn", 0.8)], []),  # Tarn may lie in Osmark
        (PLACE, [answer("Tarn", 0.8), answer("Osmark", 0.7)], [("yes", 0.7)]),
        (PLACE, [answer("Tarn", 0.8), answer("Osmark", 0.3)], []),
        (CAPITAL, [answer("Tarn", 0.8), answer("Osmark", 0.3)], [("no", 0.64)]),
        (CAPITAL, [answer("the town of Osmark", 0.8)], [("yes", 0.8)]),
        (CAPITAL, [answer("Tarn", 0.05)], []),
        (CAPITAL, [], []),
        (Claim("When was it opened?", "1871", True), [answer("3 May 1871", 0.8)], [("yes", 0.8)]),
        (Claim("When was it opened?", "1871", True), [answer("3 May 1872", 0.8)], [("no", 0.64)]),
    ],
)
def test_verdicts(claim: Claim, answers: list[Answer], verdict: list[tuple[str, float]]) -> None:
    found = judged(claim, answers)
    assert [(one.text, one.score) for one in found] == verdict
    assert all(one.kind == "boolean" and one.support == (Support(2, 3, 4),) for one in found)


def test_a_yes_out_of_the_graph_says_how_it_follows() -> None:
    walks = (Walk("v", (Step("capital"),)),)
    entity = Entity("o", "Osmark")
    found = Answer("Osmark", 0.9, "entity", (Support(0),), (entity,), ("Osmark",), Derivation("members", walks))
    (yes,) = judged(CAPITAL, [found])
    assert yes.derivation == Derivation("boolean", walks, subject="o")
    (no,) = judged(Claim("What is the capital of Veland?", "Tarn", True), [found])
    assert no.derivation is None


@pytest.mark.parametrize(
    ("question", "open_question", "value", "only"),
    [
        ("Was Ada Holt's husband Jo Lind?", "Who was Ada Holt's husband?", "Jo Lind", False),
        ("Is the capital of Veland Osmark?", "What is the capital of Veland?", "Osmark", True),
        ("Is Jo Lind the son of Ada Holt?", "Who is the son of Ada Holt?", "Jo Lind", False),
    ],
)
def test_a_name_may_come_last_and_many_may_be_sons(question: str, open_question: str, value: str, only: bool) -> None:
    assert claimed(question) == Claim(open_question, value, only)


def test_where_one_name_ends_and_another_begins_is_not_guessed() -> None:
    assert claimed("Is the mayor of Port Tarn Jo Lind?") is None


def read(title: str, text: str, value: str, score: float = 0.8) -> tuple[Answer, tuple[Evidence, ...]]:
    at = text.index(value)
    place = Support(0, at, at + len(value))
    found = Answer(value, score, "span", (place,), (), (value,))
    return found, (Evidence(Passage("p", "p", title, text, 0), text, 1.0, "dense"),)


@pytest.mark.parametrize(
    ("question", "text", "value", "verdict"),
    [
        # What happens many times is not refuted by one of the times.
        ("Was the weir flooded in 1953?", "The weir was flooded in 1947.", "1947", []),
        ("Was the weir built in 1953?", "The weir was built in 1947.", "1947", ["no"]),
        ("Was the weir built in 1953?", "The weir was built in 1947, and again in 1953.", "1947", []),
        # What lasts from one time to another is so in between.
        ("Did Jo Lind teach in 1960?", "Jo Lind taught from 1952 to 1967.", "1952", ["yes"]),
        ("Did Jo Lind teach in 1970?", "Jo Lind taught from 1952 to 1967.", "1952", ["no"]),
        ("Was the weir built in 1861?", "The weir was built from 1860 to 1862.", "1860", []),
        # A year is no proof of a day in it.
        ("Was Jo Lind born on 4 May 1921?", "Jo Lind was born in 1921.", "1921", []),
        ("Was Jo Lind born in 1999?", "Jo Lind (born 4 May 1921, died 1999) sang.", "4 May 1921", ["no"]),
        # The other names of a claim must be told of.
        ("Was Jo Lind born in Tarn in 1921?", "Jo Lind was born in Osmark in 1921.", "1921", []),
        ("Was Jo Lind born in Osmark in 1921?", "Jo Lind was born in Osmark in 1921.", "1921", ["yes"]),
        ("Did Ada Holt sing in Osmark?", "Jo Lind moved. He sang in Osmark.", "Osmark", []),
        # Whom a daughter married is not her father.
        ("Is Jo Lind the father of Ada Holt?", "Their daughter Ada Holt married Olaf Brekk.", "Olaf Brekk", []),
        # The one who is claimed stands beside the one who was found.
        ("Is Jo Lind the author of Reeds?", "Reeds was written by Ada Holt and Jo Lind.", "Ada Holt", []),
        ("Is Jo Lind the author of Reeds?", "Jo Lind sings. Ada Holt is the author of Reeds.", "Ada Holt", ["no"]),
    ],
)
def test_what_a_text_leaves_open_is_no_verdict(question: str, text: str, value: str, verdict: list[str]) -> None:
    claim = claimed(question)
    assert claim is not None
    found, evidence = read("", text, value)
    assert [one.text for one in judged(claim, [found], evidence)] == verdict


def test_a_title_says_what_a_passage_tells_of() -> None:
    claim = claimed("Was Ada Holt born in Osmark?")
    assert claim is not None
    for title, verdict in (("Ada Holt", ["yes"]), ("Jo Lind", [])):
        found, evidence = read(title, "Known for her voice, she was born in Osmark.", "Osmark")
        assert [one.text for one in judged(claim, [found], evidence)] == verdict


def test_a_fact_that_was_read_out_of_a_text_is_held_against_the_text() -> None:
    claim = claimed("Did Ada Holt receive the Osmark Medal?")
    assert claim is not None
    text = "Jo Lind was a singer. In 1971 he received the Osmark Medal."
    found, (passage,) = read("Jo Lind", text, "the Osmark Medal")
    fact = Evidence(Path("a", (Step("award"),), ("m",), ()), "Ada Holt | award: Osmark Medal", 0.9, "read")
    found = replace(found, support=(*found.support, Support(1)))
    assert judged(claim, [found], (passage, fact)) == ()
