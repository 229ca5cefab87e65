"""Values of many nodes at once against each by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.kg.graph import Graph
from kgqa.reader.typed.read_values import UNREAD, parsed, read_values
from kgqa.types import Entity, Literal, Triple

DIGITS = st.text("0123456789-", min_size=1, max_size=12)
ODD = [
    *("2024-02-29", "2023-02-29", "1900-02-29", "2000-13-01", "2000-00-00", "0000-01-01", "2001-05-06T07:08:09Z"),
    *("1987", "1987-05", "-0044", "12 May 1999", "the 1990s", "12-34-5678", "abcd-ef-gh", "", " 12 ", "007", "²"),
    *("1 km", "2 km", "1,200", "1.5 million", "١٢٣٤", "9" * 400),
]


@pytest.mark.parametrize("sort", ["date", "number"])
@given(texts=st.lists(DIGITS | st.sampled_from(ODD), min_size=1, max_size=20, unique=True))
def test_many_values_are_read_as_each_is(sort, texts):
    graph = Graph.build(
        [Triple("a", "r", Literal(text)) for text in texts] + [Triple("a", "r", "year")], [Entity("year", "1999")]
    )
    rows = np.arange(graph.n_terms)
    found = read_values(rows, sort, graph)
    for row in rows.tolist():
        expected = parsed(graph.label(row), sort)
        assert (None if found.unit[row] == UNREAD else found[row]) == expected
    assert found.own_units() == {value.unit for row in rows.tolist() if (value := parsed(graph.label(row), sort))}
