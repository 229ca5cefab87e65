"""Passages put in order by reading: nothing lost, nothing moved that was not read, the same each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kgqa.retriever.cross_encoder import CrossEncoder, new_reranker
from kgqa.retriever.cross_training import train_cross
from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.rank_training import RERANKING
from kgqa.retriever.reranking import Reranker, likely

TEXTS = [f"Ore {i} comes from the {'north' if i % 3 else 'south'} of the island." for i in range(12)]


@pytest.fixture(scope="module")
def reading(tiny_base: Path) -> CrossEncoder:
    """A cross-encoder that has learned one thing: what comes from the south is right."""
    start = new_reranker(str(tiny_base), dropout=0.0)
    south, north = TEXTS[::3], [text for text in TEXTS if "north" in text]
    asked = [DenseExample("Which ore comes from the south?", text, tuple(north)) for text in south]
    settings = replace(RERANKING, epochs=20, batch_size=2, learning_rate=2e-3, negatives=4, dropout=0.0, bf16=False)
    train_cross(start.model, start.tokenizer, asked, settings, state=tiny_base / "reading")
    return CrossEncoder(start, device="cpu")


FOUND = st.lists(
    st.tuples(st.integers(0, 11), st.floats(0, 2, width=32)), max_size=12, unique_by=lambda each: each[0]
).map(lambda pairs: [(row, score, "fusion") for row, score in sorted(pairs, key=lambda each: (-each[1], each[0]))])


@given(FOUND, st.integers(0, 5), st.integers(0, 2))
def test_order_keeps_every_passage_and_its_source(
    reading: CrossEncoder, found: list[tuple[int, float, str]], deep: int, leads: int
) -> None:
    reranker = Reranker(reading, deep=deep, leads=leads)
    ordered = reranker.order("Which ore comes from the south?", found, TEXTS.__getitem__)
    assert sorted((row, source) for row, _, source in ordered) == sorted((row, source) for row, _, source in found)
    assert [(-score, row) for row, score, _ in ordered] == sorted((-score, row) for row, score, _ in ordered)
    before = {row: score for row, score, _ in found}
    for row, score, _ in ordered:
        assert before[row] <= score <= before[row] + reranker.share
    unread = {row for row, _, _ in found[deep:]}
    assert all(score == before[row] for row, score, _ in ordered if row in unread)
    assert ordered == reranker.order("Which ore comes from the south?", found, TEXTS.__getitem__)


def test_what_was_learned_to_be_right_comes_first(reading: CrossEncoder) -> None:
    found = [(row, 1.0 - row / 100, "fusion") for row in range(12)]
    ordered = Reranker(reading, leads=0, share=2.0).order("Which ore comes from the south?", found, TEXTS.__getitem__)
    assert {row for row, _, _ in ordered[:4]} == {0, 3, 6, 9}


def test_a_score_of_none_is_one_half() -> None:
    assert likely(np.array([0.0, -20.0, 20.0], np.float32)).round(3).tolist() == [0.5, 0.0, 1.0]
    assert torch.sigmoid(torch.tensor(1.5)).item() == pytest.approx(float(likely(np.array([1.5], np.float32))[0]))
