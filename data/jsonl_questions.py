"""Questions of one's own, one a line: a JSON object, or in a text file the question itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgqa.data.lines import json_lines, numbered_lines
from kgqa.errors import InputError
from kgqa.types import Question

LONGEST_QUESTION = 1000
"""Characters. The reader looks at 64 tokens of a question: a longer text is no question."""


def read_questions(path: Path | str) -> Iterator[Question]:
    """Every question of a JSONL file of ``{"question": "...", "id": "..."}``, or of a text file (.txt).

    Without an id a question has its line's number; empty lines of a text file are passed over. Fields beside these
    are left alone. Raises InputError, with file and line, where a question is missing, empty or too long, where it or
    an id is no text that UTF-8 can hold, or an id comes twice.
    """
    path = Path(path)
    if path.suffix.lower() == ".txt":
        yield from _plain(path)
        return
    seen: dict[str, int] = {}
    for number, record in _records(path):
        where = f"{path}:{number}"
        text = record.get("question")
        if not isinstance(text, str) or not text.strip():
            raise InputError(f'{where}: a record needs a text under "question", and has {text!r:.80}')
        key = record.get("id", str(number))
        if not isinstance(key, str) or not key:
            raise InputError(f"{where}: an id is a text that is not empty, not {key!r:.80}")
        if any(map(is_lone_half, key)):
            raise InputError(f"{where}: an id must be text that UTF-8 can hold, found {key!r:.80}")
        if key in seen:
            raise InputError(f"{where}: the id {key!r} is already that of line {seen[key]}")
        seen[key] = number
        yield Question(key, _fit(text.strip(), where))


def is_lone_half(character: str) -> bool:
    """Whether a character is half of a surrogate pair, as JSON's "\\ud800" is: no file can hold it."""
    return "\ud800" <= character <= "\udfff"


def unfit(text: str) -> str:
    """Why a text is no question that can be asked; "" for one that can.

    >>> unfit("Who built Alka?"), unfit(" ")
    ('', 'a question must not be empty')
    """
    if not text.strip():
        return "a question must not be empty"
    if any(map(is_lone_half, text)):
        return f"a question must be text that UTF-8 can hold, found {text[:80]!r}"
    if len(text) > LONGEST_QUESTION:
        return f"a question has at most {LONGEST_QUESTION} characters; this one has {len(text)}"
    return ""


def _fit(text: str, where: str) -> str:
    why = unfit(text)
    if why:
        raise InputError(f"{where}: {why}")
    return text


def _plain(path: Path) -> Iterator[Question]:
    for number, line in numbered_lines(path):
        text = line.strip()
        if text.startswith("{"):
            raise InputError(
                f"{path}:{number}: a .txt file has questions as they are; JSON lines belong in a .jsonl file"
            )
        yield Question(str(number), _fit(text, f"{path}:{number}"))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        yield from json_lines(path)
    except InputError as error:
        if "not JSON" not in str(error):
            raise
        raise InputError(f"{error} (questions are a JSON object a line, or a line each in a .txt file)") from error
