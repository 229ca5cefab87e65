"""A page of one of two things names that one, whatever is asked."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.believed import believed
from kgqa.reader.doubts.choices import is_own_name

TEXT = "The Tern is a magazine. It was bought by Harbour Lantern in 1960."


@pytest.mark.parametrize(
    ("question", "value", "own"),
    [
        ("Which magazine came first, The Tern or Harbour Lantern?", "The Tern", True),
        ("Which magazine came first, Harbour Lantern or The Tern?", "The Tern", True),
        ("Who came first, Harbour Lantern or Tern?", "Tern", True),
        ("Which magazine bought it, The Tern or Harbour Lantern?", "Harbour Lantern", False),
        ("Which magazine was bought in 1960?", "The Tern", False),
        ("Was it The Tern or Harbour Lantern?", "The Tern", False),
    ],
)
def test_what_the_page_is_about_is_no_choice(question: str, value: str, own: bool) -> None:
    start = TEXT.index(value)
    place = (start, start + len(value))
    assert is_own_name(question, TEXT, *place, title="Tern") is own
    assert not own or believed(question, TEXT, *place, title="Tern") <= 0.5
