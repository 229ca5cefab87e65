"""Questions with passages that answer them and passages that do not, as lines of JSON.

``{"question": "who directed it", "positive": "a passage", "negatives": ["another", ...], "lead": "a third"}``: the
``lead``, if any, is a passage that was found before and leads to the positive one, the second hop of a question of two.
The encoder and the re-ranker of passages are both trained on such a file.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError, reason_of

_OPEN: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open}


@dataclass(frozen=True, slots=True)
class DenseExample:
    """A question, one passage that is right for it, and passages that look right and are not."""

    question: str
    positive: str
    negatives: tuple[str, ...] = ()
    lead: str = ""


def write_dense_examples(examples: Iterable[DenseExample], path: Path) -> None:
    """One line an example; packed where the name ends in ``.gz`` or ``.xz``."""
    with _OPEN.get(path.suffix, open)(path, "wt", encoding="utf-8") as file:
        for example in examples:
            row: dict[str, Any] = {"question": example.question, "positive": example.positive}
            row |= {"negatives": example.negatives} if example.negatives else {}
            row |= {"lead": example.lead} if example.lead else {}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_dense_examples(path: Path) -> Iterator[DenseExample]:
    """The examples of a file, packed or not, with or without BOM. Raises InputError with file and line."""
    try:
        with _OPEN.get(path.suffix, open)(path, "rt", encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _example(path, number, line)
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError, zlib.error) as error:
        raise InputError(f"{path}: can't be read: {reason_of(error)}") from error


def _example(path: Path, number: int, line: str) -> DenseExample:
    try:
        row = json.loads(line)
        negatives = row.get("negatives", [])
        texts = [row["question"], row["positive"], *negatives]
        lead = row.get("lead", "")
        right = isinstance(negatives, list) and isinstance(lead, str)
        right = right and all(isinstance(text, str) and text.strip() for text in texts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path}:{number}: {error!r}; a line is {_LAYOUT}") from None
    if not right:
        raise InputError(f"{path}:{number}: every text of it must hold words; a line is {_LAYOUT}")
    if row["positive"] in negatives:
        raise InputError(f"{path}:{number}: the positive passage is among the negatives: {row['positive']!r:.80}")
    return DenseExample(row["question"], row["positive"], tuple(negatives), lead)


_LAYOUT = '{"question": "...", "positive": "a passage", "negatives": ["another", ...], "lead": "" or a passage}'
