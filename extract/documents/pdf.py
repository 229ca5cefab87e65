"""PDF files: the text of their pages, without what is repeated on each."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.extras import need
from kgqa.extract.documents.hyphens import joint, words_of
from kgqa.extract.documents.plain import BULLET, NUMBERED, looks_like_code, section_level
from kgqa.extract.documents.unread import NotReadable

LEAST_PAGES, MOST_PAGES = 4, 0.5
"""Pages of a file at least, and the share of them that a first or last line must be on more than, to be dropped."""
LONGEST_CONTENTS = 200
"""Characters at a line's end in which the dots of a table of contents are looked for."""
EDGE_LINES = 2
"""Lines at the top of a page and at its end that may be repeated ones."""
FULL, HALF = 0.85, 0.5
"""Share of a page's line width: a sentence that ends before the first ends a paragraph, any line before the second."""

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_CONTENTS = re.compile(r"(?: ?\.){5,} ?(?:\d+|[ivxlc]+)$")
_FILE_NAME = re.compile(r"microsoft word|untitled|^\(?\w*\)?$|\.(?:docx?|tex|dvi|indd|pdf|rtf|odt|xml|html?)$", re.I)


def read_pdf(path: Path, draft: Draft) -> None:
    """The blocks of a PDF file.

    Lines that more than half of the pages begin or end with (their numbers left aside) are dropped after the first
    page, where there are four or more, and lines of a table of contents, with dots to a page's number, everywhere.
    Words cut at the end of a line are joined, without the hyphen unless the file has them with it elsewhere. Headings
    are lines that the file's outline names, or without one those numbered "2.1". Raises NotReadable where the file is
    damaged, encrypted or without text.
    """
    pypdf = need("pypdf", "reading PDF")
    with _quiet("pypdf"):
        try:
            with path.open("rb") as stream:
                reader = pypdf.PdfReader(stream)
                # An empty password opens those that are encrypted to forbid printing alone.
                if reader.is_encrypted and not reader.decrypt(""):
                    raise NotReadable("is encrypted: it needs a password")
                pages = [_lines(page.extract_text()) for page in reader.pages]
                if not any(pages):
                    raise NotReadable("holds no text; it may be scanned")
                outline = _outline(reader)
                title = _title(reader)
        except (NotReadable, OSError):
            raise
        except pypdf.errors.DependencyError as error:
            raise NotReadable(f"is encrypted in a way that takes another package to read: {error}") from error
        # Damaged files break pypdf in many ways, not all of them its own errors.
        except Exception as error:
            raise NotReadable(f"is no PDF that can be read: {type(error).__name__}: {error}") from error
    draft.title = title
    _Pages(_without_edges(pages), outline, draft).read()


def _lines(text: str) -> list[str]:
    lines = clean(text).replace("\xad\n", "-\n").replace("\xad", "").split("\n")
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    return [line for line in lines if not _CONTENTS.search(line[-LONGEST_CONTENTS:])]


def _title(reader: Any) -> str:
    title = " ".join(clean(str((reader.metadata or {}).get("/Title") or "")).split())
    return "" if len(title) < 4 or _FILE_NAME.search(title) else title


def _outline(reader: Any) -> dict[str, int]:
    """The level of each heading that the outline names, by its plain form."""
    found: dict[str, int] = {}
    try:
        waiting = [(entry, 1) for entry in reversed(reader.outline)]
        while waiting:
            entry, level = waiting.pop()
            if isinstance(entry, list):
                waiting.extend((inner, level + 1) for inner in reversed(entry))
            else:
                found.setdefault(_plain(str(entry.title)), level)
    except Exception:  # A broken outline is no reason to leave the text.
        return {}
    found.pop("", None)
    return found


def _plain(title: str) -> str:
    return re.sub(r"^(?:chapter|section|appendix)? ?[\d.]+ |[\W_]+", " ", clean(title).lower()).strip()


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the lines at their edges that most of them have."""
    filled = sum(map(bool, pages))
    if filled < LEAST_PAGES:
        return pages
    pages = [list(lines) for lines in pages]
    for _ in range(EDGE_LINES):
        for edge in (0, -1):
            forms = [_DIGITS.sub("#", lines[edge].lower()) if lines else "" for lines in pages]
            counted = Counter(form for form in forms if form)
            # What is repeated stays where it is first: that may be the title.
            first = next((place for place, lines in enumerate(pages) if lines), 0)
            for place, (lines, form) in enumerate(zip(pages, forms, strict=True)):
                if form and counted[form] > MOST_PAGES * filled and (place != first or form == "#"):
                    lines.pop(edge)
    return pages


class _Pages:
    """Joins the lines of all pages to paragraphs, over the ends of pages too."""

    def __init__(self, pages: list[list[str]], outline: dict[str, int], draft: Draft) -> None:
        self._pages = pages
        self._outline = outline
        self._draft = draft
        self._words = words_of(line for lines in pages for line in lines)
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._breaks: list[int] = []
        self._is_item = False

    def read(self) -> None:
        for lines in self._pages:
            widths = sorted(map(len, lines)) or [0]
            width = widths[int(0.9 * (len(widths) - 1))]
            new_page = True
            for line in lines:
                level = self._level(line)
                if level or not self._goes_on(line, width):
                    self._flush()
                if new_page and not self._parts:
                    self._draft.page()
                self._append(line, new_page and bool(self._parts))
                new_page = False
                if level:
                    self._parts, self._lines = [], []
                    self._draft.heading(line, level)
            if new_page:
                self._flush()
                self._draft.page()
        self._flush()

    def _level(self, line: str) -> int:
        if self._outline:
            return self._outline.get(_plain(line), 0)
        level = section_level(line)
        return level if level > 1 else 0

    def _goes_on(self, line: str, width: int) -> bool:
        if not self._lines:
            return False
        before = self._lines[-1]
        if line[0].islower() and before[-1] not in ".!?":
            return not self._starts_item(line)
        if self._starts_item(line) or len(before) < HALF * width:
            return False
        return not (before[-1] in ".!?:" and len(before) < FULL * width)

    def _starts_item(self, line: str) -> bool:
        return bool(BULLET.match(line) or (NUMBERED.match(line) and self._lines[-1][-1] in ".:;!?"))

    def _append(self, line: str, breaks_page: bool) -> None:
        if not self._parts:
            bullet = BULLET.match(line)
            self._is_item = bool(bullet or (NUMBERED.match(line) and self._is_item))
            self._parts.append(line[bullet.end() :] if bullet else line)
        else:
            self._parts[-1] = joint(self._parts[-1], line, self._words, keeps=False)
            if breaks_page:
                self._breaks.append(sum(map(len, self._parts)))
            self._parts.append(line)
        self._lines.append(line)

    def _flush(self) -> None:
        text = "".join(self._parts)
        if text and not self._is_item and not self._breaks and looks_like_code(self._lines):
            self._draft.code("\n".join(self._lines))
        elif text and self._is_item and not self._breaks:
            self._draft.item(text)
        elif text:
            self._draft.paragraph(text, self._breaks)
        self._parts, self._lines, self._breaks = [], [], []


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Without the warnings that a library logs about odd files."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
