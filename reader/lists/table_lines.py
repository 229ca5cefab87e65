"""Tables in a text: lines with bars between the cells, as documents have them (:mod:`kgqa.extract.documents`), the
first of which names the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[int, int]
"""Half-open characters of a text."""

_CELLS = re.compile(r" ?\|(?: |$)")
_NOTE = re.compile(r"\s*(?:\[[^\]]*\]|[*†‡])+\s*$")


def table_lines(text: str) -> Iterator[list[tuple[Place, ...]]]:
    """The lines of each table of two lines or more, each by its cells, without blanks around them and notes behind.

    >>> [[text[slice(*cell)] for cell in line] for text in ["Of\\nA | B*\\n1 | 2"] for line in next(table_lines(text))]
    [['A', 'B'], ['1', '2']]
    """
    lines: list[tuple[Place, ...]] = []
    start = 0
    for line in text.split("\n") if "|" in text else ():
        if _CELLS.search(line):
            lines.append(tuple(_cells(text, start, start + len(line))))
        else:
            if len(lines) > 1:
                yield lines
            lines = []
        start += len(line) + 1
    if len(lines) > 1:
        yield lines


def _cells(text: str, start: int, end: int) -> Iterator[Place]:
    for bar in _CELLS.finditer(text, start, end):
        yield _trimmed(text, start, bar.start())
        start = bar.end()
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Place:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(_NOTE.sub("", words.strip()))
