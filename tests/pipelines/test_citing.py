"""Answers over a graph that was built show where its documents say them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import pytest
from said_sample import said_facts

from kgqa import KGQA
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.building import build
from kgqa.pipelines.citing import Citations
from kgqa.pipelines.explain import explain
from kgqa.pipelines.standard import Tools
from kgqa.sources import CITED
from kgqa.types import Answer, Entity, Evidence, Link, Mention, Passage, Path, Question, Result, Step, Support, Triple

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


def test_an_imported_graph_cites_nothing(kb: FilePath, encoder: Any) -> None:
    qa = KGQA.load(kb, encoder=encoder, device="cpu")
    assert qa.citations is None
    assert not any(piece.source == CITED for piece in qa("Who discovered lindium?").evidence)


def test_an_answer_is_called_as_its_document_and_the_question_call_it() -> None:
    born = Triple("ada", "place of birth", "n")
    city = Entity("n", "Nordhavn", ("Norhaven", "Nordhávn", "Nordhavn by the Sea"))
    said = said_facts({born: (0.8, "ada")}, texts={"ada": "Ada Lind was born in Norhaven"})
    passages = PassageTable.build([Passage("ada", "ada", "Ada Lind", "Ada Lind was born in Norhaven (now Nordhavn).")])
    path = Path("ada", (Step("place of birth"),), ("n",), (born,))
    question = Question("1", "Where was Ada Lind born?")
    answers = (Answer("Nordhavn", 0.9, "entity", (Support(0),), (city,), ("Nordhavn",)),)
    result = Result(question, evidence=(Evidence(path, "", 0.9, "path"),), answers=answers)
    citations = Citations(said, passages)
    assert citations.cited(result).answers[0].text == "Norhaven"
    asked = replace(result, links=(Link(Mention(0, 19, "Nordhavn By The Sea"), city, 1.0),))
    assert citations.cited(asked).answers[0].text == "Nordhavn by the Sea"
    plain = replace(result, links=(Link(Mention(0, 8, "Nordhavn"), city, 1.0),))
    assert citations.cited(plain).answers[0].text == "Nordhavn"
    imported = Citations(said_facts({}), passages)
    assert imported.cited(asked).answers[0].text == "Nordhavn"


def test_passages_that_may_not_be_read_are_not_cited() -> None:
    born = Triple("ada", "place of birth", "n")
    city = Entity("n", "Nordhavn", ("Norhaven",))
    said = said_facts({born: (0.8, "ada")}, texts={"ada": "Ada Lind was born in Norhaven"})
    passages = PassageTable.build([Passage("ada", "ada", "Ada Lind", "Ada Lind was born in Norhaven (now Nordhavn).")])
    path = Path("ada", (Step("place of birth"),), ("n",), (born,))
    answers = (Answer("Nordhavn", 0.9, "entity", (Support(0),), (city,), ("Nordhavn",)),)
    question = Question("1", "Where was Ada Lind born?")
    result = Result(question, evidence=(Evidence(path, "", 0.9, "path"),), answers=answers)
    citations = Citations(said, passages)
    assert citations.cited(result, frozenset({0})) == citations.cited(result) != result
    assert citations.cited(result, frozenset()) == result
