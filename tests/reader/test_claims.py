"""Questions for yes or no as open questions, and verdicts on what they claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.claims import Claim, claimed, judged
from kgqa.types import Answer, Derivation, Entity, Step, Support, Walk


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
