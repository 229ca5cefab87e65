"""A place or a day belongs to the event that its own clause tells of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.language.events import asked_event, is_of_another_event
from kgqa.reader.language.life_dates import dated, half_of

BORN, DIED = "Where was Jonas Weller born?", "Where did Jonas Weller die?"
WHEN_DIED = "When did Jonas Weller die?"


def doubted(question: str, text: str, value: str) -> bool:
    start = text.index(value)
    return is_of_another_event(question, text, start, start + len(value))


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (BORN, "He studied in Antwerp under Karel Maas.", "Antwerp"),
        (BORN, "He was born in 1901 and worked in Ghent.", "Ghent"),
        (BORN, "He was born in 1901, studied in Ghent and taught there.", "Ghent"),
        (BORN, "Weller lived for ten years in Ghent.", "Ghent"),
        (BORN, "He died at Ghent in 1950.", "Ghent"),
        (BORN, "He was buried in Ghent.", "Ghent"),
        (BORN, "In 1920 he moved to Ghent.", "Ghent"),
        (BORN, "In Ghent he founded a school.", "Ghent"),
        (BORN, "He studied in Ghent, where he later died.", "Ghent"),
        ("In which city was Jonas Weller born?", "He was educated in Ghent.", "Ghent"),
        ("What is the place of birth of Jonas Weller?", "Weller, who was educated in Ghent, paints.", "Ghent"),
        ("When was Jonas Weller born?", "He founded the firm in 1903.", "1903"),
        ("When was Jonas Weller born?", "In 1903 he founded the firm.", "1903"),
        (DIED, "Weller was buried in Ghent.", "Ghent"),
        (DIED, "Weller (1901, Lyon – 1977, Ghent) lived in Paris.", "Lyon"),
        (WHEN_DIED, "She married him in 1920.", "1920"),
        ("Where did Ada marry?", "Ada was born in Leeds.", "Leeds"),
        ("Where did Ada study?", "Ada was born in Leeds and died in York.", "York"),
        ("When was Sundverk founded?", "The company moved to Drammen in 1910.", "1910"),
    ],
)
def test_the_clause_tells_of_another_event(question: str, text: str, value: str) -> None:
    assert doubted(question, text, value)
    start = text.index(value)
    assert believed(question, text, start, start + len(value)) < 0.5


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (BORN, "Weller was born in Ghent.", "Ghent"),
        (BORN, "Weller, a native of Ghent, studied in Lyon.", "Ghent"),
        (BORN, "He hails from Ghent and studied in Lyon.", "Ghent"),
        (BORN, "He comes from Ghent.", "Ghent"),
        (BORN, "Born and raised in Ghent, he studied in Lyon.", "Ghent"),
        (BORN, "He was born, lived and died in Ghent.", "Ghent"),
        (BORN, "He died in Ghent, where he had been born.", "Ghent"),
        (BORN, "He returned to his native Ghent.", "Ghent"),
        (BORN, "He studied in Ghent, his birthplace.", "Ghent"),
        (BORN, "Weller (1901, Ghent – 1977, Lyon) lived in Paris.", "Ghent"),
        (BORN, "He studied in Lyon. He was born in Ghent.", "Ghent"),
        (BORN, "The Ghent-born painter studied in Lyon.", "Ghent"),
        (BORN, "Jonas Weller (Ghent) paints.", "Ghent"),
        (BORN, "Ghent was the place of his birth.", "Ghent"),
        (DIED, "He was working in Ghent when he died.", "Ghent"),
        (DIED, "Weller (1901, Lyon – 1977, Ghent) lived in Paris.", "Ghent"),
        ("When was Sundverk founded?", "He studied in Oslo and founded Sundverk in 1903.", "1903"),
        ("Where did Jonas Weller live when he died?", "He was born in Ghent.", "Ghent"),
        ("Where did Max Born die?", "Born died in Ghent.", "Ghent"),
        ("Who was born in Ghent?", "Weller studied in Lyon with Ada.", "Ada"),
        ("Where did Jonas Weller live?", "He worked in Ghent.", "Ghent"),
    ],
)
def test_the_clause_tells_of_the_event_asked_about_or_of_none(question: str, text: str, value: str) -> None:
    assert not doubted(question, text, value)
    start = text.index(value)
    assert believed(question, text, start, start + len(value)) == 1.0
    assert trimmed(question, text, start, start + len(value)) == (start, start + len(value))


def test_a_span_that_runs_on_is_cut_to_the_event_asked_about() -> None:
    text = "Edmund Farr was born in Leeds and educated in York, where he later married."
    start, end = text.index("Leeds"), text.index(", where")
    asked = {"Where was Edmund Farr born?": "Leeds", "Where was Edmund Farr educated?": "York"}
    for question, answer in asked.items():
        assert text[slice(*trimmed(question, text, start, end))] == answer
    assert trimmed("Who was Edmund Farr?", text, start, end) == (start, end)


@pytest.mark.parametrize(
    ("text", "born", "died"),
    [
        ("Jo Lind (3 May 1901, Ghent – 9 June 1977, Ostend) was a painter.", "3 May 1901", "9 June 1977"),
        ("Jo Lind (Ghent, May 3, 1901 — Ostend, 1977) was a painter.", "May 3, 1901", "1977"),
        ("Jo Lind (1901-1977) was a painter.", "1901", "1977"),
    ],
)
def test_of_two_dates_behind_a_name_the_one_asked_for_is_taken(text: str, born: str, died: str) -> None:
    start, end = text.index("(") + 1, text.index(")")
    for question, answer in (("When was Jo Lind born?", born), ("What is the date of death of Jo Lind?", died)):
        assert text[slice(*dated(question, text, start, end))] == answer
        assert text[slice(*dated(question, text, start, start + 4))] == answer
    assert dated("Who is Jo Lind?", text, start, end) == (start, end)


@pytest.mark.parametrize(
    "text", ["He lived in Paris (1925–1931).", "Jo Lind paints. The series (2005–2010) is known.", "Jo Lind (b. 1901)."]
)
def test_other_brackets_tell_of_no_life(text: str) -> None:
    assert all(half_of(text, at) == "" for at in range(len(text)))


@given(
    question=st.sampled_from([BORN, DIED, WHEN_DIED]) | st.text(max_size=60), text=st.text(max_size=160), at=st.data()
)
def test_any_text_is_looked_at(question: str, text: str, at: st.DataObject) -> None:
    start = at.draw(st.integers(0, len(text)))
    end = at.draw(st.integers(start, len(text)))
    first, last = trimmed(question, text, start, end)
    assert 0 <= first <= last <= len(text)
    assert 0 < believed(question, text, start, end) <= 1
    assert isinstance(asked_event(question), str)
