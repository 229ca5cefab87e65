"""Parquet through pyarrow: a table of statements, read a batch of rows at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.rows import OnBad, Row, triples_of
from kgqa.kg.formats.text import Source
from kgqa.types import Triple

_BATCH = 1 << 14
HOW_TO_INSTALL = "Parquet needs pyarrow: pip install kgqa[parquet]"


def read(
    source: Source, datatypes: Mapping[str, str], on_bad: OnBad, mapping: ColumnMapping | None = None
) -> Iterator[Triple]:
    """The triples of a Parquet file, one a row; the columns are those of a table (``kgqa.kg.formats.columns``).

    What is no text in a cell is read as its text; a null is an empty cell.
    """
    return triples_of(source.name, _rows(source, mapping), "Parquet", datatypes, on_bad, mapping)


def _rows(source: Source, mapping: ColumnMapping | None) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise InputError(f"{source.name}: {HOW_TO_INSTALL}") from None
    number = 0
    try:
        with source.path.open("rb") as file:
            table = ParquetFile(file)
            names = list(table.schema_arrow.names)
            wanted = [c for c in mapping.columns if isinstance(c, str)] if mapping and mapping.has_header else None
            if wanted is not None and all(name in names for name in wanted):
                names = [name for name in names if name in wanted]
            yield 0, names
            for batch in table.iter_batches(batch_size=_BATCH, columns=names):
                columns = [[_text(value) for value in column.to_pylist()] for column in batch.columns]
                for fields in zip(*columns, strict=True):
                    number += 1
                    yield number, fields
            if source.on_bytes:
                source.on_bytes(source.path.stat().st_size)
    except ArrowException as error:
        raise InputError(f"{source.name}, row {number}: is no sound Parquet file: {error}") from None
    except OSError as error:
        raise InputError(f"{source.path}: can't be read: {error.strerror or error}") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()  # as XML Schema has it; with a blank in its middle it is no value of any type
    return value if isinstance(value, str) else str(value)
