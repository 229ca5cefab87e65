"""The page, as a parser reads it: nothing from outside is markup, nothing is fetched, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from test_report_sample import ARABIC, CHINESE, HEBREW, HOSTILE, LONG, UNBROKEN, hostile, sample

from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.evaluation.report.html import CUT, as_html, place, steps
from kgqa.pipelines.evaluation.summary import Figure, Group, Row, Summary

pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements, ids and text of a page; tags that do not close are an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text.append(data)

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.tags)


def few_drawings(summary: Summary) -> Summary:
    """Without the reliability of all but the first row: each is a drawing, and a drawing takes its time."""
    return replace(summary, rows=(summary.rows[0], *(replace(row, reliability=()) for row in summary.rows[1:])))


SUMMARIES = {
    "sample": sample(3),
    "hostile": few_drawings(hostile()),
    "twenty rows": few_drawings(sample(20)),
    "one row": sample(1),
    "no rows": sample(0),
    "no questions": sample(2, 0),
    "no groups": replace(sample(1), rows=(replace(sample(1).rows[0], groups=(), misses=(), lost=()),)),
    "bare": Summary(sample().card, 0, (Row("", "", 0, ()),), {}, {}),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {name: Page(as_html(summary)) for name, summary in SUMMARIES.items()}


def test_nothing_is_fetched_and_nothing_injected(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert (page.count("script"), page.count("style"), page.count("img")) == (1, 1, 0)
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")]
            for name in ("src", "href", "xlink:href", "action", "srcset", "poster"):
                assert (attributes.get(name) or "#").startswith(("#", "data:,")), (tag, attributes)
        (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy and policy.startswith("default-src 'none'") and "script-src 'sha256-" in policy


def test_ids_are_unique_and_links_lead_somewhere(pages: dict[str, Page]) -> None:
    for page in pages.values():
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
        assert {str(link)[1:] for link in links} <= set(ids)
        labels = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
        assert set(labels) <= set(ids)


def test_texts_from_outside_are_shown_whole(pages: dict[str, Page]) -> None:
    shown = "".join(pages["sample"].text)
    for text in (ARABIC, HEBREW, CHINESE, *HOSTILE):
        assert text in shown
    for text in (LONG, UNBROKEN):
        assert text[:CUT] in shown and text[CUT:] in shown
    assert "(empty)" in shown and "␀" in shown
    bad = "".join(pages["hostile"].text)
    for text in HOSTILE:
        assert bad.count(clean(text)) >= 2


def test_the_headline_is_the_first_row(pages: dict[str, Page]) -> None:
    shown = " ".join("".join(pages["sample"].text).split())
    assert "kgqa entities linked Exact match 71.0% 68.4 to 73.6, 95% confidence interval 1,200 questions" in shown
    assert "36 ms 33 ms – 39 ms" in shown
    assert "0.054" in shown


def test_a_table_row_for_each_system_and_a_drawing_for_each_section(pages: dict[str, Page]) -> None:
    for name, diagrams in (("sample", 3), ("twenty rows", 1), ("one row", 1)):
        # Curves, a bar drawing for kind and hops, lost answers, and a reliability diagram for each that has one.
        assert sum(attributes.get("role") == "img" for _, attributes in pages[name].tags) == 4 + diagrams
    assert pages["no rows"].count("svg") == pages["no questions"].count("svg") == 0


def test_a_miss_shows_all_of_its_trace(pages: dict[str, Page]) -> None:
    shown = " ".join("".join(pages["sample"].text).split())
    start = shown.index("q-0007")
    trace = shown[start : start + 900]
    parts = (
        "Linked",
        "Q101 gold entity",
        "Retrieved",
        "0.0317 dense",
        "lexical holds gold",
        "lost here",
        "0.93 entity",
    )
    at = [trace.index(part) for part in parts]
    assert at == sorted(at)
    assert "Abstained: the best answer has 0.18, and 0.25 is needed." in shown
    assert "StoreError: segments/graph-1" in shown


def test_steps_of_a_miss() -> None:
    misses = {miss.lost: miss for miss in sample(1).rows[0].misses[:8]}
    assert [state for _, state in steps(misses["retrieve"])] == ["passed", "lost", "open", "open"]
    assert [state for _, state in steps(misses["abstain"])] == ["passed", "open", "passed", "lost"]
    assert {state for _, state in steps(misses["error"])} == {"open"}


def test_intervals_stay_on_their_line() -> None:
    assert place(Figure("f1", 0.5, -0.2, 1.3, 9)) == "--low:0.00%;--mid:50.00%;--high:100.00%"
    assert place(Figure("seconds", 0.5, 0.4, 0.6, 9)) == ""
    assert place(Figure("f1", 0.5, 0.4, 0.6, 0)) == ""


def test_many_groups_are_all_in_the_table() -> None:
    groups = tuple(
        Group("kind", f"kind {at:02d}", 40 - at, (Figure("f1", 0.5, 0.4, 0.6, 40 - at),)) for at in range(30)
    )
    summary = replace(sample(1), rows=(replace(sample(1).rows[0], groups=groups),))
    shown = "".join(Page(as_html(summary)).text)
    assert all(shown.count(f"kind {at:02d}") == (2 if at < 12 else 1) for at in range(30))
    assert "The 12 largest of 30 groups." in shown
