"""A unigram tokenizer with fewer pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kgqa.encoders.bases import find_base
from kgqa.encoders.packed import Marks
from kgqa.encoders.stored import tokenizer_of
from kgqa.encoders.trimming import with_pieces
from kgqa.encoders.unigram import tokenizer_json
from kgqa.errors import InputError

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdeéễ.中", "▁ab", "▁cd", "de", "▁ab.", "中中"]
SCORES = [0.0] * 4 + [-3.0] * 10 + [-2.0] * 5
WHOLE = Tokenizer.from_str(tokenizer_json(PIECES, SCORES, Marks(begin=0, end=2, padding=1, unknown=3)))


def pieces(tokenizer: Tokenizer, text: str) -> list[str]:
    return list(tokenizer.encode(text).tokens)


def test_pieces_that_go_are_said_in_shorter_ones() -> None:
    less, old = with_pieces(WHOLE, WHOLE.encode("ab cd").ids)
    assert [PIECES[number] for number in old] == ["<s>", "</s>", "<unk>", *PIECES[4:13], "▁ab", "▁cd"]
    assert pieces(less, "ab cd") == pieces(WHOLE, "ab cd") == ["<s>", "▁ab", "▁cd", "</s>"]
    assert pieces(WHOLE, "ab.") == ["<s>", "▁ab.", "</s>"] and pieces(less, "ab.") == ["<s>", "▁ab", ".", "</s>"]
    assert less.encode("ễ").ids[-2] == less.token_to_id("ễ")
    assert pieces(less, "中中 é")[-3:] == ["▁", "é", "</s>"] and less.encode("中").ids[-2] == less.token_to_id("<unk>")


@given(st.text("abcdeéễ. ", max_size=30), st.sets(st.sampled_from(range(len(PIECES)))))
def test_every_text_is_said_by_old_pieces_and_as_before_where_all_of_its_own_are_kept(
    text: str, kept: set[int]
) -> None:
    less, old = with_pieces(WHOLE, kept)
    before, after = WHOLE.encode(text), less.encode(text)
    assert [PIECES[old[number]] for number in after.ids] == after.tokens
    assert old[less.token_to_id("<s>")] == 0 and less.token_to_id("<unk>") not in after.ids
    if set(before.ids) <= set(old):
        assert after.tokens == before.tokens and after.offsets == before.offsets


def test_other_tokenizers_are_refused() -> None:
    with pytest.raises(InputError, match=r"Unigram tokenizer .* this is WordPiece"):
        with_pieces(tokenizer_of(find_base()), [1])
