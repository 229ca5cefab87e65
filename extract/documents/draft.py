"""A document in the making: blocks come in order, and where each stands in the text is counted along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kgqa.extract.document import Document, Heading, Span, Table

CELLS, LINES, BLOCKS = " | ", "\n", "\n\n"
"""What stands between the cells of a row, between rows, items or lines of one block, and between blocks."""

LONGEST_TITLE_WORDS, LONGEST_TITLE = 12, 100
"""Words and characters of a first line at most that can be a title."""

_ANY = re.compile(
    r"abstract|contents|description|foreword|introduction|name|overview|preface|readme|summary|synopsis"
    r"|table of contents|untitled|"
)
_NUMBER = re.compile(r"^[\d.]+ ")
_SPACE = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" *\n[ \n]*")


def squeezed(text: str) -> str:
    """``text`` with runs of white space as one space and none at either end of a line; empty lines are dropped."""
    return _EDGES.sub("\n", _SPACE.sub(" ", text)).strip()


class Draft:
    """Collects the blocks of one document.

    A block of white space alone is left out. ``title`` is what the file itself says; :meth:`document` finds one where
    that is "". ``topmost`` are the headings of level 1 so far.
    """

    def __init__(self) -> None:
        self.title = ""
        self.topmost: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self._pages: list[int] = []
        self._code: list[Span] = []
        self._new_pages = 0
        self._first = ""

    def heading(self, text: str, level: int) -> None:
        """A heading of one line; ``level`` is 1 for the outermost."""
        text = " ".join(text.split())
        if text:
            start = self._add(text, "heading")
            self._headings.append(Heading(start, start + len(text), level))
            if level == 1:
                self.topmost.append(text)

    def paragraph(self, text: str, breaks: Sequence[int] = ()) -> None:
        """Prose. A newline in it ends a line that is no sentence's middle. Pages begin at ``breaks``, offsets into
        ``text``, which is :func:`squeezed` already where there are any."""
        start = self._add(squeezed(text), "text")
        self._pages.extend(start + each for each in breaks)

    def item(self, text: str) -> None:
        """An item of a list: a line under the item before it."""
        self._add(squeezed(text), "item")

    def code(self, text: str) -> None:
        """Text kept as it stands, and marked as no prose."""
        text = text.rstrip().removeprefix("\n")
        if text.strip():
            start = self._add(text, "code")
            self._code.append(Span(start, start + len(text)))

    def table(self, rows: Sequence[Sequence[str]], *, header: bool) -> None:
        """A table, a line a row. With ``header`` the first row names the columns.

        It is a :class:`Table` where its header names two columns or more. A row with fewer cells gets empty ones at
        its end; empty ones too many are dropped; one with more is in the text alone.
        """
        cells = [[" ".join(cell.split()) for cell in row] for row in rows]
        header = header and bool(cells) and any(cells[0])
        cells = [row for row in cells if any(row)]
        if not cells:
            return
        start = self._add(LINES.join(CELLS.join(row) for row in cells), "table", strip=False)
        spans: list[tuple[Span, ...]] = []
        for row in cells:
            found = []
            for cell in row:
                found.append(Span(start, start + len(cell)))
                start += len(cell) + len(CELLS)
            start += len(LINES) - len(CELLS)
            spans.append(tuple(found))
        names = cells[0]
        if not header or len(cells) < 2 or not names_columns(names):
            return
        fitting = [row + (Span(row[-1].end, row[-1].end),) * (len(names) - len(row)) for row in spans[1:]]
        kept = tuple(row[: len(names)] for row in fitting if all(a == b for a, b in row[len(names) :]))
        if kept:
            self._tables.append(Table(spans[0], kept))

    def page(self) -> None:
        """A page begins here."""
        self._new_pages += 1

    def _add(self, text: str, kind: str, *, strip: bool = True) -> int:
        """Append a block and return where it starts."""
        if not text:
            return self._length
        if self._length:
            between = LINES if kind == self._last == "item" else BLOCKS
            self._parts.append(between)
            self._length += len(between)
        self._pages.extend([self._length] * self._new_pages)
        self._new_pages = 0
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._first = self._first or (text if kind in ("text", "heading") else "-")
        self._last = kind
        return start

    def document(self, id: str, source: str, otherwise: str) -> Document:
        """The document. Its title is what the file says, else its first heading, else a short first line, else
        ``otherwise``."""
        text = "".join(self._parts)
        pages = (*self._pages, *[len(text)] * self._new_pages)
        title = " ".join(self.title.split())
        if not title and self._headings and (self._headings[0].start == 0 or self._headings[0].level == 1):
            title = told(text[self._headings[0].start : self._headings[0].end])
        if not title and len(self._first) < len(text):
            title = told(title_line(self._first))
        return Document(
            id,
            title or otherwise,
            text,
            source,
            tuple(self._headings),
            tuple(self._tables),
            pages,
            tuple(self._code),
        )


def names_columns(names: Sequence[str]) -> bool:
    """Whether a row of cells can be a header: two or more of them are no other's name."""
    counts = Counter(name.lower() for name in names if name)
    return sum(count == 1 for count in counts.values()) >= 2


def told(title: str) -> str:
    """``title``, or "" where it would fit any document ("1. Introduction")."""
    return "" if _ANY.fullmatch(_NUMBER.sub("", title).strip().lower()) else title


def title_line(text: str) -> str:
    """The first line of ``text`` where it is short and no sentence, else ""."""
    line = text.partition("\n")[0].strip()
    fits = len(line) <= LONGEST_TITLE and len(line.split()) <= LONGEST_TITLE_WORDS
    return line if fits and line[-1:] not in ".!?;:,。！？；：，|" and any(map(str.isalpha, line)) else ""
