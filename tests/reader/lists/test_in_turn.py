"""Who came before or after somebody, as texts say it outright."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.claims.claimed import claimed
from kgqa.reader.doubts.believed import believed
from kgqa.reader.lists.in_turn import asked_turn, in_turn
from kgqa.types import Passage

TEXTS = (
    "The director is Dr. Ada Holt, who took over from Jo Lind in 2017.",
    "Per Moe was elected treasurer in place of Kari Sund.",
    "The chair is Øyvind Ås, who succeeded Åse Lind.",
    "Olaf Berg was succeeded by Edda Holm. As chair Edda Holm followed Olaf Berg.",
)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who was director before Ada Holt?", 0, "Jo Lind"),
        ("Who was the director before Holt?", 0, "Jo Lind"),
        ("Who did Ada Holt succeed as director?", 0, "Jo Lind"),
        ("Whom did Ada Holt replace?", 0, "Jo Lind"),
        ("Who succeeded Jo Lind?", 0, "Dr. Ada Holt"),
        ("Who was Ada Holt's predecessor?", 0, "Jo Lind"),
        ("Who was director after Jo Lind?", 0, "Dr. Ada Holt"),
        ("Who was treasurer before Per Moe?", 1, "Kari Sund"),
        ("Who is the successor of Kari Sund?", 1, "Per Moe"),
        ("Who replaced Olaf Berg?", 3, "Edda Holm"),
        ("Who was chair before Øyvind Ås?", 2, "Åse Lind"),
        ("Who preceded Edda Holm?", 3, "Olaf Berg"),
        ("Who was captain before Ada Holt?", 0, None),  # the text tells of the director
        ("Who was director before Jo Lind?", 0, None),
        ("Who succeeded Ada Holt?", 0, None),
        ("Who was director before 2017?", 0, None),
        ("Who is the director?", 0, None),
    ],
)
def test_the_other_of_two_in_turn(question: str, text: int, expected: str | None) -> None:
    passage = Passage("1", "1", "Staff", TEXTS[text])
    assert {TEXTS[text][slice(*place)] for place in in_turn(question, passage)} == ({expected} if expected else set())


def test_who_stands_in_a_sentence_without_any_turn_is_doubted() -> None:
    text = "The mayor of Tarn is Ada Holt. Its best-known pupil was Jo Lind, born in 1950. Per Moe was mayor 1980–1990."
    left = {
        name: believed("Who was mayor before Ada Holt?", text, text.index(name), text.index(name) + len(name))
        for name in ("Jo Lind", "Per Moe")
    }
    assert left["Jo Lind"] < 0.5 < left["Per Moe"] == 1.0


@given(st.text(max_size=80), st.text(max_size=120))
def test_any_texts_are_looked_at(question: str, text: str) -> None:
    for asked in (question, f"Who was {question} before {question}?", f"Who succeeded {question}"):
        asked_turn(asked)
        places = in_turn(asked, Passage("1", "1", "", text))
        assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize("piece", ["A. ", "Ab-", "Ab de ", "1900 ", "Ab was elected "])
def test_long_runs_of_names_do_not_stall(piece: str) -> None:
    text = piece * 20_000
    begin = time.process_time()
    in_turn("Who was mayor before Ada Holt?", Passage("1", "1", "", text))
    claimed(f"Is {text} the mayor of {text}?")
    claimed(f"Is {text[:480]} in A?")
    assert time.process_time() - begin < 10  # minutes where each name was tried from each of its words
