"""The two halves share no article and lose no question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
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
