"""Rows out of the passages in ``written``, which were written for this with questions for yes or no in other words than
theirs, each with the sentences that decide it.

A reader meets sentences alone and with the one before (:mod:`kgqa.reader.polar.judging`), so a row is one of these
stretches: those that hold what decides are a yes or a no, the others leave the question open.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reader_data.polar.compose import Row, Verdict

WRITTEN = Path(__file__).parent / "written"
HELD = 10
"""One in so many passages is held back to measure on."""
_OTHERS = {"yes": 1, "no": 1, "open": 2}
"""Stretches beside those that decide, by the verdict of the whole passage."""


@dataclass(frozen=True, slots=True)
class Question:
    """``by``: numbers of the sentences that decide it, one or two neighbours; none where it is left open."""

    text: str
    verdict: Verdict
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A passage with its questions, and the name of the file that has it."""

    sentences: tuple[str, ...]
    questions: tuple[Question, ...]
    file: str = ""


def written() -> list[Written]:
    """All passages, file by file."""
    found = []
    for file in sorted(WRITTEN.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            asked = tuple(Question(each["question"], each["verdict"], tuple(each["by"])) for each in row["questions"])
            found.append(Written(tuple(row["sentences"]), asked, file.stem))
    return found


def split(passages: Sequence[Written]) -> tuple[list[Written], list[Written]]:
    """Those held back and those to learn from. Twins, neighbours with the same questions, stay together."""
    held, learned = [], []
    kept: list[Written] = learned
    for number, passage in enumerate(passages):
        asked = [question.text for question in passage.questions]
        if not number or asked != [question.text for question in passages[number - 1].questions]:
            kept = learned if number % HELD else held
        kept.append(passage)
    return held, learned


def rows(passages: Sequence[Written], rng: random.Random) -> Iterator[Row]:
    """Rows of some passages; which stretches leave a question open is drawn."""
    for passage in passages:
        for question in passage.questions:
            deciding, others = _stretches(passage, question)
            for stretch in deciding:
                yield Row(question.text, _text(passage, stretch), question.verdict, "written")
            for stretch in rng.sample(others, min(len(others), _OTHERS[question.verdict])):
                yield Row(question.text, _text(passage, stretch), "open", "written, undecided")


def _stretches(passage: Written, question: Question) -> tuple[list[range], list[range]]:
    """Those that hold all that decides, and those that hold none of it."""
    count = len(passage.sentences)
    every = [range(at, at + 1) for at in range(count)] + [range(at, at + 2) for at in range(count - 1)]
    deciding = [one for one in every if question.by and set(question.by) <= set(one)]
    return deciding, [one for one in every if not set(question.by) & set(one)]


def _text(passage: Written, stretch: range) -> str:
    return " ".join(passage.sentences[at] for at in stretch)
