"""What was encoded before is not encoded again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.known import KnownVectors


def test_only_unknown_texts_are_encoded() -> None:
    asked: list[list[str]] = []

    def encode(texts: list[str]) -> NDArray[np.float32]:
        asked.append(texts)
        return np.array([[len(text), 0] for text in texts], np.float32).reshape(-1, 2)

    known = KnownVectors()
    known.add(["a", "bb"], np.array([[1, 7], [2, 7]], np.float32))
    found = known.complete(["ccc", "bb", "a", "dddd"], encode)
    assert asked == [["ccc", "dddd"]]
    assert found.tolist() == [[3, 0], [2, 7], [1, 7], [4, 0]]
    assert known.complete([], encode).shape == (0, 2)
    assert "a" in known and "ccc" not in known
