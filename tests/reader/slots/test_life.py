"""Places of birth and death in the brackets behind a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.slots.life import place_of


@pytest.mark.parametrize(
    ("text", "birth", "death"),
    [
        ("Jo Lind (3 May 1901, Ghent – 9 June 1977, Ostend) was a painter.", "Ghent", "Ostend"),
        ("Jo Lind (3 May 1901 in Ghent – 9 June 1977 in Ostend) was a painter.", "Ghent", "Ostend"),
        ("Jo Lind ( 3 May 1901 Tarn, Veland – 9 June 1977 Dorn), was a painter.", "Tarn, Veland", "Dorn"),
        ("Jo Lind (Tarn an der Aar, 3 May 1901 – Dorn, 9 June 1977) was a painter.", "Tarn an der Aar", "Dorn"),
        ("Jo Lind (1901 – 9 June 1977, Ostend) was a painter.", None, "Ostend"),
        ("Jo Lind (born 3 May 1951, Ghent) is a painter.", "Ghent", None),
        ("Jo Lind (born Ada Berg, 3 May 1951) is a painter.", None, None),
        ("Jo Lind (3 May 1901 – 9 June 1977) was a painter.", None, None),
        ("Jo Lind was a painter. Per Moe (3 May 1901, Ghent – 9 June 1977, Ostend) taught her.", None, None),
        ("", None, None),
    ],
)
def test_the_brackets_say_both(text: str, birth: str | None, death: str | None) -> None:
    found = [place_of(text, f"place of {what}") for what in ("birth", "death")]
    assert [None if span is None else text[slice(*span)] for span in found] == [birth, death]


def test_nothing_else_is_read_off_them() -> None:
    assert place_of("Jo Lind (3 May 1901, Ghent – 9 June 1977, Ostend) was a painter.", "place of burial") is None


PIECES = ("Jo Lind", " (", ") ", "born ", "3 May 1901", "9 June 1977", " – ", ", ", "Ghent", " in ", "1950", ".", "was")


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_a_place_is_words_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for what in ("birth", "death"):
        span = place_of(text, f"place of {what}")
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(text)
            assert not any(letter.isdigit() for letter in text[slice(*span)])
