"""The Markdown: its tables stay tables whatever the texts in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_report_sample import hostile, sample

from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.evaluation.report.markdown import as_markdown, escape
from kgqa.pipelines.evaluation.summary import Summary

PARSER = MarkdownIt("commonmark").enable("table")


def cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]


def kinds(text: str) -> set[str]:
    """The kinds of token in a text, inline ones too."""
    return {
        kind for token in PARSER.parse(text) for kind in (token.type, *(child.type for child in token.children or ()))
    }


def test_a_row_for_a_readme() -> None:
    text = as_markdown(sample(2))
    assert "| kgqa | linked | 1,200 | 71.0 [68.4, 73.6] | 77.0 [74.6, 79.4] |" in text
    assert "88.6 [86.6, 90.6] (n = 961)" in text
    assert "| 0.054 (n = 1,176) | 36 ms [33 ms, 39 ms] |" in text
    assert "| 1 hop | kgqa, entities given | 660 |" in text
    assert "| kgqa, entities linked | 852 (71.0%) | 23 (1.9%) |" in text
    assert "- **Retrieve**: " in text
    assert "14 of 1200 questions are known to minilm-l6-v9" in text
    assert "| min\\_score | `0.25` |" in text
    assert "| commit | `3f2a9c01b7de` |" in text


@pytest.mark.parametrize(
    "summary", [sample(), sample(20), sample(1), sample(2, 0), hostile()], ids=lambda s: s.card.name[:9]
)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(summary: Summary) -> None:
    for block in as_markdown(summary).split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({len(cells(line)) for line in lines}) <= 1


def test_no_text_becomes_markup() -> None:
    text = as_markdown(hostile())
    assert not kinds(text) & {"html_inline", "html_block", "link_open", "image", "fence", "em_open", "blockquote_open"}
    headings = [token for token in PARSER.parse(text) if token.type == "heading_open"]
    assert len(headings) == 8
    assert "&amp;" not in text.replace("\\&amp;", "")


def test_nothing_to_show() -> None:
    empty = as_markdown(sample(0))
    assert "No system was run." in empty and "Where answers were lost" not in empty
    zero = as_markdown(sample(2, 0))
    assert "| kgqa | linked | 0 | – | – |" in zero and "By kind" not in zero


@given(st.text(st.sampled_from("ab1 .|\\`*_[]<>&#+-=~$\n\r\t)é漢\x00"), max_size=30))
def test_an_escaped_text_reads_as_it_was(text: str) -> None:
    line = " ".join(clean(text).split())
    escaped = escape(text)
    assert len(cells(f"| {escaped} | b |")) == 2
    tokens = PARSER.parse(f"| h | i |\n| --- | --- |\n| {escaped} | b |")
    inline = [token for token in tokens if token.type == "inline"]
    shown = "".join(child.content for child in inline[2].children or ())
    assert {child.type for child in inline[2].children or ()} <= {"text", "text_special"}
    assert shown.replace("\u200b", "") == line
    paragraph = PARSER.parse(escaped)
    assert [token.type for token in paragraph] == (["paragraph_open", "inline", "paragraph_close"] if line else [])
