"""The two halves share no article and lose no question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
import numpy as np

from benchmarks.calibration_noise import drawn, fitted
from benchmarks.halves import FILE, squad2_halves


def test_articles_fall_by_turns_whatever_their_order(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir()
    titles = ["Cats", "Ants", "Dogs", "Bees", "Elks"]
    articles = [
        {
            "title": title,
            "paragraphs": [
                {
                    "context": f"{title} are animals.",
                    "qas": [
                        {"id": f"{title}-1", "question": "What?", "answers": [{"text": title, "answer_start": 0}]},
                        {"id": f"{title}-2", "question": "Why?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
        for title in titles
    ]
    (tmp_path / FILE).write_text(json.dumps({"data": articles}), encoding="utf-8")
    even, odd = squad2_halves(tmp_path)
    assert {e.title for e in even} == {"Ants", "Cats", "Elks"}
    assert {e.title for e in odd} == {"Bees", "Dogs"}
    assert len(even) + len(odd) == 10 and len({e.id for e in even + odd}) == 10


def test_random_halves_hold_whole_articles() -> None:
    articles = np.array(["a", "b", "a", "c", "b", "d"])
    for seed in range(20):
        chosen = drawn(articles, np.random.default_rng(seed))
        assert len(set(articles[chosen])) == 2 and not set(articles[chosen]) & set(articles[~chosen])


def test_a_curve_is_fitted_to_the_rows_that_are_named() -> None:
    features = np.array([[float(at % 10), 0.0] for at in range(40)])
    right = np.array([float(at % 10 > 4) for at in range(40)])
    on = np.arange(40) < 20
    chances = fitted(features, right, on)
    assert (chances[right > 0] > 0.5).all() and (chances[right == 0] < 0.5).all()
    turned = fitted(features, np.where(on, right, 1 - right), on)
    assert np.allclose(chances, turned)
