"""The page's text: whole in itself, the same for the same picture, and deaf to what labels say."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_sample import SAYING, SELMA, hostile, said, sample

from kgqa.errors import InputError
from kgqa.pipelines.view.page import as_page, safe_json, write_page
from kgqa.pipelines.view.picture import Edge, Node, Picture, Sentence, around

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["</script>", "<!--", "&lt;", "\u2028", "'\"`", "${data}", "$data", "]]>", "\u202e", "\x00"]
)


class Reader(HTMLParser):
    """All elements with their attributes, and the text of each kind of element."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def shape(page: str) -> list[str]:
    return [tag for tag, _ in read(page).elements]


def test_a_page_needs_nothing_but_itself() -> None:
    page = as_page(around(sample(), [SELMA], evidence=said), over="harbour.kb")
    assert "$" not in re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL)
    for tag, given_ in read(page).elements:
        assert tag not in {"iframe", "object", "embed", "form", "img", "base"}
        for name in ("src", "href", "action"):
            assert (given_.get(name) or "#").startswith(("#", "data:,")), (tag, given_)
        assert not [name for name in given_ if name.startswith("on")]
    assert re.findall(r"(?:https?:)?//\w[\w.]*", page.replace("http://www.w3.org/2000/svg", "")) == []
    assert page == as_page(around(sample(), [SELMA], evidence=said), over="harbour.kb")


def test_all_facts_and_their_sentences_stand_in_the_list() -> None:
    picture = around(sample(), [SELMA], evidence=said)
    page = as_page(picture)
    listed = page[page.index('<section id="facts"') : page.index('<script type="application/json"')]
    assert listed.count("<li>") == len(picture.edges)
    plain = re.sub(r"<[^>]+>", "", listed)
    assert SAYING in plain
    assert "A harbour and its people · page 12 · character 20,411 · 93% sure, by open patterns" in plain
    assert '<mark class="head said">Selma Quist</mark>' in listed and '<mark class="tail">' in listed
    alone = as_page(Picture("x", (Node("a", "A lone thing"),), ()))
    assert "A lone thing" in alone[alone.index('id="facts"') :] and "Without a fact" in alone
    assert "No fact is drawn" in as_page(Picture("x", (), ()))


def test_labels_that_mean_harm_are_inert() -> None:
    picture = hostile()
    page = as_page(picture, over="<i>kb</i>")
    tame = as_page(around(sample(), [SELMA]))
    assert set(shape(page)) <= {*shape(tame), "details", "summary", "figure", "blockquote", "figcaption", "mark"}
    assert page.count("<script") == 2 == page.count("</script>")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", page)


@given(st.lists(TEXTS, min_size=6, max_size=6))
def test_any_text_can_be_drawn(texts: list[str]) -> None:
    a, relation, b, said_, doc, title = texts
    nodes = (Node("a", a, relation, b, aliases=(said_,)), Node("b", b, literal=True))
    edges = (Edge("a", relation, "b", (Sentence(said_ + a, 0, 3, doc),)),)
    plain_nodes = (Node("a", "x", "x" if relation else "", "x" if b else "", aliases=("x",)), nodes[1])
    page = as_page(Picture(title, nodes, edges, quotes=(Sentence(title),)), over=doc)
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    held = json.loads(data[1])
    assert len(held["nodes"]) == 2 and held["edges"][0]["head"] == 0 and held["edges"][0]["tail"] == 1
    assert page.count("<script") == 2
    plain_edges = (Edge("a", "x", "b", (Sentence("y", doc="x"),)),)
    plain = as_page(Picture("x", plain_nodes, plain_edges, quotes=(Sentence("x"),)))
    assert [tag for tag in shape(page) if tag != "mark"] == [tag for tag in shape(plain) if tag != "mark"]


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4), max_leaves=8))
def test_safe_json_is_json_and_safe(data: object) -> None:
    text = safe_json(data)
    assert json.loads(text) == data
    assert not re.search("[<>&\u2028\u2029]", text)


def test_a_file_of_others_is_not_written_over(tmp_path: Path) -> None:
    picture = around(sample(), [SELMA])
    out = tmp_path / "view.html"
    assert write_page(picture, out) == out
    first = out.read_bytes()
    assert write_page(picture, out).read_bytes() == first, "a page of ours is"
    out.write_text("<h1>my own</h1>", encoding="utf-8")
    with pytest.raises(InputError, match="no page of kgqa view; replace it with --replace"):
        write_page(picture, out)
    assert out.read_text(encoding="utf-8") == "<h1>my own</h1>"
    assert write_page(picture, out, replace=True).read_bytes() == first
    with pytest.raises(InputError, match=r"view\.html: the page can't be written: No such file or directory$"):
        write_page(picture, tmp_path / "no" / "view.html")
    with pytest.raises(InputError, match="can't be written"):
        write_page(picture, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["view.html"]
