"""Which slots a comparison asks for."""

from __future__ import annotations

from typing import Any

import pytest

from kgqa.reader.slots.chains import SlotChains, _compared, _land_of_life


def labels(words: str) -> list[tuple[str, ...]]:
    return [tuple(slot.label for slot in chain.slots) for chain in _compared(words)]


def test_what_is_compared_is_no_relation_of_it() -> None:
    assert labels("which building is taller §0 or §1") == [("elevation",), ("height",)]
    assert ("director", "date of birth") not in labels("which director was born first §0 or §1")
    assert ("director", "date of birth") in labels("which film has the director who was born first §0 or §1")
    assert ("director", "date of birth") in labels("which film whose director was born first §0 or §1")


def test_what_is_to_be_the_same_may_be_no_common_relation() -> None:
    assert labels("are §0 and §1 in the same family") == [("family",)]
    assert labels("do §0 and §1 have the same occupation") == []
    assert labels("are §0 and §1 the same type of plant") == []
    assert ("country of citizenship",) in labels("are §0 and §1 from the same country")


def test_in_which_country_somebody_was_born_is_where_the_place_lies() -> None:
    def chains(words: str) -> list[tuple[str, ...]]:
        return [tuple(slot.label for slot in chain.slots) for chain in _land_of_life(words)]

    assert chains("in which country was §0 born") == [("place of birth", "country")]
    assert chains("what country was §0 born in") == chains("what is the country of birth of §0")
    assert chains("which country did §0 die in") == [("place of death", "country")]
    assert chains("which country is §0 from") == chains("in which country was the director of §0 born") == []


@pytest.mark.parametrize(
    "words", ["what is §0 used for", "what is the purpose of §0", "what was §0 used to", "what are the uses of §0"]
)
def test_what_a_thing_is_for_is_none_of_the_relations(words: str) -> None:
    nothing: Any = None
    assert SlotChains(nothing).wanted(words.replace("§0", "Tarn"), words, nothing) == []
