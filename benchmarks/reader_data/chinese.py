"""DRCD and CMRC 2018, cut by article into a part to train on and a part to choose on.

DRCD (Shao et al. 2018) is in traditional characters, CMRC 2018 (Cui et al. 2019) in simplified ones. No article
stands in both parts.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from kgqa.data.example import ReadingExample
from kgqa.pipelines.mending import read_examples

FILES = ("drcd/DRCD_dev.json", "cmrc2018/cmrc2018_trial.json")
"""A public part of each; answers that are off their place are moved where the place is sure, else left out."""


def chinese_parts(data: Path) -> tuple[list[ReadingExample], list[ReadingExample]]:
    """(to train on, to choose on): a sixth of the articles is kept back from training."""
    examples = [e for file in FILES for e in read_examples(str(data / file), repair=True)[0]]
    return [e for e in examples if _sixth(e) != 0], [e for e in examples if _sixth(e) == 0]


def _sixth(example: ReadingExample) -> int:
    article = example.title or example.context
    return hashlib.sha256(article.encode()).digest()[0] % 6
