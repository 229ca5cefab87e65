"""Windows: what the reader sees, and where it stands in the original text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from kgqa.encoders.bases import find_base
from kgqa.encoders.packed import Marks
from kgqa.encoders.unigram import tokenizer_json
from kgqa.reader.checkpoint import load_tokenizer
from kgqa.reader.network.inputs import InputBuilder, Limits

WORDPIECE = load_tokenizer(find_base())


def byte_level() -> Tokenizer:
    """A GPT-like tokenizer: its tokens are bytes, so that one character can be several tokens."""
    alphabet = {c: i + 2 for i, c in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE({"<s>": 0, "</s>": 1, **alphabet}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    return tokenizer


def metaspace() -> Tokenizer:
    """A SentencePiece-like tokenizer, with a lone word-start mark and NFKC in front."""
    pieces = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("▁", -2.0)] + [(chr(c), -3.0) for c in range(97, 123)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


BUILDERS = [
    InputBuilder(WORDPIECE, Limits(total=32, question=8, facts=8, overlap=6)),
    InputBuilder(byte_level(), Limits(total=32, question=8, facts=8, overlap=6)),
    InputBuilder(metaspace(), Limits(total=32, question=8, facts=8, overlap=6)),
]
texts = st.text(max_size=80) | st.text("aé ß\u0301İ北京🙂\u200f\x00مر\r\n.ﬁ", max_size=80)


@settings(max_examples=200, deadline=None)
@given(texts, st.lists(texts, max_size=3), texts, st.sampled_from(BUILDERS))
def test_offsets_are_places_in_the_passage(
    question: str, facts: list[str], passage: str, builder: InputBuilder
) -> None:
    windows = builder.build([(question, facts, passage)])
    for window in windows:
        assert len(window.ids) == len(window.types) <= builder.limits.total
        assert window.first + len(window.offsets) == len(window.ids) - 1
        before = 0
        for start, end in window.offsets:
            assert 0 <= start < end <= len(passage)
            assert start >= before - 3  # bytes of one character share its place
            before = start


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(BUILDERS))
def test_windows_cover_every_token_and_overlap(passage: str, builder: InputBuilder) -> None:
    whole = InputBuilder(builder.tokenizer, Limits(total=4000)).build([("q", (), passage)])
    parts = builder.build([("q", (), passage)])
    expected = [o for window in whole for o in window.offsets]
    rebuilt: list[tuple[int, int]] = []
    for number, window in enumerate(parts):
        new = list(window.offsets) if number == 0 else list(window.offsets[builder.limits.overlap :])
        rebuilt += new
    assert rebuilt == expected


def test_the_layout() -> None:
    (window,) = InputBuilder(WORDPIECE).build([("who?", ("a | b: c", "d | e: f"), "the cat")])
    words = [WORDPIECE.id_to_token(i) for i in window.ids]
    assert " ".join(words) == "[CLS] who ? [SEP] a | b : c ; d | e : f [SEP] the cat [SEP]"
    assert window.types == (0,) * 4 + (1,) * 15
    assert window.offsets == ((0, 3), (4, 7))


def test_facts_keep_to_their_budget_whole() -> None:
    builder = InputBuilder(WORDPIECE, Limits(facts=12))
    (window,) = builder.build([("who?", ("a | b: c", "d | e: f", "g | h: i"), "the cat")])
    words = [WORDPIECE.id_to_token(i) for i in window.ids]
    assert " ".join(words) == "[CLS] who ? [SEP] a | b : c ; d | e : f [SEP] the cat [SEP]"


def test_a_long_question_is_cut_and_the_passage_still_read() -> None:
    (window,) = InputBuilder(WORDPIECE).build([("why " * 900, (), "the cat")])
    assert window.first == 64 + 2
    assert len(window.offsets) == 2


@pytest.mark.parametrize("passage", ["", " ", "\n\t", "\u200b"])
def test_a_passage_without_words_gives_no_window_or_an_empty_one(passage: str) -> None:
    assert all(not w.offsets for w in InputBuilder(WORDPIECE).build([("who?", (), passage)]))


@pytest.mark.parametrize(
    ("passage", "covered"),
    [
        ("cafe\u0301 e\u0301te\u0301", "cafe\u0301|e\u0301te\u0301"),  # accents are joined to their letters
        ("a\u0323\u0327b", "a\u0323\u0327|b"),
        ("\uff76\uff9e \u1112\u1161\u11ab", "\uff76\uff9e|\u1112\u1161\u11ab"),
        ("\uff46\uff55\uff4c\uff4c\u3000\uff12\uff10", "\uff46\uff55\uff4c\uff4c|\uff12\uff10"),
        ("北京 是", "北|京|是"),  # a lone word-start mark is no token of the passage
        ("🙂\u200d🙂 ok", "🙂|🙂|ok"),
        ("\u0645\u0631 \u0643\u064e", "\u0645\u0631|\u0643|\u064e"),
        ("\ufb01\u00e9 \ufeff x\x01\x02 y", "\ufb01|\u00e9|x|y"),
    ],
)
def test_a_token_covers_what_was_joined_to_it(passage: str, covered: str) -> None:
    words = ["café", "été", "ạ̧", "ガ", "한", "full", "20", "ok", "مر", "ك", "fi", "x", "y"]
    words = [unicodedata.normalize("NFKC", word) for word in words]
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *(f"▁{word}" for word in words), *"é北京是🙂b\u064e"]
    text = tokenizer_json(pieces, [0.0] * 4 + [-9.0] * (len(pieces) - 4), Marks(0, 2, 1, 3))
    (window,) = InputBuilder(Tokenizer.from_str(text)).build([("a", (), passage)])
    assert "|".join(passage[start:end] for start, end in window.offsets) == covered


def test_accents_that_are_taken_off_belong_to_their_letter() -> None:
    passage = "le cafe\u0301 noir"
    (window,) = InputBuilder(WORDPIECE).build([("who?", (), passage)])
    assert "".join(passage[start:end] for start, end in window.offsets) == "lecafe\u0301noir"


def test_a_tokenizer_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="none of the marks"):
        InputBuilder(Tokenizer(models.BPE({"a": 0}, [])))


def test_the_base_tokenizer_is_there(tiny_base: Path) -> None:
    assert load_tokenizer(find_base(str(tiny_base))).get_vocab_size() == 30522
