"""Treebank words and Porter stems, which the published scripts compare by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.porter import porter_stem
from kgqa.data.metrics.words import treebank_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Linz lies on the Danube.", "Linz lies on the Danube ."),
        ("The U.S. team, 3,000 strong, left at 10:30", "The U.S. team , 3,000 strong , left at 10:30"),
        ("It grew. It shrank. Prof. Li saw.", "It grew . It shrank . Prof. Li saw ."),
        ('He said "no" (twice).', "He said `` no '' ( twice ) ."),
        ("they're Ann's, don't I'll", "they 're Ann 's , do n't I 'll"),
        ("the dogs' bone 'tis", "the dogs ' bone ' tis"),
        ("cannot wanna", "can not wan na"),
        ("5% of $7 & more... a--b; x", "5 % of $ 7 & more ... a -- b ; x"),
        ("Graz–Linz “Bahn”", "Graz – Linz “ Bahn ”"),
        ("word.(", "word.("[:5] + " ("),
        ("", ""),
        (" . ", "."),
    ],
)
def test_words(text: str, words: str) -> None:
    assert treebank_words(text) == words.split()


@settings(max_examples=40, deadline=None)
@given(st.text("ab.,:'\"`-()$… \n", max_size=20))
def test_no_character_is_lost(text: str) -> None:
    def letters(string: str) -> str:
        return "".join(string.split()).replace('"', "''").replace("``", "''")

    assert letters("".join(treebank_words(text))).replace("`", "'") == letters(text).replace("`", "'")


# The examples of the paper's own tables, taken through all its steps.
PAPER = """
caresses caress  ponies poni  cats cat  feed feed  agreed agre  plastered plaster  bled bled  motoring motor  sing sing
conflated conflat  troubled troubl  sized size  hopping hop  tanned tan  falling fall  hissing hiss  fizzed fizz
failing fail  filing file  happy happi  relational relat  conditional condit  rational ration  valency valenc
digitizer digit  radically radic  differently differ  analogously analog  vietnamization vietnam  operator oper
feudalism feudal  decisiveness decis  hopefulness hope  callousness callous  sensitivity sensit  sensibility sensibl
triplicate triplic  formative form  formalize formal  electricity electr  electrical electr  goodness good
revival reviv  allowance allow  inference infer  airliner airlin  adjustable adjust  irritant irrit  replacement replac
adoption adopt  communism commun  effective effect  bowdlerize bowdler  probate probat  rate rate  cease ceas
controlling control  rolling roll  generalizations gener  oscillators oscil
"""


@pytest.mark.parametrize(("word", "stem"), re.findall(r"(\w+) (\w+)", PAPER))
def test_stems_of_the_paper(word: str, stem: str) -> None:
    assert porter_stem(word) == porter_stem(word.upper()) == stem


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("dies", "die"),
        ("tied", "tie"),
        ("spied", "spi"),
        ("enjoy", "enjoy"),
        ("by", "by"),
        ("skies", "sky"),
        ("conditionally", "condit"),
        ("geology", "geolog"),
        ("playfully", "play"),
        ("as", "as"),
        ("news", "news"),
    ],
)
def test_where_it_departs_from_the_paper(word: str, stem: str) -> None:
    assert porter_stem(word) == stem


@settings(max_examples=40, deadline=None)
@given(st.text("aeiybcdlstz", max_size=12))
def test_a_stem_is_never_longer_than_its_word_by_more_than_an_e(word: str) -> None:
    assert len(porter_stem(word)) <= len(word)
