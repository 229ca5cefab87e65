"""Answers over a graph that was built show where its documents say them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kgqa import KGQA
from kgqa.pipelines.building import build
from kgqa.pipelines.explain import explain
from kgqa.pipelines.standard import Tools
from kgqa.sources import CITED
from kgqa.types import Passage, Result

PAPER = """# Halvorsen Observatory

The Halvorsen Observatory was founded by Ingrid Halvorsen in 1931. It is located in Lillevik, a small town in Norway.

Ingrid Halvorsen was a Norwegian astronomer. She was born in Bergen on 4 May 1898.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, encoder: Any, scorer: Any) -> KGQA:
    folder = tmp_path_factory.mktemp("cited")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    build(folder / "built.kb", [folder / "paper.md"], tools=Tools(encoder=encoder, scorer=scorer))
    return KGQA.load(folder / "built.kb", encoder=encoder, device="cpu")


def said(result: Result) -> list[str]:
    """The words in passages that the best answer rests on."""
    found = []
    for support in result.answers[0].support:
        content = result.evidence[support.evidence].content
        if isinstance(content, Passage):
            found.append(content.text[support.start : support.end])
    return found


def test_a_fact_cites_its_words(asked: KGQA) -> None:
    result = asked("Where was Ingrid Halvorsen born?")
    assert result.answer == "Bergen"
    assert any("born in Bergen" in words for words in said(result))


def test_a_date_is_given_as_it_is_written(asked: KGQA) -> None:
    result = asked("What is the date of birth of Ingrid Halvorsen?")
    assert result.answer == "4 May 1898"
    assert result.answers[0].kind == "date"
    assert any("born in Bergen on 4 May" in words for words in said(result))


def test_what_is_cited_can_be_explained(asked: KGQA) -> None:
    result = asked("What is the date of birth of Ingrid Halvorsen?")
    assert Result.from_json(result.to_json()) == result
    assert explain(asked, result).answers


def test_an_imported_graph_cites_nothing(kb: Path, encoder: Any) -> None:
    qa = KGQA.load(kb, encoder=encoder, device="cpu")
    assert qa.citations is None
    assert not any(piece.source == CITED for piece in qa("Who discovered lindium?").evidence)
