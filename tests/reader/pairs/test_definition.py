"""What the first sentence of a page says that its thing is."""

from __future__ import annotations

import pytest

from kgqa.reader.pairs.definition import definition


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Tern was a quarterly Danish magazine on sailing.", ["quarterly Danish magazine"]),
        ("Veldia is a genus of 11 accepted species of flowering plants in the family Veldiaceae.",
         ["genus", "flowering plants"]),
        ("Ada Lind (born 3 May 1950) is an actor, singer, and film director.", ["actor", "singer", "film director"]),
        ("Dunmoor is a \"commune\" (parish) in Veland.", ["commune"]),
        ("The Tarn Hound (No. 60) (also called the Small Hound, is a breed of dog from Veland.", ["breed", "dog"]),
        ("The Kestan Cur is a hunting and cattle dog that has its origins in Veland.", ["hunting", "cattle dog"]),
        ("Nightfall is a documentary film chronicling the last days of a mill.", ["documentary film"]),
    ],
)  # fmt: skip
def test_kinds(text: str, kinds: list[str]) -> None:
    found = definition(text)
    assert found is not None
    assert [text[slice(*kind)] for kind in found.kinds] == kinds


def test_a_text_that_defines_nothing() -> None:
    assert definition("In 1984 a company brought a computer to the market.") is None
    assert definition("") is None
