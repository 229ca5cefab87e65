"""What a span of a text calls a thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.called import called, whole
from kgqa.reader.slots.parents import parents

WORDS = ("Olaf", "Lind", "king", "of", "Veland", "the", "The", "bin", "born", "in", "1901", "J.", "St.", "—", "Ek-Dahl")


@pytest.mark.parametrize(
    ("text", "read", "wanted"),
    [
        ("It was directed by Olaf Maria Lind and shown in May.", "Olaf Maria", "Olaf Maria Lind"),
        ("A son of Omar bin Said, he ruled.", "bin Said", "Omar bin Said"),
        ("A film by Olaf Lind. The next was better.", "Olaf", "Olaf Lind"),
        ("A film by Olaf J. Lind-Ek of Dorn.", "J. Lind", "Olaf J. Lind-Ek of Dorn"),
        ("It was sung by Olaf Lind in Ghent.", "Olaf Lind", "Olaf Lind"),
        ("The Olaf Lind of our days", "Olaf Lind", "Olaf Lind"),
        ("a film by Olaf", "Olaf", "Olaf"),
    ],
)
def test_the_whole_of_a_name(text: str, read: str, wanted: str) -> None:
    start = text.index(read)
    assert text[slice(*whole(text, start, start + len(read)))] == wanted


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_a_whole_name_holds_what_was_read_and_cuts_no_word(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join([*words[:first], ""]))
    end = len(" ".join(words[: last + 1]))
    low, high = whole(text, start, end)
    assert low <= start < end <= high
    assert low == 0 or text[low - 1] in " -"
    assert high == len(text) or text[high] in " .-"
    names = called(text, start, end)
    assert names and all(names) and len(set(names)) == len(names)


def test_what_leads_on_to_a_name_is_no_part_of_it() -> None:
    text = "She married the late King Olaf Lind, 3rd Earl of Veland."
    assert "Olaf Lind" in called(text, text.index("King"), text.index(","))
    assert called(text, text.index("Olaf"), text.index(","))[0] == "King Olaf Lind, 3rd Earl of Veland"


def test_a_name_has_an_end_in_any_text() -> None:
    text = "Aa " * 1000
    start, end = whole(text, 1500, 1502)
    assert len(text[start:end].split()) <= 25
    # Looked through from its beginning for each word before, this would take hours.
    letters = "a" * 300_000 + " Lind"
    assert whole(letters, 300_001, 300_005) == (300_001, 300_005)
    said = letters + " was a son of " + letters
    assert parents(said, ("Lind",)) == ((len(said) - 4, len(said)), None)
