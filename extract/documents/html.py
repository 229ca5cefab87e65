"""HTML: what a page says, without what stands around it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.decode import decode
from kgqa.extract.documents.draft import Draft, told
from kgqa.extract.documents.extras import need
from kgqa.extract.documents.plain import looks_like_code, read_plain
from kgqa.extract.documents.unread import NotReadable

_HINTS = (
    "ads advert advertisement breadcrumb breadcrumbs comments cookie cookies editsection footer header headerlink menu "
    "nav navbar navigation noprint pagination pager related share sharing sidebar skip social toc"
)
HINTED = frozenset(_HINTS.split())
"""Words of a class or id whose element is left out, if it is mostly links or little of the page."""
MOST_LINKS, LEAST_OF_PAGE = 0.5, 0.1
"""Share of an element's characters that stand in links, and of the page's that stand in it, for that."""
OF_PROSE = frozenset(["ads", "comments", "header", "menu", "related", "share", "sharing", "skip", "social"])
"""Words of ``HINTED`` that a paragraph of running text may have in its class all the same."""
IN_LINE = frozenset(["editsection", "headerlink", "noprint", "skip"])
"""Words of ``HINTED`` whose element is left out within a line of text, if it is mostly links."""
LEAST_MAIN = 0.5
"""Share of a page's text that its one <main> or <article> must exceed to be read alone; of <main> also of the text
outside links, since a short text may have long menus around it."""

_NO_TEXT = (
    "audio button canvas datalist dialog embed head iframe input map math menu nav noscript object option rp rt script "
    "select style svg template textarea video"
)
_SKIPPED = frozenset(_NO_TEXT.split())
_ALONE = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hgroup hr html legend li main ol p section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_ALONE.split())
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NO_CELL = ("table", "blockquote", "dl", *_LEVELS, "ol", "pre", "ul")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z]+")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPAN = re.compile(r"\d{1,3}")


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
    sizes = _sizes(root, etree)
    page = _main(root, sizes)
    _Reader(page, draft, sizes, first_row_is_header).read(
        etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    )
    draft.title = told(draft.topmost[0]) if len(draft.topmost) == 1 else ""
    if title is not None and not draft.title:
        draft.title = clean(title.text_content())


class _Reader:
    """Walks a tree without recursion: a page may be nested ten thousand deep."""

    def __init__(self, page: Any, draft: Draft, sizes: dict[Any, _Size], first_row_is_header: bool) -> None:
        self._page = page
        self._draft = draft
        self._loose_header = first_row_is_header
        self._sizes = sizes
        self._texts: list[str] = []
        self._items = 0
        self._level = 0

    def read(self, events: Any) -> None:
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._is_skipped(element, tag):
                    self._texts.append(" " if tag not in ("a", "sup", "rt", "rp") else "")
                    events.skip_subtree()
                elif tag == "table" and _is_data(element):
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
            if event == "end" and not self._is_skipped(element, tag):
                self._close(tag)
            if element is not self._page:
                self._texts.append(element.tail or "")
        self._flush()

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._texts.append("\v")
        elif tag in _BLOCKS or tag in _LEVELS:
            self._flush()
        self._items += tag == "li"
        self._level = _LEVELS.get(tag, self._level)

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _LEVELS:
            self._flush()
        self._items -= tag == "li"
        if tag in _LEVELS:
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
            self._draft.paragraph(_words(caption))
        rows = [
            [cell for cell in row if cell.tag in ("td", "th") and not _is_gone(cell)]
            for row in table.iter("tr")
            if not _is_gone(row)
        ]
        rows = [row for row in rows if row]
        texts = _filled(rows)
        header = bool(rows) and all(cell.tag == "th" and cell.get("colspan", "1") == "1" for cell in rows[0])
        if self._loose_header and len(texts) > 1:
            header = header or _like_header(texts[0])
        self._draft.table(texts, header=header)

    def _is_skipped(self, element: Any, tag: str) -> bool:
        if element is self._page:
            return False
        if tag in _SKIPPED or _is_hidden(element):
            return True
        if tag == "a" and element.text in ("¶", "#", "§"):
            return True
        if tag == "sup":
            return _is_reference(element)
        if tag in ("header", "footer", "aside") and element.getparent() is self._page:
            return tag != "header" or not self._sizes[element].headings
        hints = _hints(element)
        if not hints or tag in _LEVELS:
            return False
        size = self._sizes[element]
        linked = tag == "a" or size.links >= MOST_LINKS * size.text
        if tag not in _BLOCKS:
            return linked and (not hints.isdisjoint(IN_LINE) or not _is_in_text(element))
        few = size.text <= LEAST_OF_PAGE * self._sizes[self._page].text
        if tag == "p" and hints <= OF_PROSE and _is_prose(element):
            few = False
        return not size.headings and (few or linked)


def _hints(element: Any) -> frozenset[str]:
    """The words of its class, id and role that call an element something that stands around the text."""
    name = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
    return HINTED.intersection(map(str.lower, _WORDS.findall(name))) if name else frozenset()


def _is_gone(element: Any) -> bool:
    """Whether an element takes no place on the page, so that in a table the next one moves up."""
    return element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "").lower()


def _is_hidden(element: Any) -> bool:
    return _is_gone(element) or element.get("aria-hidden") == "true"


def _is_reference(element: Any) -> bool:
    return "reference" in element.get("class", "")


def _is_in_text(element: Any) -> bool:
    """Whether words or a comma stand right beside an element, or beside the elements within a line around it."""
    while element is not None and element.tag not in _BLOCKS and element.tag not in _LEVELS:
        around, before = element.getparent(), element.getprevious()
        beside = (around.text if before is None else before.tail) or ""
        if any(sign.isalnum() or sign == "," for sign in beside + (element.tail or "")):
            return True
        element = around
    return False


def _is_prose(element: Any) -> bool:
    text = element.text_content().strip()
    return len(text.split()) > 3 and text.endswith((".", "!", "?", ":", "”", '"', ")"))


@dataclass(slots=True)
class _Size:
    """Characters of an element, those of them in links, and how many headings of the first two levels it holds."""

    text: int = 0
    links: int = 0
    headings: int = 0


def _sizes(root: Any, etree: Any) -> dict[Any, _Size]:
    """The size of each element that may be looked at, found in one walk."""
    sizes: dict[Any, _Size] = {}
    open_ones = [_Size()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            open_ones.append(_Size(len((element.text or "").strip()) if tag not in ("script", "style") else 0))
            continue
        size, around = open_ones.pop(), open_ones[-1]
        if (
            tag in ("body", "main", "article", "header", "footer", "aside")
            or element.get("role") == "main"
            or element is root
            or _hints(element)
        ):
            sizes[element] = size
        around.text += size.text + len((element.tail or "").strip())
        around.links += size.text if tag == "a" else size.links
        around.headings += size.headings + (tag in ("h1", "h2"))
    return sizes


def _main(root: Any, sizes: dict[Any, _Size]) -> Any:
    """The element to read: the one <main> or <article>, where it holds enough, else the body."""
    body = root.find("body")
    page = root if body is None else body
    whole = sizes[page]
    for found in (page.xpath(".//main | .//*[@role='main']"), page.xpath(".//article")):
        if len(found) != 1:
            continue
        part = sizes[found[0]]
        unlinked = found[0].tag != "article" and part.text - part.links > LEAST_MAIN * (whole.text - whole.links)
        if part.text > LEAST_MAIN * whole.text or unlinked:
            return found[0]
    return page


def _words(element: Any) -> str:
    """An element's text without what is hidden in it, with a space where a block or a line in it begins or ends."""
    parts: list[str] = []
    left: list[Any] = [element]  # no recursion: a cell may be nested a thousand deep
    while left:
        part = left.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        tag = part.tag if isinstance(part.tag, str) else ""
        if not tag or tag in _SKIPPED or _is_hidden(part) or (tag == "sup" and _is_reference(part)):
            continue
        space = " " if tag in _BLOCKS or tag == "br" else ""
        parts.append(space + (part.text or ""))
        left.append(space)
        for child in reversed(part):
            left += (child.tail or "", child)
    return " ".join(clean("".join(parts)).replace("\xad", "").split())


def _is_data(table: Any) -> bool:
    """Whether a table is one of rows of data and not for the page's layout."""
    if table.get("role") == "presentation":
        return False
    if any(table.find(f".//{tag}") is not None for tag in _NO_CELL):
        return False
    return any(len([cell for cell in row if cell.tag in ("td", "th")]) > 1 for row in table.iter("tr"))


def _filled(rows: list[list[Any]]) -> list[list[str]]:
    """The texts of the cells; a cell over several rows or columns stands in each."""
    texts: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for cell in [*row, None]:
            while len(line) in below:
                left, text = below.pop(len(line))
                if left > 1:
                    below[len(line)] = (left - 1, text)
                line.append(text)
            if cell is None:
                continue
            text = _words(cell)
            for _ in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    below[len(line)] = (_span(cell, "rowspan") - 1, text)
                line.append(text)
        texts.append(line)
    return texts


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(1, int(value)), 50) if _SPAN.fullmatch(value) else 1


def _like_header(names: list[str]) -> bool:
    return all(name and len(name.split()) <= 5 and not any(map(str.isdigit, name)) for name in names)
