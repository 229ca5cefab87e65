"""B-cubed against the paper's worked example and the definition item by item."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.bcubed import bcubed
from kgqa.errors import InputError

TRUTH = ["12345", "67", "89ABC"]


@pytest.mark.parametrize(("response", "precision"), [(["12345", "6789ABC"], 0.76), (["1234589ABC", "67"], 0.58)])
def test_the_papers_two_responses(response: list[str], precision: float) -> None:
    scores = bcubed(TRUTH, response)
    assert round(scores.precision, 2) == precision
    assert scores.recall == 1
    mirrored = bcubed(response, TRUTH)
    assert (mirrored.precision, mirrored.recall, mirrored.f1) == (scores.recall, scores.precision, scores.f1)


def test_items_of_one_side_only() -> None:
    scores = bcubed(["ab", "c"], ["abx"])
    assert scores.precision == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert scores.recall == pytest.approx((1 + 1 + 0) / 3)
    assert (bcubed([], []).f1, bcubed(["a"], []).f1, bcubed([], ["a"]).f1) == (1, 0, 0)


def test_an_item_in_two_clusters_is_refused() -> None:
    with pytest.raises(InputError, match="'a' is in two predicted clusters, numbers 0 and 1"):
        bcubed(["a"], ["ab", "ca"])


def clusters(labels: list[int]) -> list[set[int]]:
    return [{item for item, label in enumerate(labels) if label == each} for each in sorted(set(labels))]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=10))
def test_item_by_item(labels: list[tuple[int, int]]) -> None:
    golds, said = (clusters(list(side)) for side in zip(*labels, strict=True))
    precision = recall = 0.0
    for item in range(len(labels)):
        mine = next(cluster for cluster in said if item in cluster)
        true = next(cluster for cluster in golds if item in cluster)
        precision += len(mine & true) / len(mine) / len(labels)
        recall += len(mine & true) / len(true) / len(labels)
    scores = bcubed(golds, said)
    assert (scores.precision, scores.recall) == pytest.approx((precision, recall))
    assert 0 < scores.f1 <= 1
    assert bcubed(golds, golds[::-1]).f1 == 1
