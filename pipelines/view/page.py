"""A picture as one HTML page that needs nothing but itself: no network, no fonts, no files."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from kgqa.durable import replace_file
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.view.legend import legend
from kgqa.pipelines.view.listing import as_list
from kgqa.pipelines.view.marks import pieces, spoken
from kgqa.pipelines.view.picture import Edge, Node, Picture, Sentence
from kgqa.pipelines.view.wording import counts, where

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("layout.js", "geometry.js", "labels.js", "panel.js", "view.js", "hands.js", "search.js", "start.js")
"""Joined in this order to one script."""
MARK = '<meta name="generator" content="kgqa view">'
"""What tells a page of ours from another file; it stands within the first kilobyte."""


def write_page(picture: Picture, out: str | Path, *, over: str = "", replace: bool = False) -> Path:
    """Writes the page to ``out``, whole or not at all; ``over`` is a line above the title. Gives the path.

    A page of an earlier run is written over, any other file only with ``replace``. Raises InputError where there is
    such a file, or the folder is missing or can't be written to.
    """
    path = Path(out)
    try:
        if path.exists() and not replace and not _is_ours(path):
            raise InputError(f"{path}: there is a file that is no page of kgqa view; replace it with --replace")
        with replace_file(path) as file:
            file.write(as_page(picture, over=over).encode())
    except OSError as error:
        raise InputError(f"{path}: the page can't be written: {error.strerror or error}") from error
    return path


def as_page(picture: Picture, *, over: str = "") -> str:
    """The page as HTML. Equal pictures give equal texts."""
    script = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return Template((TEMPLATES / "page.html").read_text(encoding="utf-8")).substitute(
        mark=MARK,
        hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        style=(TEMPLATES / "view.css").read_text(encoding="utf-8"),
        script=script,
        data=safe_json(data_of(picture)),
        over=escape(clean(over)),
        title=escape(clean(picture.title) or "An empty picture"),
        lines="".join(f'<p class="line" dir="auto">{escape(clean(line))}</p>' for line in picture.lines),
        counts=escape(counts(picture)),
        list=as_list(picture),
    )


def safe_json(data: Any) -> str:
    r"""JSON that may stand in a script element: nothing in it ends the element or a line of a script.

    >>> safe_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def data_of(picture: Picture) -> dict[str, Any]:
    """What the script draws; all texts are fit to print, and nodes go by their place."""
    groups, group_of = legend(picture)
    nodes = {node.id: node for node in picture.nodes}
    place = {id: at for at, id in enumerate(nodes)}
    return {
        "groups": [{"name": clean(group.name), "kind": group.kind, "count": group.count} for group in groups],
        "nodes": [{**_node(node, picture.hops), "group": group_of[node.id]} for node in picture.nodes],
        "edges": [
            {**_edge(edge, nodes[edge.head], nodes[edge.tail]), "head": place[edge.head], "tail": place[edge.tail]}
            for edge in picture.edges
        ],
        "lines": [clean(line) for line in picture.lines],
        "quotes": [_sentence(quote, (), ()) for quote in picture.quotes],
    }


def _node(node: Node, hops: int) -> dict[str, Any]:
    return {
        "id": "" if node.literal else clean(node.id),
        "label": clean(node.label) or "(no label)",
        "type": clean(node.type),
        "about": clean(node.description),
        "aliases": [clean(alias) for alias in node.aliases],
        "start": node.distance == 0,
        "more": node.left_out,
        # Of the outermost nodes the rest was not asked for.
        "cut": node.left_out if node.distance < hops else 0,
        "role": node.role,
        "literal": node.literal,
    }


def _edge(edge: Edge, head: Node, tail: Node) -> dict[str, Any]:
    heads, tails = (spoken(node.label, node.aliases) for node in (head, tail))
    return {
        "relation": clean(edge.relation),
        "on": edge.highlighted,
        "sentences": [_sentence(sentence, heads, tails) for sentence in edge.sentences],
    }


def _sentence(sentence: Sentence, heads: tuple[str, ...], tails: tuple[str, ...]) -> dict[str, Any]:
    return {
        "pieces": [[clean(text), kind] for text, kind in pieces(sentence, heads, tails)],
        "place": " · ".join(part for part in (clean(sentence.doc), clean(where(sentence))) if part),
    }


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK.encode() in file.read(1024)
