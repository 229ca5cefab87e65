"""How many of something a text says."""

from __future__ import annotations

import pytest

from kgqa.reader.pairs.counts import count_of


@pytest.mark.parametrize(
    ("noun", "text", "low", "high"),
    [
        ("species", "It has seven species in all.", 7, 7),
        ("species", "a genus of 75–100 species of ferns", 75, 100),
        ("species", "has anywhere from 70 to 165 species", 70, 165),
        ("species", "over 40 known species", 40, 60),
        ("floors", "a 68-story tower", 68, 68),
        ("islands", "The group has 1,200 small islands.", 1200, 1200),
        ("members", "The Iron Larks are a rock trio.", 3, 3),
        ("members", "The band is composed of singer Abe Falk and drummer Cora Dunn.", 2, 2),
    ],
)
def test_what_is_counted(noun: str, text: str, low: float, high: float) -> None:
    found = count_of(noun, text)
    assert found is not None
    assert (found.number.low, found.number.high) == (low, high)


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        ("species", "It was described in 1904 by Lind, who named the species."),
        ("islands", "The lake has 12 bays and islands."),
        ("members", "The band was formed in 2004."),
        ("members", "The alloy is composed of tin and lead."),
    ],
)
def test_what_is_not(noun: str, text: str) -> None:
    assert count_of(noun, text) is None
