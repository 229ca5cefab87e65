"""Names found in texts, and what a graph calls them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kgqa.extract.relations.align import Aligner
from kgqa.extract.relations.checkpoint import new_extractor
from kgqa.extract.relations.dates import dates_in, numbers_in
from kgqa.extract.relations.styles import STYLES
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut

TEXT = (
    "Port Oda (F.C.) opened on May 2nd, 1994 with 27,400 seats in Brinn, Lorn; Kovač, a U.S. actor, built it for 62 m."
)


@cache
def _tokenizer() -> Tokenizer:
    return new_extractor().tokenizer


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return cut(_tokenizer(), [TEXT])[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Port_Oda", "Port Oda"),
        ("Port_Oda_(F.C.)", "Port Oda (F.C.)"),
        ("port oda (stadium)", "Port Oda"),
        ("Brinn,_Lorn", "Brinn, Lorn"),
        ("Brinn,_Ooshire", "Brinn"),
        ("1994-05-02", "May 2nd, 1994"),
        ('"02 May 1994"', "May 2nd, 1994"),
        ("01 January 1994", "1994"),
        ("27400", "27,400"),
        ("62.0 (metres)", "62"),
        ("United_States", "U.S"),
        ("Aleksandra_Kovac", "Kovač"),
        ("Kovacs", "Kovač"),
    ],
)
def test_a_name_is_found_where_the_text_says_it(tokens: Tokens, name: str, said: str) -> None:
    found = Aligner(tokens.text, tokens.words).find(name)
    assert found is not None and [tokens.said(span) for span in found.spans] == [said]


@pytest.mark.parametrize("name", ["Elbonia", "1995-05-02", "28400", "", "()", '"'])
def test_what_the_text_does_not_say_is_not_found(tokens: Tokens, name: str) -> None:
    assert Aligner(tokens.text, tokens.words).find(name) is None


@given(st.text(max_size=80), st.text(max_size=12))
def test_any_text_and_any_name(text: str, name: str) -> None:
    (tokens,) = cut(_tokenizer(), [text])
    found = Aligner(text, tokens.words).find(name)
    for first, past in found.spans if found else ():
        assert 0 <= first < past <= len(tokens.words) and tokens.said((first, past))
    for word, first, last in zip(tokens.words, tokens.first, tokens.last, strict=True):
        assert text[word.start : word.end] == word.text and 0 < first <= last < len(tokens.ids) - 1


def test_long_texts_are_cut_between_words() -> None:
    (tokens,) = cut(_tokenizer(), ["Ooshireville " * 400])
    assert len(tokens.ids) <= MAX_PIECES and {word.text for word in tokens.words} == {"Ooshireville"}
    assert tokens.last[-1] == len(tokens.ids) - 2


def test_dates_and_numbers() -> None:
    text = "1994-05-02, 2.5.1994, 5/31/1994, the 2nd of May 1994; May 1994. 99.99.1994, 1,000,000 and -3.5 or v2"
    dates = dates_in(text)
    assert [date.iso for date in dates] == ["1994-05-02", "1994-05-02", "1994-05-31", "1994-05-02", "1994-05"]
    assert {date.spoken for date in dates} == {"02 May 1994", "31 May 1994", "01 May 1994"}
    assert {1e6, -3.5} <= {value for _, _, value in numbers_in(text)}
    assert STYLES["float"]("about 1,000 m") == "1000.0" and STYLES["whole"]("1.5") == ""
