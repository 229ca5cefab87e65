"""Whether what is said to an ordinary question is right, by a script."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kgqa.data.metrics.answers import normalize_answer

SETS = Path(__file__).parent / "sets"
Outcome = Literal["right", "part", "wrong", "open", "said", "rightly open"]
"""``part``: a span that shares some words, or a list that lacks members; ``open``: not answered though a text does;
``said``: answered though none does."""

_MEMBERS = re.compile(r";|,| and ")
_LIKE, _NEAR = 0.66, 0.4
_MEMBER = 0.6
"""Word F1 from which on a span is right, right in part, or a member."""
_MORE = 4
"""Words more than the longest right answer that one that holds it may have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right answers, each a wording; of a list, the wordings of each member. None: no answer."""

    id: str
    question: str
    kind: str
    answers: tuple[tuple[str, ...], ...]


def questions_of(name: str) -> list[Asked]:
    """The questions of a set."""
    rows = [json.loads(line) for line in (SETS / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Asked(row["id"], row["question"], row["kind"], tuple(map(tuple, row["answers"])))
        if row["kind"] == "list"
        else Asked(row["id"], row["question"], row["kind"], (tuple(row["answers"]),) if row["answers"] else ())
        for row in rows
    ]


def outcome(asked: Asked, said: str | None) -> Outcome:
    """What became of a question to which ``said`` is the answer, None where none is given."""
    if said is None:
        return "open" if asked.answers else "rightly open"
    if not asked.answers:
        return "said"
    if asked.kind == "list":
        return _list(asked.answers, said)
    wordings = asked.answers[0]
    best = max(_f1(said, each) for each in wordings)
    longest = max(len(normalize_answer(each).split()) for each in wordings)
    holds = any(f" {normalize_answer(each)} " in f" {normalize_answer(said)} " for each in wordings)
    if best >= _LIKE or (holds and len(normalize_answer(said).split()) <= longest + _MORE):
        return "right"
    return "part" if best >= _NEAR else "wrong"


def _list(members: Sequence[Sequence[str]], said: str) -> Outcome:
    parts = [part.strip() for part in _MEMBERS.split(said) if part.strip()]
    hit = sum(any(max(_f1(part, each) for each in member) >= _MEMBER for part in parts) for member in members)
    if hit == len(members) and len(parts) <= len(members) + 1:
        return "right"
    return "part" if hit else "wrong"


def _f1(one: str, other: str) -> float:
    mine, theirs = normalize_answer(one).split(), normalize_answer(other).split()
    if not mine or not theirs:
        return float(mine == theirs)
    return 2 * sum((Counter(mine) & Counter(theirs)).values()) / (len(mine) + len(theirs))
