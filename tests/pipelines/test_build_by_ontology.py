"""A build by an ontology of one's own asks each sentence for its relations, and every job after it keeps to that."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kgqa import KGQA
from kgqa.errors import InputError, StoreError
from kgqa.extract.relations.checkpoint import load_extractor, save_extractor
from kgqa.kg.folder import open_folder
from kgqa.pipelines import building
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.describe import problems
from kgqa.pipelines.knowledge_base import KnowledgeBase
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.why import Reasons

FERRIES = {
    "title": "ferries",
    "id": "ont_1_ferries",
    "concepts": [{"qid": each, "label": each} for each in ("ferry", "person", "port")],
    "relations": [
        {"pid": "captain", "label": "captain", "domain": "ferry", "range": "person"},
        {"pid": "homePort", "label": "home port", "domain": "ferry", "range": "port"},
    ],
}
LOG = "The captain of the ferry Hild is Mara Lind. The home port of the Hild is Brinn.\n"
NEWS = "Olav Dahl is the captain of the ferry Tern. It is not the captain of the Hild.\n"


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    path = tmp_path / "ferries.json"
    path.write_text(json.dumps(FERRIES), encoding="utf-8")
    return path


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "log.txt", tmp_path / "news.txt"]
    for path, text in zip(paths, (LOG, NEWS), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def asked(kb: Path) -> set[tuple[str, str, str]]:
    """What was found by asking for it."""
    return {
        (each.head, each.relation, each.tail)
        for each in Reasons(kb).all()
        if any(reason.extractor == "asked" for reason in each.reasons)
    }


def digest(kb: Path) -> str:
    return str(open_folder(kb).manifest["digest"])


def test_relations_of_an_ontology_are_asked_for_and_their_facts_answer(
    tmp_path: Path, papers: list[Path], ontology: Path, tools: Tools
) -> None:
    kb = tmp_path / "a.kb"
    building.build(kb, papers[:1], ontology=ontology, tools=tools)
    assert {("Hild", "captain", "Mara Lind"), ("Hild", "home port", "Brinn")} <= asked(kb)
    assert KGQA.load(kb)("What is the home port of the Hild?").answer == "Brinn"
    assert problems(kb) == []


def test_what_is_added_later_is_asked_too_and_the_order_does_not_matter(
    tmp_path: Path, papers: list[Path], ontology: Path, tools: Tools
) -> None:
    one, other = tmp_path / "a.kb", tmp_path / "b.kb"
    building.build(one, papers[:1], ontology=ontology, tools=tools)
    building.build(other, papers[::-1], ontology=ontology, tools=tools)
    ontology.unlink()  # it is kept in the knowledge base
    building.add(one, papers[1:], tools=tools)
    assert digest(one) == digest(other)
    assert len({each["doc_id"] for each in KnowledgeBase.open(one).pruned()}) == 2
    assert ("Tern", "captain", "Olav Dahl") in asked(one)


def test_once_reads_without_asking_and_needs_an_ontology(
    tmp_path: Path, papers: list[Path], ontology: Path, tools: Tools
) -> None:
    building.build(tmp_path / "a.kb", papers, ontology=ontology, once=True, tools=tools)
    assert asked(tmp_path / "a.kb") == set()
    with pytest.raises(InputError, match="there is no ontology"):
        building.build(tmp_path / "b.kb", papers, once=True, tools=tools)
    found = CliRunner().invoke(app, ["build", str(tmp_path / "b.kb"), *map(str, papers), "--once"])
    assert isinstance(found.exception, InputError)


def test_an_extractor_of_ones_own_reads_and_no_other_adds_to_what_it_found(
    tmp_path: Path, papers: list[Path], ontology: Path, encoder: Any, scorer: Any, tools: Tools
) -> None:
    own = tmp_path / "own"
    model = load_extractor()
    save_extractor(replace(model, cuts=replace(model.cuts, documents=0.9)), own)
    kb = tmp_path / "a.kb"
    building.build(kb, papers[:1], ontology=ontology, tools=Tools(encoder=encoder, scorer=scorer, extractor=own))
    with pytest.raises(StoreError, match="name the extractor of relations"):
        building.add(kb, papers[1:], tools=tools)
    building.add(kb, papers[1:], tools=Tools(encoder=encoder, scorer=scorer, extractor=own))
    assert ("Tern", "captain", "Olav Dahl") in asked(kb)
