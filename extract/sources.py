"""The documents of a knowledge base and what was found in each: all that its graph is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kgqa.extract.codec import document_of, extraction_of, extraction_text, layout_text
from kgqa.extract.document import Document
from kgqa.extract.found import Extraction
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.strings import StringTable

COLUMNS = ("ids", "titles", "sources", "texts", "layouts", "extractions")


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it is kept: its text, its layout and what was found in it, the latter two encoded.

    Texts stay encoded until asked for, since a large knowledge base holds many and looks at few.
    """

    id: str
    title: str
    source: str
    text: str
    layout: str
    found: str

    @classmethod
    def of(cls, document: Document, extraction: Extraction) -> Source:
        """Of a document and its extraction."""
        return replace(cls.of_document(document), found=extraction_text(extraction))

    @classmethod
    def of_document(cls, document: Document) -> Source:
        """Of a document in which nothing was looked for yet."""
        return cls(document.id, document.title, document.source, document.text, layout_text(document), "")

    @property
    def document(self) -> Document:
        """The document."""
        return document_of(self.id, self.title, self.source, self.text, self.layout)

    @property
    def extraction(self) -> Extraction:
        """What was found in it."""
        return extraction_of(self.id, self.found)

    @property
    def sum(self) -> str:
        """See :func:`document_sum`."""
        return document_sum(self.id, self.title, self.source, self.text, self.layout)


def sum_of(document: Document) -> str:
    """See :func:`document_sum`."""
    return document_sum(document.id, document.title, document.source, document.text, layout_text(document))


def document_sum(*fields: str) -> str:
    """sha256, in hex, of all that a document is: two documents of one sum are one."""
    state = hashlib.sha256()
    for field in fields:
        encoded = field.encode("utf-8", "surrogatepass")
        state.update(len(encoded).to_bytes(8, "little"))
        state.update(encoded)
    return state.hexdigest()


def source_arrays(sources: Iterable[Source]) -> dict[str, Array]:
    """Sources, sorted by id here, as arrays for a file."""
    held = sorted(sources, key=lambda source: source.id)
    columns = zip(
        COLUMNS,
        ([getattr(source, name) for source in held] for name in ("id", "title", "source", "text", "layout", "found")),
        strict=True,
    )
    arrays: dict[str, Array] = {}
    for name, column in columns:
        arrays |= StringTable.build(column).arrays(f"sources.{name}")
    return arrays


class SourceTable:
    """The sources in a file, sorted by id, mapped and not read."""

    def __init__(self, file: ArrayFile) -> None:
        self._columns = [StringTable.load(file, f"sources.{name}") for name in COLUMNS]

    @property
    def ids(self) -> StringTable:
        """Ids of the documents, sorted."""
        return self._columns[0]

    @property
    def titles(self) -> StringTable:
        """Their titles, in the same order."""
        return self._columns[1]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Source]:
        return (Source(*fields) for fields in zip(*self._columns, strict=True))

    def get(self, doc_id: str) -> Source | None:
        """The source of this id, or None."""
        row = self.ids.find(doc_id)
        return None if row is None else Source(*(column[row] for column in self._columns))
