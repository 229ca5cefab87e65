"""Documents and extractions as JSON texts, for a knowledge base to keep: the same value gives the same text."""

from __future__ import annotations

import json
from typing import Any

from kgqa.errors import StoreError
from kgqa.extract.document import Document, Heading, Span, Table
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.types import Literal


def layout_text(document: Document) -> str:
    """Where headings, tables, pages and code of a document stand; its id, title, source and text are kept apart."""
    return _dumped(
        [
            [[h.start, h.end, h.level] for h in document.headings],
            [[table.header, table.rows] for table in document.tables],
            document.pages,
            document.code,
        ]
    )


def document_of(id: str, title: str, source: str, text: str, layout: str) -> Document:
    """The document whose layout :func:`layout_text` wrote. Raises StoreError where it did not."""
    try:
        headings, tables, pages, code = json.loads(layout)
        return Document(
            id,
            title,
            text,
            source,
            tuple(Heading(*heading) for heading in headings),
            tuple(Table(_spans(header), tuple(_spans(row) for row in rows)) for header, rows in tables),
            tuple(pages),
            _spans(code),
        )
    except (ValueError, TypeError) as error:
        raise StoreError(f"document {id!r}: its layout can't be read: {error}") from error


def extraction_text(extraction: Extraction) -> str:
    """An extraction without its document's id."""
    return _dumped(
        [
            [[e.name, e.type, e.names, e.mentions] for e in extraction.entities],
            [
                [
                    fact.head,
                    fact.relation,
                    fact.tail if isinstance(fact.tail, int) else [fact.tail.value, fact.tail.datatype, fact.tail.lang],
                    fact.sentence,
                    fact.span,
                    fact.extractor,
                    round(fact.confidence, 6),
                    fact.qualifiers,
                ]
                for fact in extraction.facts
            ],
        ]
    )


def extraction_of(doc_id: str, text: str) -> Extraction:
    """The extraction that :func:`extraction_text` wrote. Raises StoreError where it did not."""
    try:
        entities, facts = json.loads(text)
        return Extraction(
            doc_id,
            tuple(FoundEntity(name, kind, tuple(names), _spans(spans)) for name, kind, names, spans in entities),
            tuple(_fact(*fact) for fact in facts),
        )
    except (ValueError, TypeError) as error:
        raise StoreError(f"document {doc_id!r}: what was found in it can't be read: {error}") from error


def _fact(
    head: int,
    relation: str,
    tail: Any,
    sentence: Any,
    span: Any,
    extractor: str,
    confidence: float,
    qualifiers: Any,
) -> FoundFact:
    return FoundFact(
        head,
        relation,
        tail if isinstance(tail, int) else Literal(*tail),
        Span(*sentence),
        Span(*span),
        extractor,
        confidence,
        tuple((name, value) for name, value in qualifiers),
    )


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
