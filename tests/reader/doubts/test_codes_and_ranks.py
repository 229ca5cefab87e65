"""Things told apart by a number, offices by their rank, and answers that only say that it happened."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.antecedents import is_of_another_subject
from kgqa.reader.doubts.codes import is_of_other_code
from kgqa.reader.doubts.echoes import is_event_alone
from kgqa.reader.doubts.ranks import is_of_other_rank
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.values import value


def place(text: str, span: str) -> tuple[int, int]:
    start = text.index(span)
    return start, start + len(span)


FAN = (
    "The KX-4 weighs 11.4 kg. It is for 45 square metres; for larger rooms we recommend the KX-6."
    " The KX6 costs 90 crowns."
)
LOG = "Quill, release notes\n\n4.1 (2 May 2024)\nAdded Basque.\n\n4.0.0 (15 January 2024)\nNeeds 2.5 GB."


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("How much does the KX-6 weigh?", FAN, "11.4 kg", True),
        ("How much does the KX-4 weigh?", FAN, "11.4 kg", False),
        ("For what size is the KX-6 made?", FAN, "45 square metres", True),
        ("For what size is the KX-4 made?", FAN, "45 square metres", False),
        ("What does the KX-6 cost?", FAN, "90 crowns", False),
        ("How much does it weigh?", FAN, "11.4 kg", False),
        ("When was Quill 4.0 released?", LOG, "15 January 2024", False),
        ("When was Quill 3.0 released?", LOG, "15 January 2024", True),
        ("What was added in Quill 4.1?", LOG, "Basque", False),
        ("What was added in Quill 4.0?", LOG, "Basque", True),
        ("Which of the KX-4 and the KX-6 weighs more?", FAN, "KX-4", False),
    ],
)
def test_what_is_said_of_another_code(question: str, text: str, span: str, other: bool) -> None:
    assert is_of_other_code(question, text, *place(text, span)) == other


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("What is the name of the prime minister?", "Interior minister Ruben Sallow said no.", True),
        ("Who is the interior minister?", "Interior minister Ruben Sallow said no.", False),
        ("Who is the new minister?", "Interior minister Ruben Sallow said no.", False),
        ("Who is the head nurse?", "The night nurse, Ruben Sallow, said no.", True),
        ("Who is the head nurse?", "The nurse Ruben Sallow said no.", False),
    ],
)
def test_offices_of_another_rank(question: str, text: str, other: bool) -> None:
    assert is_of_other_rank(question, text, text.index("Ruben")) == other


def test_that_it_happened_tells_not_how() -> None:
    assert is_event_alone("How did Father Colum die?", "dead")
    assert is_event_alone("What was the cause of the fire?", "destroyed")
    assert not is_event_alone("What became of the mill?", "destroyed")


def test_dates_behind_a_full_name_are_its_own() -> None:
    text = "Maren Holt (born 14 June 1902 in Tarn) was a physician. Her brother Piers painted."
    assert is_of_another_subject("When was Piers Holt born?", text, *place(text, "14 June 1902"))
    assert not is_of_another_subject("When was Maren Holt born?", text, *place(text, "14 June 1902"))


def test_a_language_is_called_like_one() -> None:
    text = "Quill runs on Linux; its menus are in Finnish, Basque and Tarvic."
    language = Slot("original language", "thing")
    assert value(language, text, *place(text, "Linux")) is None
    assert all(value(language, text, *place(text, name)) for name in ("Finnish", "Basque", "Tarvic"))


def test_what_befell_him_before_she_is_named_is_not_hers() -> None:
    text = "Osk Tarrel led it. When he died in 1938, the firm passed to Hedda Vik. When she died in 1955, it closed."
    assert is_of_another_subject("When did Hedda Vik die?", text, *place(text, "1938"))
    assert not is_of_another_subject("When did Osk Tarrel die?", text, *place(text, "1938"))
    assert not is_of_another_subject("When did Hedda Vik die?", text, *place(text, "1955"))
