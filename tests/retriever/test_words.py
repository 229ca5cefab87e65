"""Texts in words."""

from __future__ import annotations

from kgqa.retriever.words import cut


def test_words_are_folded_and_keep_whether_they_begin_in_upper_case() -> None:
    assert cut("Amélie met O’Brien's dog, twice.") == (
        ["amelie", "met", "obrien", "dog", "twice"],
        [True, False, True, False, False],
    )


def test_hyphens_part_words_and_scripts_without_blanks_are_cut_into_signs() -> None:
    assert cut("Jean-Luc 北京") == (["jean", "luc", "北", "京"], [True] * 4)
    assert cut(" — … ") == ([], [])
