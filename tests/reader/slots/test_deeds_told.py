"""Makers of things that a text names outright."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.slots.deeds_told import maker


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("Salt is a film directed by Ada Lind.", "director", "Ada Lind"),
        ("Salt is a film. It was written, directed and narrated by Ada Lind and Per Moe.", "director", "Ada Lind"),
        ("Salt is a film. The film was produced by Per Moe and directed by Ada Lind.", "director", "Ada Lind"),
        ("Salt is a film. It was directed, narrated and starring Ada Lind.", "director", None),
        ("Salt is a film directed by and starring Ada Lind.", "director", "Ada Lind"),
        ("Iron is a film directed by Ada Lind.", "director", None),
        ("Salt is a film. Iron was directed by Ada Lind.", "director", None),
        ("Salt is a film directed by Ada Lind.", "producer", None),
        ("Salt is a film directed by Ada Lind.", "genre", None),
        ("Salt is a song composed by the sailor Per Moe.", "composer", "Per Moe"),
        ("", "director", None),
    ],
)
def test_who_is_named_as_the_maker(text: str, label: str, wanted: str | None) -> None:
    span = maker(text, label, ("Salt",))
    assert (None if span is None else text[slice(*span)]) == wanted


WORDS = ("Salt", "is", "directed", "by", "Ada", "Lind", "and", ",", ".", "It", "was", "the", "composed", "(", ")")


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["director", "composer"]))
def test_a_maker_is_words_of_the_text(words: list[str], label: str) -> None:
    text = " ".join(words)
    span = maker(text, label, ("Salt",))
    assert span is None or (0 <= span[0] < span[1] <= len(text) and text[slice(*span)].strip())
