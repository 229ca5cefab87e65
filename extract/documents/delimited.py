"""Delimited text (.csv, .tsv): a table whose first row names the columns, or several below each other."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.unread import NotReadable

DELIMITERS = ("\t", ";", "|", ",")
"""What may stand between the cells of a .csv file, where two fit alike the first: numbers have commas, too."""

_LOOKED_AT = 50
"""Rows that tell the delimiter."""

_NUMBER = re.compile(r"\s*[-+$€£]?\s*\d")

_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(text: str, draft: Draft) -> None:
    """The rows of comma-separated values (RFC 4180), or of what else of ``DELIMITERS`` stands between them.

    A first line ``sep=;``, as spreadsheets write it, tells the delimiter. Raises NotReadable where a quote is not
    closed or stands inside a cell, with the line.
    """
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    _add(_rows(text, hint[1] if hint else _delimiter(text)), draft)


def read_tsv(text: str, draft: Draft) -> None:
    """The rows of tab-separated values. Quotes are such as in .csv files where all of them fit, else characters."""
    try:
        rows = _rows(text, "\t")
    except NotReadable:
        rows = [line.split("\t") for line in text.splitlines()]
    _add(rows, draft)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise NotReadable(f"is no table of cells between {delimiter!r}: {error} in line {reader.line_num}") from error


def _add(rows: Sequence[Sequence[str]], draft: Draft) -> None:
    """The tables that stand below each other, each with the lines above it that are no cells."""
    for block in _blocks(rows):
        at = next((at for at, row in enumerate(block) if sum(map(bool, map(str.strip, row))) > 1), 0)
        for row in block[:at]:
            draft.paragraph(" ".join(row).lstrip("# "))
        draft.table(block[at:], header=True)


def _blocks(rows: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """The rows of each table: an empty line ends one where what follows begins with a header of its own, that is, has
    numbers below a cell that is none."""
    block: list[Sequence[str]] = []
    for gap, group in itertools.groupby(rows, lambda row: not any(map(str.strip, row))):
        own = [] if gap else list(group)
        if len(block) > 1 and _is_headed(own):
            yield block
            block = []
        block += own
    yield block


def _is_headed(rows: Sequence[Sequence[str]]) -> bool:
    below = rows[1:]
    return any(
        below and not _NUMBER.match(cell) and all(at < len(row) and _NUMBER.match(row[at]) for row in below)
        for at, cell in enumerate(rows[0] if rows else ())
    )


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have equally many cells, and more than one.

    A first line of one cell is a title, unless what follows are lines with commas as prose and numbers have them
    ("Name", "Bell, Ann"; "Price", "3,50").
    """

    def fitting(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = [row for row in itertools.islice(reader, _LOOKED_AT) if row]
        except csv.Error:
            return 0
        table = [row for row in rows if len(row) > 1]
        counts = Counter(map(len, table))
        if not table or (len(rows[0]) == 1 and (2 * len(table) <= len(rows) or _is_prose(table))):
            return 0
        return max(counts.values())

    return max(DELIMITERS, key=fitting)


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Whether what stands between the cells does so in a text's lines: with blanks behind it, or inside numbers."""
    spaced = 2 * sum(row[1].startswith(" ") for row in rows) > len(rows)
    widths = set(map(len, rows))
    return (spaced and (len(widths) > 1 or max(widths) == 2)) or all(map(_NUMBER.match, rows[0]))
