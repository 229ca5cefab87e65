"""The re-ranker: the same bits in any batch, learns which passage answers, on disk and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError, ModelError
from kgqa.retriever.cross_encoder import CrossCheckpoint, CrossEncoder, load_reranker, new_reranker, save_reranker
from kgqa.retriever.cross_model import LEAD_TOKENS, PASSAGE_TOKENS, QUESTION_TOKENS, pair
from kgqa.retriever.cross_training import train_cross
from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.rank_training import RERANKING

METALS = ["Lindium", "Tarnium", "Osmarkium", "Brinnium"]
QUESTIONS = [
    DenseExample(
        f"Who found {name}?",
        f"{name} was found by Ada Lind.",
        tuple(f"{other} was found by Karl Moe." for other in METALS if other != name),
        f"{name} is a metal." if i % 2 else "",
    )
    for i, name in enumerate(METALS)
]
SETTINGS = replace(RERANKING, epochs=15, batch_size=2, learning_rate=2e-3, negatives=3, dropout=0.0, bf16=False)
TOKENS = st.lists(st.integers(1000, 2000), max_size=300).map(lambda ids: [101, *ids, 102])


@pytest.fixture(scope="module")
def cross(tiny_base: Path) -> CrossCheckpoint:
    made = new_reranker(str(tiny_base))
    with torch.no_grad():
        made.model.score.weight.normal_()
    return made


def test_a_pair_scores_the_same_in_any_company(cross: CrossCheckpoint) -> None:
    reranker = CrossEncoder(cross, device="cpu")
    passages = [text for example in QUESTIONS for text in (example.positive, *example.negatives)]
    together = reranker.scores("Who found Lindium?", passages)
    alone = [reranker.scores("Who found Lindium?", [passage])[0] for passage in passages]
    assert together.tolist() == alone
    led = reranker.scores("Who found Lindium?", passages, lead="Lindium is a metal.")
    assert not np.array_equal(led, together)
    assert reranker.scores("Who found Lindium?", []).shape == (0,)


@given(TOKENS, TOKENS, st.one_of(st.just([]), TOKENS))
def test_a_pair_keeps_its_marks_and_its_limits(question: list[int], passage: list[int], lead: list[int]) -> None:
    ids, kinds = pair(question, passage, lead)
    assert len(ids) == len(kinds) <= QUESTION_TOKENS + LEAD_TOKENS + PASSAGE_TOKENS
    assert ids[0] == 101 and ids[-1] == 102 and ids.count(102) == (3 if lead else 2)
    assert kinds == sorted(kinds) and kinds.index(1) == len(kinds) - kinds.count(1)


def test_training_puts_the_right_passage_first(tiny_base: Path, tmp_path: Path) -> None:
    start = new_reranker(str(tiny_base), dropout=0.0)
    steps = train_cross(start.model, start.tokenizer, QUESTIONS, SETTINGS, state=tmp_path / "state")
    assert steps == 30
    reranker = CrossEncoder(start, device="cpu")
    for example in QUESTIONS:
        scores = reranker.scores(example.question, [example.positive, *example.negatives], lead=example.lead)
        assert scores.argmax() == 0, example.question
    save_reranker(replace(start, training={"steps": steps}), tmp_path / "mine")
    back = load_reranker(tmp_path / "mine")
    assert back.name == "mine" and back.training == {"steps": 30} and len(back.sha256) == 64
    for (name, one), other in zip(start.model.named_parameters(), back.model.named_parameters(), strict=True):
        assert torch.allclose(one, other[1], atol=2e-3), name


def test_a_reranker_without_negatives_learns_from_its_batch(tiny_base: Path, tmp_path: Path) -> None:
    start = new_reranker(str(tiny_base))
    bare = [replace(example, negatives=()) for example in QUESTIONS]
    assert train_cross(start.model, start.tokenizer, bare, replace(SETTINGS, epochs=1), state=tmp_path / "state") == 2
    with pytest.raises(InputError, match="at least one example"):
        train_cross(start.model, start.tokenizer, [], SETTINGS, state=tmp_path / "none")


def test_a_reranker_that_is_none_is_named(tiny_base: Path, tmp_path: Path, cross: CrossCheckpoint) -> None:
    with pytest.raises(ModelError, match="no re-ranker 'absent'"):
        load_reranker("absent")
    save_reranker(cross, tmp_path / "mine")
    (tmp_path / "mine" / "reranker.safetensors").write_bytes(b"torn")
    with pytest.raises(ModelError, match="broken"):
        load_reranker(tmp_path / "mine")
