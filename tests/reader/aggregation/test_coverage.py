"""How much of a question the sentence has that a span stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.aggregation.coverage import Coverage
from kgqa.types import Evidence, Passage

FERRY = "The Nordlys carries 14 cars.\n\nDogs travel free. The harbour was built in 1904."
MILL = "The mill was built by Jo Lind. It stands on a hill."


def _pieces(*texts: tuple[str, str]) -> list[Evidence]:
    return [Evidence(Passage(str(at), "d", title, text), text, 0.5, "fusion") for at, (title, text) in enumerate(texts)]


@pytest.fixture
def pieces() -> list[Evidence]:
    return _pieces(("The ferry", FERRY), ("", MILL))


def _at(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def test_the_words_of_the_sentence_and_of_the_title_count(pieces: list[Evidence]) -> None:
    cover = Coverage("How many cars does the ferry carry?", pieces)
    assert cover.of(0, *_at(FERRY, "14 cars")) == 1.0
    assert 0 < cover.of(0, *_at(FERRY, "1904")) < 0.5  # the title alone
    assert cover.of(1, *_at(MILL, "Jo Lind")) == 0.0


def test_a_rare_word_counts_more(pieces: list[Evidence]) -> None:
    cover = Coverage("Who built the mill?", pieces)
    harbour, mill = cover.of(0, *_at(FERRY, "1904")), cover.of(1, *_at(MILL, "Jo Lind"))
    assert mill == 1.0 and 0 < harbour < 0.5  # two sentences tell of building, and one of a mill


def test_what_goes_over_the_end_of_a_sentence_has_both(pieces: list[Evidence]) -> None:
    cover = Coverage("Which harbour do dogs travel from?", pieces)
    start, end = FERRY.index("free"), FERRY.index("harbour")
    assert cover.of(0, start, end) > max(cover.of(0, start, start + 4), cover.of(0, end, end + 7)) > 0


def test_a_question_without_a_telling_word_is_covered(pieces: list[Evidence]) -> None:
    assert Coverage("Who is it?", pieces).of(1, 0, 3) == 1.0


@given(st.text(max_size=40), st.lists(st.text(max_size=60), min_size=1, max_size=3), st.data())
def test_it_is_a_share(question: str, texts: list[str], data: st.DataObject) -> None:
    cover = Coverage(question, _pieces(*(("t", text) for text in texts)))
    for number, text in enumerate(texts):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        assert 0 <= cover.of(number, start, end) <= 1 + 1e-9
    assert cover.of(0, 0, len(texts[0])) == pytest.approx(cover.of(0, 0, len(texts[0]) + 5))
