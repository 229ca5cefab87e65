"""A document with its sentences, parse and entities: what the extractors of relations read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Value:
    """A date, a quantity or a number in a text. ``datatype`` is that of ``kgqa.types.Literal`` ("date", "number",
    "" for others); ``value`` its normal form ("1994-05-02", "1994", "12.8")."""

    span: Span
    value: str
    datatype: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """``doc.text == document.text``, so spaCy's ``token.idx`` are the document's offsets.

    ``sentences`` are spans in order; ``entities`` the clusters of mentions that coreference made; ``values`` the
    dates and quantities, in order. No two mentions or values overlap, but a mention may lie inside a longer one of
    another entity.
    """

    document: Document
    doc: Doc
    sentences: tuple[Span, ...]
    entities: tuple[FoundEntity, ...]
    values: tuple[Value, ...]
