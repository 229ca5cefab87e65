"""Triples as ``head|relation|tail``, as MetaQA has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.rows import OnBad, triples_of
from kgqa.kg.formats.text import Source
from kgqa.types import Triple


def read(
    source: Source, datatypes: Mapping[str, str], on_bad: OnBad, mapping: ColumnMapping | None = None
) -> Iterator[Triple]:
    """The triples of a pipe-separated file, one a line."""
    rows = ((number, line.split("|")) for number, line in source.lines())
    return triples_of(source.name, rows, "pipe-separated", datatypes, on_bad, mapping)
