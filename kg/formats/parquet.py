"""Parquet through pyarrow: a table of statements, read a batch of rows at a time."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.columns import PLAIN_LAYOUT, ColumnMapping, Layout, header_layout, mapped_layout
from kgqa.kg.formats.rows import OnBad, Row, triples_of
from kgqa.kg.formats.text import Source
from kgqa.types import Triple

_BATCH = 1 << 14
HOW_TO_INSTALL = "Parquet needs pyarrow: pip install kgqa[parquet]"


def read(
    source: Source, datatypes: Mapping[str, str], on_bad: OnBad, mapping: ColumnMapping | None = None
) -> Iterator[Triple]:
    """The triples of a Parquet file, one a row; the columns are those of a table (``kgqa.kg.formats.columns``).

    What is no text in a cell is read as its text; a null is an empty cell, and so is NaN, by which tables of numbers
    tell that there is none. Each item of a list is a tail of its own.
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
            if mapping.has_header if mapping else header_layout(names):
                yield 0, names  # other names of columns are no fact
            layout = _layout(source.name, names, mapping)
            at_lists = _lists(source.name, table.schema_arrow, names, layout)
            for batch in table.iter_batches(batch_size=_BATCH, columns=names):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    try:
                        rows = list(_fields(values, names, at_lists, layout))
                    except InputError as error:
                        yield number, InputError(f"{source.name}, row {number}: {error}")
                        continue
                    for fields in rows:
                        yield number, fields
            if source.on_bytes:
                source.on_bytes(source.path.stat().st_size)
    except ArrowException as error:
        raise InputError(f"{source.name}, row {number}: is no sound Parquet file: {error}") from None
    except OSError as error:
        raise InputError(f"{source.path}: can't be read: {error.strerror or error}") from error


def _layout(name: str, names: Sequence[str], mapping: ColumnMapping | None) -> Layout:
    if mapping is None:
        return header_layout(names) or PLAIN_LAYOUT
    return mapped_layout(mapping, names if mapping.has_header else None, f"{name}, line 0")


def _lists(name: str, schema: Any, names: Sequence[str], layout: Layout) -> list[int]:
    """Which of the columns hold lists of tails. Raises InputError for what is no text and is used."""
    from pyarrow import types

    used = {layout.index[column] for column in layout.mapping.columns}
    tails = {layout.index[fact.column] for fact in layout.mapping.facts}
    if layout.mapping.tail is not None:
        tails.add(layout.index[layout.mapping.tail])
    found = []
    for at in sorted(used & set(range(len(names)))):
        type = schema.field(schema.names.index(names[at])).type
        if not types.is_nested(type):
            continue
        is_list = types.is_list(type) or types.is_large_list(type) or types.is_fixed_size_list(type)
        if not is_list or types.is_nested(type.value_type):
            raise InputError(f"{name}: column {names[at]!r} must hold texts or lists of texts, found {type}")
        if at not in tails:
            raise InputError(f"{name}: column {names[at]!r} holds lists, which only tails can be, found {type}")
        found.append(at)
    return found


def _fields(
    values: Sequence[Any], names: Sequence[str], at_lists: Sequence[int], layout: Layout
) -> Iterator[list[str]]:
    """The rows of text that one row is: as many as its longest list; only an entity's first says the rest, too."""
    lists = {at: [item for item in values[at] if not _is_missing(item)] for at in at_lists if values[at] is not None}
    texts = ["" if at in lists else _text(values[at], name) for at, name in enumerate(names)]
    if not lists:
        yield texts
        return
    is_entity, head = bool(layout.mapping.facts), layout.index[layout.mapping.head]
    for row in range(max(int(is_entity), *map(len, lists.values()))):
        fields = [text if not row or not is_entity or at == head else "" for at, text in enumerate(texts)]
        for at, items in lists.items():
            fields[at] = _text(items[row], names[at]) if row < len(items) else ""
        yield fields


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text(value: Any, name: str) -> str:
    """A value as text. Raises InputError for bytes that are none, naming the column."""
    if _is_missing(value):
        return ""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError as error:
            raise InputError(f"column {name!r} must be UTF-8, found byte 0x{value[error.start]:02x}") from None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()  # as XML Schema has it; with a blank in its middle it is no value of any type
    return value if isinstance(value, str) else str(value)
