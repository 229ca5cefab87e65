"""Files that describe entities and relations: JSONL, or TSV and CSV with a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.csv import csv_rows
from kgqa.kg.formats.jsonl import Record, read_jsonl
from kgqa.kg.formats.rows import Row
from kgqa.kg.formats.text import OnBytes, Source, base_suffix
from kgqa.kg.names import label_of, relation_label
from kgqa.types import Entity, Relation

ENTITY_COLUMNS = ("id", "label", "aliases", "types", "description")
RELATION_COLUMNS = ("id", "label", "aliases", "inverse", "datatype")
DATATYPES = ("", "number", "date", "string")
"""What the tails of a relation can be declared as; "" means entities."""

_LISTS = ("aliases", "types")


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A relation, and the datatype of its tails in plain table files ("" where they are entities)."""

    relation: Relation
    datatype: str = ""


def read_entities(path: str | Path, *, on_bytes: OnBytes | None = None) -> Iterator[Entity]:
    """The entities of a .jsonl, .tsv or .csv file, plain or gzip.

    An entity needs an id or a label and gets the one from the other. In TSV and CSV the header names
    the columns, and aliases and types are split at ``|``. Raises InputError, naming the line, for
    unknown columns or keys and wrong types.
    """
    for record in _records(Path(path), ENTITY_COLUMNS, on_bytes):
        id, label = record.text("id").strip(), record.text("label").strip()
        if not id and not label:
            record.fail("an entity must have an id or a label")
        yield Entity(
            id or label,
            label or label_of(id),
            record.texts("aliases"),
            record.text("description"),
            record.texts("types"),
        )


def read_relations(path: str | Path, *, on_bytes: OnBytes | None = None) -> Iterator[RelationRecord]:
    """The relations of a .jsonl, .tsv or .csv file, plain or gzip; the rules of :func:`read_entities`.

    A relation must have an id.
    """
    for record in _records(Path(path), RELATION_COLUMNS, on_bytes):
        id, datatype = record.text("id").strip(), record.text("datatype").strip()
        if not id:
            record.fail("a relation must have an id")
        if datatype not in DATATYPES:
            record.fail(f"'datatype' must be one of number, date, string or empty, found {datatype!r}")
        label = record.text("label").strip() or relation_label(id)
        inverse = record.text("inverse").strip()
        yield RelationRecord(Relation(id, label, record.texts("aliases"), inverse), datatype)


def _records(path: Path, columns: Sequence[str], on_bytes: OnBytes | None) -> Iterator[Record]:
    suffix = base_suffix(path)
    if suffix in (".jsonl", ".ndjson"):
        for record in read_jsonl(path, on_bytes):
            record.only(columns)
            yield record
    elif suffix == ".tsv":
        rows = ((number, line.split("\t")) for number, line in Source(path, on_bytes).lines())
        yield from _table(path, rows, columns)
    elif suffix == ".csv":
        yield from _table(path, csv_rows(Source(path, on_bytes)), columns)
    else:
        raise InputError(f"{path.name}: must end in .jsonl, .tsv or .csv (or that and .gz), found {suffix!r}")


def _table(path: Path, rows: Iterator[Row], columns: Sequence[str]) -> Iterator[Record]:
    header: list[str] | None = None
    for number, fields in rows:
        if isinstance(fields, InputError):
            raise fields
        if not "".join(fields).strip():
            continue
        where = f"{path.name}, line {number}"
        cells = [field.strip() for field in fields]
        if header is None:
            header = [cell.lower() for cell in cells]
            for cell in header:
                if cell not in columns or header.count(cell) > 1:
                    raise InputError(
                        f"{where}: the header must name columns, each once, out of {', '.join(columns)}; found {cell!r}"
                    )
            continue
        if len(cells) != len(header):
            raise InputError(f"{where}: expected {len(header)} fields as in the header, found {len(cells)}")
        values: dict[str, object] = dict(zip(header, cells, strict=True))
        for name in _LISTS:
            if name in values:
                values[name] = [part.strip() for part in str(values[name]).split("|")]
        yield Record(where, values)
