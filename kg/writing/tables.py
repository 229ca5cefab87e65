"""TSV, CSV and Parquet out: one statement a row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from kgqa.errors import InputError
from kgqa.kg.formats.columns import FULL, PLAIN
from kgqa.kg.formats.parquet import HOW_TO_INSTALL
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.writing.names import used_relations
from kgqa.types import Literal, Quad

_BATCH = 1 << 14
_NOT_IN = {"tsv": re.compile(r"[\t\n\r\0]"), "csv": re.compile(r"\0"), "parquet": re.compile(r"(?!)")}


def write(graph: Graph, out: BinaryIO, format: str, names: bool, unsaid: Counter[str]) -> int:
    """Write the facts as "tsv", "csv" or "parquet"; returns their number.

    There are three columns where these say it all, else seven (``kgqa.kg.formats.columns.FULL``). Names are
    counted as unsaid where ``names``.
    """
    if names:
        _count_names(graph, unsaid)
    columns = FULL if _needs_all(graph) else PLAIN
    counted = _Rows(graph, len(columns), _NOT_IN[format], unsaid)
    if format == "tsv":
        out.write(("\t".join(columns) + "\n").encode())
        for row in counted:
            out.write(("\t".join(row) + "\n").encode())
    elif format == "csv":
        text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        # With this line end the module also quotes what holds a lone carriage return.
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(counted)
        text.detach()
    else:
        _write_parquet(out, columns, counted)
    return counted.count


class _Rows:
    def __init__(self, graph: Graph, width: int, unsayable: re.Pattern[str], unsaid: Counter[str]) -> None:
        self.count = 0
        self._graph, self._width, self._unsayable, self._unsaid = graph, width, unsayable, unsaid

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for statement in self._graph.statements():
            tail = statement.tail
            value = (
                (tail.value, "literal", tail.datatype, tail.lang)
                if isinstance(tail, Literal)
                else (tail, "entity", "", "")
            )
            row = (statement.head, statement.relation, *value, statement.graph if isinstance(statement, Quad) else "")
            if any(map(self._unsayable.search, row)):
                self._unsaid["facts with tabs, line ends or NUL in them"] += 1
                continue
            self.count += 1
            yield row[: self._width]


def _needs_all(graph: Graph) -> bool:
    if graph.n_literals or graph.named_graphs:
        return True
    relations = (graph.relation(index).id for index in range(graph.n_relations))
    return any(id != id.strip() for ids in (graph.ids, relations) for id in ids)


def _write_parquet(out: BinaryIO, columns: tuple[str, ...], rows: _Rows) -> None:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise InputError(HOW_TO_INSTALL) from None
    schema = pyarrow.schema([(name, pyarrow.string()) for name in columns])
    with ParquetWriter(out, schema, compression="zstd") as writer:
        found = iter(rows)
        while batch := list(islice(found, _BATCH)):
            arrays = [pyarrow.array(column, pyarrow.string()) for column in zip(*batch, strict=True)]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _count_names(graph: Graph, unsaid: Counter[str]) -> None:
    for row in range(graph.n_entities):
        entity = graph.entity(row)
        has_more = entity.aliases or entity.description or entity.types or entity.label != label_of(entity.id)
        unsaid["entities' labels, aliases, descriptions or types"] += bool(has_more)
        unsaid["entities without facts"] += not graph.degree(row)
    for relation in used_relations(graph, unsaid):
        has_more = relation.aliases or relation.inverse or relation.label != relation_label(relation.id)
        unsaid["relations' labels, aliases or inverses"] += bool(has_more)
