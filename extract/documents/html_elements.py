"""Elements of HTML: which stand alone, which have no text, and what one says."""

from __future__ import annotations

from typing import Any

from kgqa.extract.documents.clean import clean

_NO_TEXT = (
    "audio button canvas datalist dialog embed head iframe input map math menu nav noscript object option rp rt script "
    "select style svg template textarea video"
)
SKIPPED = frozenset(_NO_TEXT.split())
"""Tags of elements that have no text of the page."""
_ALONE = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hgroup hr html legend li main ol p section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_ALONE.split())
"""Tags of elements that begin and end a line."""
LEVELS = {f"h{level}": level for level in range(1, 7)}
"""Tags of headings."""


def is_gone(element: Any) -> bool:
    """Whether an element takes no place on the page, so that in a table the next one moves up."""
    return element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "").lower()


def is_hidden(element: Any) -> bool:
    """Whether nobody sees or hears an element."""
    return is_gone(element) or element.get("aria-hidden") == "true"


def is_reference(element: Any) -> bool:
    """Whether an element is the number of a note."""
    return "reference" in element.get("class", "")


def is_in_text(element: Any) -> bool:
    """Whether words or a comma stand right beside an element, or beside the elements within a line around it."""
    while element is not None and element.tag not in BLOCKS and element.tag not in LEVELS:
        around, before = element.getparent(), element.getprevious()
        beside = (around.text if before is None else before.tail) or ""
        if any(sign.isalnum() or sign == "," for sign in beside + (element.tail or "")):
            return True
        element = around
    return False


def is_prose(element: Any) -> bool:
    """Whether an element reads as a sentence or more."""
    text = element.text_content().strip()
    return len(text.split()) > 3 and text.endswith((".", "!", "?", ":", "”", '"', ")"))


def words_of(element: Any) -> str:
    """An element's text without what is hidden in it, with a space where a block or a line in it begins or ends."""
    parts: list[str] = []
    left: list[Any] = [element]  # no recursion: a cell may be nested a thousand deep
    while left:
        part = left.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        tag = part.tag if isinstance(part.tag, str) else ""
        if not tag or tag in SKIPPED or is_hidden(part) or (tag == "sup" and is_reference(part)):
            continue
        space = " " if tag in BLOCKS or tag == "br" else ""
        parts.append(space + (part.text or ""))
        left.append(space)
        for child in reversed(part):
            left += (child.tail or "", child)
    return " ".join(clean("".join(parts)).replace("\xad", "").split())
