"""Comma-separated values: quoted fields may hold commas, doubled quotes and line ends."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.rows import OnBad, Row, triples_of
from kgqa.kg.formats.text import OnBytes, open_text
from kgqa.types import Triple


def read(path: Path, datatypes: Mapping[str, str], on_bad: OnBad, on_bytes: OnBytes | None = None) -> Iterator[Triple]:
    """The triples of a CSV file, one a record."""
    return triples_of(path.name, csv_rows(path, on_bytes), "comma-separated", datatypes, on_bad)


def csv_rows(path: Path, on_bytes: OnBytes | None = None) -> Iterator[Row]:
    """(line a record starts on, its fields or the error in it).

    Raises InputError for a quote that never closes: what follows it is lost, and that is no one line.
    """
    records = csv.reader((f"{line}\n" for _, line in open_text(path, on_bytes)), strict=True)
    while True:
        start = records.line_num + 1
        try:
            fields = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise InputError(f"{path.name}, line {start}: a quote opened here is never closed") from None
            yield start, InputError(f"{path.name}, line {start}: {error}")
            continue
        yield start, fields
