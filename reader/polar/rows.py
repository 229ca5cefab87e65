"""What a reader of yes or no learns from: a question, a text, and what the text makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from kgqa.data.lines import json_lines
from kgqa.errors import InputError
from kgqa.kg.strings import check_text

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

    Raises InputError, with the file and the line, where one of them is missing or no text, holds half of a surrogate
    pair, or a verdict is none of "yes", "no" and "open", and where there is no row.
    """
    rows: list[PolarRow] = []
    for number, found in json_lines(Path(path)):
        values = [found.get(name) for name in ("question", "text", "verdict")]
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise InputError(f'{path}:{number}: a row needs the texts "question", "text" and "verdict"')
        question, text, verdict = cast("list[str]", values)
        try:
            check_text(question + "\n" + text)  # halves of a pair that meet are no pair either
        except InputError as error:
            raise InputError(f"{path}:{number}: {error}") from None
        if verdict not in VERDICTS:
            raise InputError(f"{path}:{number}: a verdict is one of {', '.join(VERDICTS)}, found {verdict!r}")
        rows.append(PolarRow(question, text, verdict))
    if not rows:
        raise InputError(f"{path}: holds no row")
    return rows
