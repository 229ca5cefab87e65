"""Batches of fixed shape."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.encoders.batching import FINE, STEP, fixed_batches, padded

lengths = st.lists(st.integers(1, 512), max_size=60)
steps = st.sampled_from([STEP, FINE])


@given(lengths, st.integers(1, 32), steps)
def test_every_row_once_and_it_fits(rows: list[int], size: int, step: int) -> None:
    batches = list(fixed_batches(rows, size=size, step=step))
    assert sorted(row for batch in batches for row in batch.rows) == list(range(len(rows)))
    for batch in batches:
        assert 0 < len(batch.rows) <= batch.size
        assert {padded(rows[row], step) for row in batch.rows} == {batch.length}
        assert batch.length * batch.size <= max(64 * size, batch.length)


@given(lengths, st.integers(1, 32), steps)
def test_the_shape_depends_on_the_length_alone(rows: list[int], size: int, step: int) -> None:
    shapes = {batch.length: batch.size for batch in fixed_batches(rows, size=size, step=step)}
    for length in rows:
        (alone,) = fixed_batches([length], size=size, step=step)
        assert alone.size == shapes[alone.length]
