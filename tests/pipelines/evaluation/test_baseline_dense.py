"""Vectors alone, and their fusion with BM25."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import KGQA, Question
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever
from kgqa.pipelines.evaluation.baselines.dense import DenseRetriever, FusedRetriever, fused
from kgqa.pipelines.evaluation.baselines.system import hybrid

rankings = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=6), max_size=3)


@settings(deadline=None)
@given(rankings)
def test_fusion_adds_the_reciprocals_of_ranks(lists: list[list[int]]) -> None:
    found = fused(lists)
    assert {row for row, _ in found} == {row for ranking in lists for row in ranking}
    for row, score in found:
        assert score == pytest.approx(sum(1 / (61 + r.index(row)) for r in lists if row in r))
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), unique=True, max_size=8))
def test_fused_with_itself_a_ranking_stays_as_it_is(ranking: list[int]) -> None:
    assert [row for row, _ in fused([ranking, ranking])] == ranking


def test_dense_passages_have_the_cosine_and_nothing_added(kb: Path, encoder: SentenceEncoder) -> None:
    qa = KGQA.load(kb, encoder=encoder)
    text = "Who isolated the metal lindium?"
    (found,) = DenseRetriever(hybrid(qa, "dense")).retrieve([Question("1", text)], [()], top_k=8)
    vector = encoder.encode_queries([text])[0]
    for piece in found:
        title = "" if piece.content.title in ("Lindium", "Nordhavn") else "?"
        assert piece.score == pytest.approx(float(encoder.encode([title + piece.text])[0] @ vector), abs=0.02)
    assert [(e.content.id, e.source) for e in found] == [("lindium", "dense"), ("nordhavn", "dense")]


def test_what_only_one_of_the_two_finds_is_kept(kb: Path, encoder: SentenceEncoder) -> None:
    pytest.importorskip("bm25s", reason='needs pip install "kgqa[evaluate]"')
    qa = KGQA.load(kb, encoder=encoder)
    dense = DenseRetriever(hybrid(qa, "fusion"))
    words = BM25Retriever(qa.passages)
    text = "lighthouse"
    assert [row for row, _ in words.rank(text, 8)] == [1]
    (found,) = FusedRetriever(words, dense).retrieve([Question("1", text)], [()], top_k=8)
    assert [(e.content.id, e.source) for e in found] == [("nordhavn", "fusion"), ("lindium", "fusion")]
    assert found[0].score == round(2 / 61, 6)
