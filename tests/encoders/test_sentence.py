"""The real sentence encoder."""

from __future__ import annotations

import numpy as np
import pytest

from kgqa.encoders.sentence import SentenceEncoder

TEXTS = [
    "a cat",
    "the capital of Austria",
    "🙂 مرحبا 北京",
    "",
    "x " * 700,
    "ß\u0000İ\u0301",
    *(f"row {i}" for i in range(40)),
]


def test_vectors_have_unit_length(encoder: SentenceEncoder) -> None:
    assert np.allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_a_text_alone_and_among_others_gives_equal_bits(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    backwards = encoder.encode(TEXTS[::-1])[::-1]
    assert np.array_equal(together, backwards)
    for i in (0, 2, 4, 45):
        assert np.array_equal(encoder.encode([TEXTS[i]])[0], together[i])


def test_queries_alone_and_among_others_give_equal_bits(encoder: SentenceEncoder) -> None:
    together = encoder.encode_queries(TEXTS[:9])
    for i in range(9):
        assert np.array_equal(encoder.encode_queries([TEXTS[i]])[0], together[i])


def test_nearness_means_something(encoder: SentenceEncoder) -> None:
    query = encoder.encode_queries(["who directed the film?"])[0]
    near, far = encoder.encode(["director of the movie", "boiling point in kelvin"])
    assert query @ near > query @ far + 0.2


def test_nothing_to_encode(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_lone_surrogates_do_not_break_it(encoder: SentenceEncoder) -> None:
    assert encoder.encode(["a\ud800b"]).shape == (1, encoder.dimension)


def test_a_gpu_that_is_not_there_is_an_error() -> None:
    import torch

    from kgqa import ModelError

    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    with pytest.raises(ModelError, match="torch sees 0 GPUs"):
        SentenceEncoder(device="cuda")
