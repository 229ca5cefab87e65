"""What a reader of yes or no learns from: a question, a text, and what the text makes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from kgqa.errors import InputError

Verdict = Literal["yes", "no", "open"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""In the order of the network's logits."""


@dataclass(frozen=True, slots=True)
class PolarRow:
    """``text``: a sentence or a few. ``verdict``: "open" where it leaves the question open."""

    question: str
    text: str
    verdict: Verdict


def read_rows(path: Path | str) -> list[PolarRow]:
    """Rows of a file of lines of JSON, each with a "question", a "text" and a "verdict"; other keys are left aside.

    Raises InputError, with the file and the line, where one of them is missing or no text, or a verdict is none of
    "yes", "no" and "open", and where there is no row.
    """
    rows: list[PolarRow] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: rows of yes or no can't be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: no JSON: {error}") from error
        values = [found.get(name) if isinstance(found, dict) else None for name in ("question", "text", "verdict")]
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise InputError(f'{path}, line {number}: a row needs the texts "question", "text" and "verdict"')
        question, text, verdict = cast("list[str]", values)
        if verdict not in VERDICTS:
            raise InputError(f"{path}, line {number}: a verdict is one of {', '.join(VERDICTS)}, found {verdict!r}")
        rows.append(PolarRow(question, text, verdict))
    if not rows:
        raise InputError(f"{path}: holds no row")
    return rows
