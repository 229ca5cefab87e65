"""A document as it was read: its text, and where in the text headings, pages and tables stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open character offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``text[start:end]`` are its words. ``level`` is 1 for the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header names its columns. All spans are of cells; a row has as many as the header.

    An empty cell is an empty span.
    """

    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document. Every offset anywhere in kgqa counts characters of ``text``.

    ``source`` is the file it came from, as a name to show; ``pages`` the offset at which each page begins, for
    what has pages; ``code`` the stretches that are no prose (code, formulas): kept to be read, nothing is
    extracted from them.
    """

    id: str
    title: str
    text: str
    source: str = ""
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()
    code: tuple[Span, ...] = ()
