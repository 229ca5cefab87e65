"""Halves of public sets: SQuAD 2.0's dev set, its published part, cut by article; questions by hash of their ids.

Checkpoint, threshold and temperature are chosen on the even half; figures are given on the odd half, once a
checkpoint is chosen. No article stands in both.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad

FILE = "squad/squad2_dev_cs224n.json"


def squad2_halves(data: Path) -> tuple[list[ReadingExample], list[ReadingExample]]:
    """(even, odd): its articles sorted by title, the first, third, ... and the second, fourth, ..."""
    examples = list(read_squad(data / FILE))
    titles = sorted({example.title for example in examples})
    even = frozenset(titles[::2])
    return [e for e in examples if e.title in even], [e for e in examples if e.title not in even]


def half_of(question_id: str) -> int:
    """0 or 1: the parity of the id's sha256, which cuts hotpotqa's questions."""
    return _number_of(question_id) % 2


def is_kept_for_curves(question_id: str) -> bool:
    """Whether a training question of several passages is one of the quarter that no reader of two passages trains on:
    the probabilities of such readings are fitted to it."""
    return _number_of(question_id) // 2 % 4 == 0


def _number_of(question_id: str) -> int:
    return int(hashlib.sha256(question_id.encode()).hexdigest(), 16)
