"""Batches of fixed shape."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.encoders.batching import fixed_batches, padded

lengths = st.lists(st.integers(1, 512), max_size=60)


@given(lengths, st.integers(1, 32))
def test_every_row_once_and_it_fits(rows: list[int], size: int) -> None:
    batches = list(fixed_batches(rows, size=size))
    assert sorted(row for batch in batches for row in batch.rows) == list(range(len(rows)))
    for batch in batches:
        assert 0 < len(batch.rows) <= batch.size
        assert {padded(rows[row]) for row in batch.rows} == {batch.length}


@given(lengths, st.integers(1, 32))
def test_the_shape_depends_on_the_length_alone(rows: list[int], size: int) -> None:
    shapes = {batch.length: batch.size for batch in fixed_batches(rows, size=size)}
    for length in rows:
        (alone,) = fixed_batches([length], size=size)
        assert alone.size == shapes[alone.length]
