"""Parents that a text says in so many words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.slots.parents import parents

ADA = ("Ada Lind", "Ada")


@pytest.mark.parametrize(
    ("text", "father", "mother"),
    [
        ("Ada Lind was the daughter of Olaf Lind and Ida Berg.", "Olaf Lind", "Ida Berg"),
        ("Ada Lind was the daughter of Ida Berg and her husband Olaf Lind.", "Olaf Lind", "Ida Berg"),
        ("Ada Lind (1801 – 1860), daughter of Olaf II, Duke of Dorn and Ida of Veland, was a nun.",
         "Olaf II, Duke of Dorn", "Ida of Veland"),
        ("She was the second child of Queen Ida and Prince Olaf.", "Prince Olaf", "Queen Ida"),
        ("Ada was a daughter of the Danish politician and writer Olaf Lind (1770–1820) by his second wife, Ida.",
         "Olaf Lind", "Ida"),
        ("The third daughter of Olaf Lind, she went to sea.", "Olaf Lind", None),
        ("Ada Lind was born in Dorn to Olaf Lind and his wife Ida.", "Olaf Lind", "Ida"),
        ("Ada Lind is a painter. Her mother was Ida Berg, a singer.", None, "Ida Berg"),
        ("Ada Lind was the daughter of actress Ida Berg.", None, "Ida Berg"),
        ("Ada Lind married Per Moe, the son of Jon Moe.", None, None),
        ("Ada Lind is a painter. Per Moe was the son of Jon Moe and Eva Dahl.", None, None),
        ("Ada Lind had a sister who was the daughter of Jon Moe.", None, None),
        ("Ada Lind was the author of Sons and Daughters of Dorn.", None, None),
        ("Ada was the daughter of army commander Olaf De la Mar and Ida Berg.", "Olaf De la Mar", "Ida Berg"),
        ("Ada was a child of Olaf III the Tall, King of Dorn, and Ida d'Orlan.",
         "Olaf III the Tall, King of Dorn", "Ida d'Orlan"),
        ("Ada (1801 – 1860) was the first Lady of Tarn, daughter of Olaf Lind and his wife Ida Berg.",
         "Olaf Lind", "Ida Berg"),
        ("She was the sixth (but fourth living) child of Olaf Lind and Ida Berg.", "Olaf Lind", "Ida Berg"),
        ("Ada was the daughter of Governor and later Senator Olaf Lind.", "Senator Olaf Lind", None),
        ("Ada was the queen who defeated Per Moe, son of Jon Moe.", None, None),
        ("Ada Lind was born in Dorn to English parents, Olaf and Ida Lind.", "Olaf", "Ida Lind"),
        ("Ada Lind (of Dorn; born in Tarn), is the daughter of Olaf Has and Ida Berg.", "Olaf Has", "Ida Berg"),
        ("", None, None),
    ],
)  # fmt: skip
def test_each_is_told_from_the_other(text: str, father: str | None, mother: str | None) -> None:
    found = [None if span is None else text[slice(*span)] for span in parents(text, ADA)]
    assert found == [father, mother]


WORDS = ("Ada", "Lind", "was", "the", "son", "of", "and", "his", "wife", "Olaf", ",", "(", ")", ".", "born", "to", "J.")


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_a_parent_is_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for span in parents(text, ADA):
        assert span is None or (0 <= span[0] < span[1] <= len(text) and text[slice(*span)].strip())
