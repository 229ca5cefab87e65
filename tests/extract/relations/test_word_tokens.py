"""Words of a text as the extractor's networks see them, whatever cuts them into pieces."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kgqa.encoders.bases import Base, find_base
from kgqa.encoders.packed import Marks
from kgqa.encoders.unigram import tokenizer_json
from kgqa.extract.relations.tokens import cut, word_tokenizer

EXPANDED = ["½ lo", "m² ㈱", "ﷺ", "lo…", "a\u200bb", "ﬁ"]
LETTERS = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyzOM5'.,()\"-", "lo,", "5)", "r."]
TEXTS = ['"Oslo," he said (Mr. O\'Brien, 5).', "a-b", "...", "", "  lo,  lo, "]


@pytest.fixture(scope="session")
def by_letters(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder: Path = tmp_path_factory.mktemp("letters")
    marks = Marks(begin=0, end=2, padding=1, unknown=3)
    scores = [-1.0] * (len(LETTERS) - 3) + [-0.5] * 3  # pieces across a mark are the likeliest
    (folder / "tokenizer.json").write_text(tokenizer_json(LETTERS, scores, marks), encoding="utf-8")
    return Base("letters", folder, "")


@cache
def of_bert() -> Tokenizer:
    return word_tokenizer(find_base())


@pytest.mark.parametrize("text", TEXTS)
def test_marks_are_words_of_their_own(by_letters: Base, text: str) -> None:
    (mine,), (berts,) = cut(word_tokenizer(by_letters), [text]), cut(of_bert(), [text])
    assert [word.text for word in mine.words] == [word.text for word in berts.words]
    for tokens in (mine, berts):
        for at, word in enumerate(tokens.words):
            assert text[word.start : word.end] == word.text == tokens.said((at, at + 1))
            assert tokens.characters((at, at + 1)) == (word.start, word.end)


@pytest.mark.parametrize("text", EXPANDED)
def test_signs_that_are_written_in_several_letters_stand_once(by_letters: Base, text: str) -> None:
    (tokens,) = cut(word_tokenizer(by_letters), [text])
    ends = [end for word in tokens.words for end in (word.start, word.end)]
    assert ends == sorted(ends) and all(word.text == text[word.start : word.end] != "" for word in tokens.words)
    assert "".join(word.text for word in tokens.words) == "".join(text.replace("\u200b", "").split())


def test_a_tokenizer_that_cuts_nothing_before_pieces_gets_marks_apart(tmp_path: Path, by_letters: Base) -> None:
    plain = json.loads((by_letters.folder / "tokenizer.json").read_text(encoding="utf-8"))
    (tmp_path / "tokenizer.json").write_text(json.dumps({**plain, "pre_tokenizer": None}), encoding="utf-8")
    (tokens,) = cut(word_tokenizer(Base("plain", tmp_path, "")), ["a.b"])
    assert [word.text for word in tokens.words] == ["a", ".", "b"]


@given(st.text(st.sampled_from("abOM5'.,() -\n"), max_size=40))
def test_words_lie_in_order_and_hold_all_but_spaces(by_letters: Base, text: str) -> None:
    (tokens,) = cut(word_tokenizer(by_letters), [text])
    assert "".join(word.text for word in tokens.words) == "".join(text.split())
    ends = [end for word in tokens.words for end in (word.start, word.end)]
    assert ends == sorted(ends)
    for first, last in zip(tokens.first, tokens.last, strict=True):
        assert 0 < first <= last < len(tokens.ids) - 1
