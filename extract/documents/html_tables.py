"""Tables of HTML: the texts of their cells, and whether the first row names the columns."""

from __future__ import annotations

import re
from typing import Any

from kgqa.extract.documents.html_elements import LEVELS, is_gone, words_of

_NO_CELL = ("table", "blockquote", "dl", *LEVELS, "ol", "pre", "ul")
_SPAN = re.compile(r"\d{1,3}")


def is_data(table: Any) -> bool:
    """Whether a table is one of rows of data and not for the page's layout."""
    if table.get("role") == "presentation":
        return False
    if any(table.find(f".//{tag}") is not None for tag in _NO_CELL):
        return False
    return any(len([cell for cell in row if cell.tag in ("td", "th")]) > 1 for row in table.iter("tr"))


def cells_of(table: Any, *, first_row_is_header: bool = False) -> tuple[list[list[str]], bool]:
    """The rows of a table, a cell over several rows or columns in each of them, and whether the first is its header:
    one of <th> alone, or, with ``first_row_is_header``, one of few words without numbers above others."""
    rows = [
        [cell for cell in row if cell.tag in ("td", "th") and not is_gone(cell)]
        for row in table.iter("tr")
        if not is_gone(row)
    ]
    rows = [row for row in rows if row]
    texts = _filled(rows)
    header = bool(rows) and all(cell.tag == "th" and cell.get("colspan", "1") == "1" for cell in rows[0])
    if first_row_is_header and len(texts) > 1:
        header = header or _like_header(texts[0])
    return texts, header


def _filled(rows: list[list[Any]]) -> list[list[str]]:
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
            text = words_of(cell)
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
