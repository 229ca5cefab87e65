"""Countries and states in a text."""

from __future__ import annotations

from kgqa.reader.pairs.places import places


def named(text: str) -> list[tuple[str, str]]:
    return [(place.country, place.state) for place in places(text)]


def test_states_are_of_the_country() -> None:
    assert named("a mill in Santa Fe, New Mexico") == [("united states", "new mexico")]
    assert named("a US-based mill") == [("united states", "")]


def test_what_is_no_country() -> None:
    assert named("an English-language paper of Latin American music, told us by a Native American") == []
    assert named("a mill in Atlanta, Georgia") == [("", "georgia")]  # a state or a country
