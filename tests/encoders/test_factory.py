"""Which index for how many vectors."""

from __future__ import annotations

import pytest

from kgqa.encoders.factory import EXACT, LISTS_EXACT, choose, points_needed


@pytest.mark.parametrize(
    ("count", "factory"),
    [(0, "Flat"), (EXACT, "Flat"), (EXACT + 1, "IVF1264,Flat"), (LISTS_EXACT + 1, "IVF5656,PQ96")],
)
def test_the_index_goes_by_the_number_of_vectors(count: int, factory: str) -> None:
    chosen = choose(count, 384)
    assert chosen.factory == factory
    assert f"{count:,} vectors" in chosen.why
    assert points_needed(factory) <= count


def test_what_is_asked_for_is_taken_where_there_are_enough_vectors() -> None:
    assert choose(5000, 384, "IVF100,Flat").factory == "IVF100,Flat"
    assert choose(3899, 384, "IVF100,Flat").factory == "Flat"
    assert choose(10, 384, "HNSW32").factory == "HNSW32"
