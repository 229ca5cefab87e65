"""By which role a text names whom a question leads to."""

from __future__ import annotations

import time

import pytest

from kgqa.reader.doubts.other_roles import is_of_other_role

TEXT = "Salt is a film whose director, Ida Berg, was sixty. Written and produced by Jo Lind, it stars Sven Moe."


@pytest.mark.parametrize(
    ("question", "name", "is_other"),
    [
        ("Where was the composer of Salt born?", "Ida", True),
        ("Where was Salt's composer born?", "Ida", True),
        ("Where was the director of Salt born?", "Ida", False),
        ("Where was the screenwriter of Salt born?", "Jo", False),
        ("Where was the producer of Salt born?", "Jo", False),
        ("Where was the director of Salt born?", "Jo", True),
        ("Where was the star of Salt born?", "Sven", False),
        ("Is the director of Salt the composer of Salt?", "Ida", False),
    ],
)
def test_who_directed_is_not_who_composed(question: str, name: str, is_other: bool) -> None:
    assert is_of_other_role(question, TEXT, TEXT.index(name)) is is_other


@pytest.mark.parametrize("piece", [" ", ",", "A", "direct ", ". "])
def test_endless_texts_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    is_of_other_role("Where was the composer of Salt born?", text, len(text) // 2)
    assert time.process_time() - began < 1
