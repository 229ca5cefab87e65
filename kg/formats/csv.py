"""Comma-separated values: quoted fields may hold commas, doubled quotes and line ends."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from kgqa.errors import InputError
from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.rows import OnBad, Row, triples_of
from kgqa.kg.formats.text import Source
from kgqa.types import Triple

_LONGEST_FIELD = 1 << 28


def read(
    source: Source, datatypes: Mapping[str, str], on_bad: OnBad, mapping: ColumnMapping | None = None
) -> Iterator[Triple]:
    """The triples of a CSV file, one a record."""
    return triples_of(source.name, csv_rows(source), "comma-separated", datatypes, on_bad, mapping)


def csv_rows(source: Source) -> Iterator[Row]:
    """(line a record starts on, its fields or the error in it).

    Raises InputError for a quote that never closes: what follows it is lost, and that is no one line.
    """
    # Only the whole process has a limit, and 128 KiB is less than a literal may have.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    records = csv.reader((line for _, line in source.lines(keep_ends=True)), strict=True)
    while True:
        start = records.line_num + 1
        try:
            fields = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise InputError(f"{source.name}, line {start}: a quote opened here is never closed") from None
            yield start, InputError(f"{source.name}, line {start}: {error}")
            continue
        yield start, fields
