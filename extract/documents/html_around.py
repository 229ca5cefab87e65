"""What stands around the text of a page: menus, headers, footers, and what else its class calls one of those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kgqa.extract.documents.html_elements import BLOCKS, LEVELS, SKIPPED, is_hidden, is_in_text, is_prose, is_reference

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

_WORDS = re.compile(r"[A-Za-z]+")


class Page:
    """The element of a page that is read, ``element``, and what of it is left out."""

    def __init__(self, root: Any, etree: Any) -> None:
        self._sizes = _sizes(root, etree)
        self.element = _main(root, self._sizes)

    def is_skipped(self, element: Any, tag: str) -> bool:
        """Whether an element is no part of what the page says."""
        if element is self.element:
            return False
        if tag in SKIPPED or is_hidden(element):
            return True
        if tag == "a" and element.text in ("¶", "#", "§"):
            return True
        if tag == "sup":
            return is_reference(element)
        if tag in ("header", "footer", "aside") and element.getparent() is self.element:
            return tag != "header" or not self._sizes[element].headings
        hints = _hints(element)
        if not hints or tag in LEVELS:
            return False
        size = self._sizes[element]
        linked = tag == "a" or size.links >= MOST_LINKS * size.text
        if tag not in BLOCKS:
            return linked and (not hints.isdisjoint(IN_LINE) or not is_in_text(element))
        few = size.text <= LEAST_OF_PAGE * self._sizes[self.element].text
        if tag == "p" and hints <= OF_PROSE and is_prose(element):
            few = False
        return not size.headings and (few or linked)


def _hints(element: Any) -> frozenset[str]:
    """The words of its class, id and role that call an element something that stands around the text."""
    name = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
    return HINTED.intersection(map(str.lower, _WORDS.findall(name))) if name else frozenset()


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
