"""HTML: what a page says, without what stands around it."""

from __future__ import annotations

import codecs
import re
from typing import Any

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.decode import decode
from kgqa.extract.documents.draft import Draft, told
from kgqa.extract.documents.extras import need
from kgqa.extract.documents.html_around import Page
from kgqa.extract.documents.html_elements import BLOCKS, LEVELS, words_of
from kgqa.extract.documents.html_tables import cells_of, is_data
from kgqa.extract.documents.plain import looks_like_code, read_plain
from kgqa.extract.documents.unread import NotReadable

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def html_text(raw: bytes) -> str:
    """The text of an HTML file, by its byte order mark, what it declares, or as :func:`decode` finds it."""
    found = _CHARSET.search(raw[:4096])
    if found and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = (found[1] or found[2]).decode("ascii").lower()
        # As browsers have it.
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
        try:
            if not codecs.lookup(name).name.startswith("utf"):
                raw.decode()
        except (UnicodeDecodeError, LookupError):
            try:
                return raw.decode(name)
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(raw)


def read_html(text: str, draft: Draft, *, first_row_is_header: bool = False) -> None:
    """The blocks of a page, or of a piece of one.

    Scripts, forms' fields, navigation, the page's header, footer and asides, what is hidden, and what its class calls
    a menu or the like are left out, but no heading, no part of a sentence and no running text; one <main> or <article>
    with most of the text is read alone. <pre> is code unless it reads as prose. A table is one of data unless it holds
    others, lists or headings; it has a header where its first row is of <th> alone (or, with
    ``first_row_is_header``, where it has a first row of few words without numbers). Raises NotReadable where lxml
    can't make a whole tree.
    """
    lxml_html, etree = need("lxml.html", "reading HTML"), need("lxml.etree", "reading HTML")
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml_html.document_fromstring(clean(text).encode(), parser=parser)
    except etree.ParserError:
        return  # Nothing but comments or declarations.
    except (etree.LxmlError, ValueError) as error:
        raise NotReadable(f"is no HTML that can be read: {error}") from error
    # What follows such an error is lost: elements in each other 2048 deep.
    fatal = [error.message for error in parser.error_log if error.level_name == "FATAL"]
    if fatal:
        raise NotReadable(f"is no HTML that can be read: {fatal[0]}")
    title = root.find(".//head/title")
    page = Page(root, etree)
    _Reader(page, draft, first_row_is_header).read(
        etree.iterwalk(page.element, events=("start", "end", "comment", "pi"))
    )
    draft.title = told(draft.topmost[0]) if len(draft.topmost) == 1 else ""
    if title is not None and not draft.title:
        draft.title = clean(title.text_content())


class _Reader:
    """Walks a tree without recursion: a page may be nested ten thousand deep."""

    def __init__(self, page: Page, draft: Draft, first_row_is_header: bool) -> None:
        self._page = page
        self._draft = draft
        self._loose_header = first_row_is_header
        self._texts: list[str] = []
        self._items = 0
        self._level = 0

    def read(self, events: Any) -> None:
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._page.is_skipped(element, tag):
                    self._texts.append(" " if tag not in ("a", "sup", "rt", "rp") else "")
                    events.skip_subtree()
                elif tag == "table" and is_data(element):
                    self._flush()
                    self._table(element)
                    events.skip_subtree()
                elif tag == "pre":
                    self._flush()
                    for line_break in element.iter("br"):
                        line_break.tail = "\n" + (line_break.tail or "")
                    self._pre(clean(element.text_content()))
                    events.skip_subtree()
                else:
                    self._open(tag)
                    self._texts.append(element.text or "")
                continue
            if event == "end" and not self._page.is_skipped(element, tag):
                self._close(tag)
            if element is not self._page.element:
                self._texts.append(element.tail or "")
        self._flush()

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._texts.append("\v")
        elif tag in BLOCKS or tag in LEVELS:
            self._flush()
        self._items += tag == "li"
        self._level = LEVELS.get(tag, self._level)

    def _close(self, tag: str) -> None:
        if tag in BLOCKS or tag in LEVELS:
            self._flush()
        self._items -= tag == "li"
        if tag in LEVELS:
            self._level = 0

    def _flush(self) -> None:
        # Line breaks of the source are spaces, those of <br> are kept.
        text = clean(_SPACE.sub(" ", "".join(self._texts)).replace("\v", "\n")).replace("\xad", "")
        self._texts.clear()
        if self._level:
            self._draft.heading(text, self._level)
        elif self._items:
            self._draft.item(text)
        else:
            self._draft.paragraph(text)

    def _pre(self, text: str) -> None:
        lines = [line for line in text.split("\n") if line.strip()]
        long = sum(len(line.split()) > 5 for line in lines)
        if len(lines) > 3 and 2 * long > len(lines) and not looks_like_code(lines):
            read_plain(text, self._draft)
        else:
            self._draft.code(text)

    def _table(self, table: Any) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._draft.paragraph(words_of(caption))
        texts, header = cells_of(table, first_row_is_header=self._loose_header)
        self._draft.table(texts, header=header)
