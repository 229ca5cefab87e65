"""Distinct numbers, as numpy's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgqa.kg import distinct
from kgqa.kg.distinct import sorted_distinct


@given(numbers=st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3)))
def test_numbers_are_distinct_and_sorted(numbers):
    array = np.array(numbers, np.uint64)
    expected = np.unique(array)
    found = sorted_distinct(array)
    assert found.dtype == expected.dtype
    assert found.tolist() == expected.tolist()


@given(st.lists(st.integers(0, 30)), st.sampled_from([1, 2, 7]))
def test_there_is_no_second_list(numbers, block):
    before = distinct._BLOCK
    distinct._BLOCK = block
    try:
        array = np.array(numbers, np.int64)
        found = sorted_distinct(array)
    finally:
        distinct._BLOCK = before
    assert found.tolist() == sorted(set(numbers)) and found.base is array
