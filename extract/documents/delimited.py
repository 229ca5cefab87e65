"""Delimited text (.csv, .tsv): one table, whose first row names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.unread import NotReadable

DELIMITERS = (",", ";", "\t", "|")
"""What may stand between the cells of a .csv file, where two fit alike the first."""

_LOOKED_AT = 50
"""Rows that tell the delimiter."""

_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(text: str, draft: Draft) -> None:
    """The rows of comma-separated values (RFC 4180), or of what else of ``DELIMITERS`` stands between them.

    A first line ``sep=;``, as spreadsheets write it, tells the delimiter. Raises NotReadable where a quote is not
    closed or stands inside a cell, with the line.
    """
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    draft.table(_rows(text, hint[1] if hint else _delimiter(text)), header=True)


def read_tsv(text: str, draft: Draft) -> None:
    """The rows of tab-separated values. Quotes are such as in .csv files where all of them fit, else characters."""
    try:
        rows = _rows(text, "\t")
    except NotReadable:
        rows = [line.split("\t") for line in text.splitlines()]
    draft.table(rows, header=True)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise NotReadable(f"is no table of cells between {delimiter!r}: {error} in line {reader.line_num}") from error


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have as many cells as the first, and more than one."""

    def fitting(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            counts = [len(row) for row in islice(reader, _LOOKED_AT) if row]
        except csv.Error:
            return 0
        return Counter(counts)[counts[0]] if counts and counts[0] > 1 else 0

    return max(DELIMITERS, key=fitting)
