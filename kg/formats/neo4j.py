"""The CSV files of ``neo4j-admin database import``: a folder of nodes and relationships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.csv import csv_rows
from kgqa.kg.formats.graphml import value_as
from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, RELATION_LABEL
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS
from kgqa.kg.formats.rows import OnBad, Row
from kgqa.kg.formats.text import Source, base_suffix
from kgqa.kg.names import CALLED
from kgqa.types import Literal, Node, Quad, Triple

SEPARATOR = ";"
"""Between the items of a list, as neo4j-admin has it by default."""

_FIELD = re.compile(
    r"(?P<name>[^:]*)(?::(?P<type>[A-Za-z_]+)(?:\{[^}]*\})?(?P<list>\[\])?(?:\((?P<space>[^)]*)\))?(?:\{[^}]*\})?)?"
)
_NODE_NAMES = ("label", "name", "title")
_OLDER = [("", "START_ID"), ("", "TYPE"), ("", "END_ID"), ("label", "string"), ("graphs", "string")]
"""Name and type of the fields that kgqa's own relationships began with before they had ``CALLED``."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: str
    is_list: bool
    space: str


def read(source: Source, on_bad: OnBad, unsaid: Counter[str]) -> Iterator[Triple]:
    """The statements of a folder's CSV files (or of one file), names among them.

    Files are told by their headers: ``:ID`` makes nodes, ``:START_ID``, ``:END_ID`` and ``:TYPE``
    relationships. Of a node, label (or name, title), aliases, description and ``:LABEL`` name it, and every
    other property is a literal. Ids of a named space are ``space/id``. What a graph here can't hold is counted.
    """
    nodes, edges = [], []
    for path in _files(source.path):
        fields = _header(path, source)
        kinds = {field.type for field in fields}
        if "ID" in kinds:
            nodes.append(path)
        elif {"START_ID", "END_ID"} <= kinds:
            edges.append(path)
        else:
            raise InputError(f"{path}: the header must have :ID, or :START_ID and :END_ID")
    literals: dict[str, Literal] = {}
    for path in nodes:
        yield from _read_nodes(path, source, on_bad, literals)
    for path in edges:
        yield from _read_edges(path, source, on_bad, literals, unsaid)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if base_suffix(file) == ".csv")
    if not found:
        raise InputError(f"{path}: must hold .csv files, found none")
    return found


def _rows(source: Source) -> Iterator[Row]:
    """Those of a file that are not blank."""
    for number, fields in csv_rows(source):
        if isinstance(fields, InputError) or len(fields) > 1 or "".join(fields).strip():
            yield number, fields


def _header(path: Path, source: Source) -> list[_Field]:
    for _, fields in _rows(Source(path, None, source.max_unpacked)):
        if isinstance(fields, InputError):
            raise fields
        return [_field(path, cell) for cell in fields]
    raise InputError(f"{path}: must have a header, found nothing")


def _field(path: Path, cell: str) -> _Field:
    found = _FIELD.fullmatch(cell.strip())
    if not found:
        raise InputError(f"{path}: a header's fields are name:TYPE, found {cell!r}")
    return _Field(found["name"], found["type"] or "string", bool(found["list"]), found["space"] or "")


def _records(path: Path, source: Source, on_bad: OnBad) -> Iterator[list[tuple[_Field, str]]]:
    header: list[_Field] | None = None
    for number, fields in _rows(Source(path, source.on_bytes, source.max_unpacked)):
        if isinstance(fields, InputError):
            on_bad(fields)
        elif header is None:
            header = [_field(path, cell) for cell in fields]
        elif len(fields) != len(header):
            on_bad(InputError(f"{path.name}, line {number}: expected {len(header)} fields, found {len(fields)}"))
        else:
            yield list(zip(header, fields, strict=True))


def _read_nodes(path: Path, source: Source, on_bad: OnBad, literals: dict[str, Literal]) -> Iterator[Triple]:
    for record in _records(path, source, on_bad):
        id = next(_in_space(field, text) for field, text in record if field.type == "ID")
        if not id:
            on_bad(InputError(f"{path.name}: a node must have an id"))
            continue
        texts = {field.name: text for field, text in record if field.type not in ("ID", "LABEL")}
        if texts.get("kind") == "literal":
            literals[id] = Literal(texts.get("value", ""), texts.get("datatype", ""), texts.get("lang", ""))
            continue
        yield Triple(id, ENTITY, Literal("true"))
        label = next((name for name in _NODE_NAMES if texts.get(name)), "")
        for field, text in record:
            if not text or field.type in ("ID", "IGNORE"):
                continue
            is_list = field.is_list or field.type == "LABEL"
            predicate = _predicate(field, label)
            for item in text.split(SEPARATOR) if is_list else (text,):
                if predicate:
                    yield Triple(id, predicate, Literal(item))
                elif item and field.name:
                    yield Triple(id, field.name, value_as(item, field.type.lower()))


def _predicate(field: _Field, label: str) -> str:
    if field.type == "LABEL":
        return ENTITY_TYPE
    if field.name == label:
        return LABELS[0]
    return {"aliases": ALIAS, "description": DESCRIPTIONS[0]}.get(field.name, "")


def _read_edges(
    path: Path, source: Source, on_bad: OnBad, literals: dict[str, Literal], unsaid: Counter[str]
) -> Iterator[Triple]:
    labelled: set[str] = set()
    for record in _records(path, source, on_bad):
        by_type = {field.type: _in_space(field, text) for field, text in record}
        head, end, relation = by_type["START_ID"], by_type["END_ID"], by_type.get("TYPE", "")
        if not head or not end or not relation or head in literals:
            on_bad(InputError(f"{path.name}: a relationship must have two ends and a type, found {head!r}, {end!r}"))
            continue
        tail: Node = literals.get(end, end)
        texts = {field.name: text for field, text in record if field.type not in ("START_ID", "END_ID", "TYPE")}
        is_older = [(field.name, field.type) for field, _ in record[: len(_OLDER)]] == _OLDER
        label = texts.pop("label" if is_older else CALLED, "")
        if label and relation not in labelled:
            labelled.add(relation)
            yield Triple(relation, RELATION_LABEL, Literal(label))
        graphs = texts.pop("graphs", "").split(SEPARATOR)
        unsaid["properties of relationships"] += sum(1 for text in texts.values() if text)
        for graph in graphs:
            yield Quad(head, relation, tail, graph) if graph else Triple(head, relation, tail)


def _in_space(field: _Field, text: str) -> str:
    return f"{field.space}/{text}" if field.space and text else text
