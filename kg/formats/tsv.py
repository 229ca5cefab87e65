"""Tab-separated triples: fields are verbatim, quotes and ``#`` mean nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kgqa.kg.formats.rows import OnBad, triples_of
from kgqa.kg.formats.text import OnBytes, open_text
from kgqa.types import Triple


def read(path: Path, datatypes: Mapping[str, str], on_bad: OnBad, on_bytes: OnBytes | None = None) -> Iterator[Triple]:
    """The triples of a TSV file, one a line."""
    rows = ((number, line.split("\t")) for number, line in open_text(path, on_bytes))
    return triples_of(path.name, rows, "tab-separated", datatypes, on_bad)
