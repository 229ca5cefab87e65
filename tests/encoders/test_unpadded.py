"""Texts side by side: every text in a block once, and what it comes to whoever stands beside it."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.unpadded import BLOCK, FEW, blocks, fits, looks, mean_vectors, run, word_vectors


@pytest.mark.parametrize("longest", [3, 40, 200, 700])
def test_every_text_is_in_one_block_that_it_fits(longest: int) -> None:
    lengths = [random.Random(longest).randint(1, longest) for _ in range(300)]
    found = list(blocks(lengths))
    assert sorted(row for rows in found for row in rows) == list(range(300))
    for rows in found:
        assert len(rows) == 1 or sum(lengths[row] for row in rows) <= BLOCK


def test_blocks_of_short_texts_are_nearly_full() -> None:
    lengths = [random.Random(row).randint(5, 60) for row in range(500)]
    assert len(list(blocks(lengths))) <= 1.1 * sum(lengths) / BLOCK + 1


def test_no_text_no_block() -> None:
    assert list(blocks([])) == []


@pytest.mark.parametrize(("size", "longest"), [(BLOCK, 254), (FEW, 60), (FEW, 12)])
def test_a_text_comes_to_equal_bits_in_any_company(encoder: SentenceEncoder, size: int, longest: int) -> None:
    rng = random.Random(1)
    ids = [[101, *(rng.randint(1000, 20000) for _ in range(rng.randint(0, longest))), 102] for _ in range(8)]
    together = mean_vectors(encoder.model, ids, size=size)
    assert np.array_equal(mean_vectors(encoder.model, ids[::-1], size=size)[::-1], together)
    for row in range(8):
        assert np.array_equal(mean_vectors(encoder.model, [ids[row]], size=size)[0], together[row])
        assert np.array_equal(mean_vectors(encoder.model, [ids[row], ids[3]], size=size)[0], together[row])


def test_it_is_what_the_model_gives_in_padded_batches(encoder: SentenceEncoder) -> None:
    ids = encoder.tokens(["a cat", "the capital of Austria is Vienna", "x " * 300])
    length = max(map(len, ids))
    block, mask = np.zeros((3, length), np.int64), np.zeros((3, length), bool)
    for place, row in enumerate(ids):
        block[place, : len(row)], mask[place, : len(row)] = row, True
    near = 1e-5 if encoder.model.dtype == torch.float32 else 2e-2
    assert np.allclose(mean_vectors(encoder.model, ids), encoder.forward(block, mask), atol=near)


def test_texts_look_at_themselves_alone(encoder: SentenceEncoder) -> None:
    ids = encoder.tokens(["a cat", "the capital of Austria"])
    lengths = [len(row) for row in ids]
    with torch.inference_mode():
        hidden, query, key = run(encoder.model, word_vectors(encoder.model, ids), lengths)
        found = looks(query, key, lengths)
    assert [len(each) for each in hidden] == lengths
    assert [each.shape[1:] for each in found] == [(length, length) for length in lengths]
    assert all(torch.allclose(each.sum(-1), torch.ones(()), atol=1e-5) for each in found)


def test_a_longer_text_than_a_block_has_one_of_its_own(encoder: SentenceEncoder) -> None:
    words = word_vectors(encoder.model, [[101] * (BLOCK + 3)])
    assert len(words) == BLOCK + 3
    assert list(blocks([BLOCK + 3, 4])) == [[0], [1]]


def test_only_plain_berts_on_a_cpu_run_so(encoder: SentenceEncoder) -> None:
    assert fits(encoder.model, torch.device("cpu"))
    assert not fits(encoder.model, torch.device("cuda"))
    assert not fits(torch.nn.Linear(2, 2), torch.device("cpu"))
