"""BM25 in columns."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.retriever.lexical import K1, B, LexicalIndex

TEXTS = [["soft", "grey", "metal"], ["harbour", "city", "city"], [], ["grey", "harbour", "wall", "of", "grey"]]


def test_scores_are_those_of_the_formula() -> None:
    index = LexicalIndex.build(TEXTS)
    mean = 11 / 4
    idf = log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    expected = [
        idf * tf / (tf + K1 * (1 - B + B * size / mean)) if tf else 0 for tf, size in ((1, 3), (0, 3), (0, 0), (2, 5))
    ]
    assert index.scores(["grey", "unknown"]) == pytest.approx(expected)
    assert index.idf(["grey", "unknown"]) == pytest.approx([idf, log(1 + 4.5 / 0.5)])


def test_scores_equal_those_of_bm25s() -> None:
    bm25s = pytest.importorskip("bm25s", reason='needs pip install "kgqa[evaluate]"')
    other = bm25s.BM25(method="lucene")
    texts = [text for text in TEXTS if text]
    other.index(texts, create_empty_token=False, show_progress=False)
    asked = ["grey", "harbour", "city"]
    assert LexicalIndex.build(texts).scores(asked) == pytest.approx(other.get_scores(asked), rel=1e-5)


def test_from_a_file_it_is_the_same_and_nothing_is_copied(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    write_arrays(tmp_path / "x.safetensors", index.arrays(), {"build": "1"})
    loaded = LexicalIndex.load(ArrayFile.open(tmp_path / "x.safetensors", "1"))
    assert not loaded.rows.flags.owndata and not loaded.rows.flags.writeable
    assert np.array_equal(loaded.scores(["grey", "city"]), index.scores(["grey", "city"]))


def test_without_passages_and_without_words_there_is_nothing() -> None:
    assert LexicalIndex.build([]).scores(["grey"]).shape == (0,)
    assert LexicalIndex.build(TEXTS).scores([]).tolist() == [0, 0, 0, 0]
    assert LexicalIndex.build([[], []]).scores(["grey"]).tolist() == [0, 0]
