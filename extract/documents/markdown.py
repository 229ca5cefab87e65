"""Markdown (CommonMark with tables): what it says, without its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.extras import need
from kgqa.extract.documents.html import read_html

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[\w\"'.-]+(?: [\w\"'.-]+){0,2}:(?:\s|$)")
_MORE = re.compile(r"\s|$|- |#|\]|\}")
"""How a line of front matter begins: with a key; or, after one, with what belongs to it."""
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def read_markdown(text: str, draft: Draft) -> None:
    """The blocks of a Markdown file.

    A link is its words, a picture nothing; the front matter (YAML between lines of ---: keys and values, else
    the lines are rules) gives the title alone. Quotes
    are paragraphs. HTML between goes through :func:`read_html`.
    """
    front = _FRONT.match(text)
    if front and _is_front(front[1].split("\n")):
        found = _TITLE.search(front[1])
        draft.title = found[1].strip("\"'") if found else ""
        text = text[front.end() :]
    parser = need("markdown_it", "reading Markdown").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    title = draft.title
    tokens = parser.parse(text)
    items = 0
    rows: list[list[str]] = []
    for place, token in enumerate(tokens):
        kind = token.type
        if kind in ("list_item_open", "list_item_close"):
            items += token.nesting
        elif kind in ("fence", "code_block"):
            draft.code(clean(token.content))
        elif kind == "html_block":
            read_html(token.content, draft)
        elif kind == "table_open":
            rows = []
        elif kind == "tr_open":
            rows.append([])
        elif kind == "table_close":
            draft.table(rows, header=True)
        elif kind == "inline":
            opened = tokens[place - 1]
            words = clean(_words(token.children or ()))
            if opened.type == "heading_open":
                draft.heading(words, int(opened.tag[1:]))
            elif opened.type in ("th_open", "td_open"):
                rows[-1].append(words)
            elif items:
                draft.item(words)
            else:
                draft.paragraph(words)
    draft.title = title


def _is_front(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if not line.startswith("#")), "")
    return bool(_KEY.match(first)) and all(_KEY.match(line) or _MORE.match(line) for line in lines)


def _words(tokens: Sequence[Any]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.startswith("<br")):
            parts.append("\n")
    return "".join(parts)
