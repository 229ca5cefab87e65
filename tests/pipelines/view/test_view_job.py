"""From a knowledge base to a page, in Python and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kgqa.errors import InputError, StoreError
from kgqa.kg.graph import Graph
from kgqa.linker.index import LinkIndex
from kgqa.pipelines.cli.view import view as command
from kgqa.pipelines.view.job import view
from kgqa.pipelines.view.naming import entity_named
from kgqa.pipelines.view.picture import Sentence
from kgqa.types import Entity, Triple

APP = typer.Typer()
APP.command("view")(command)


def test_a_name_means_one_entity_or_none() -> None:
    entities = [
        Entity("q1", "Orla Vint", ("The Glazier",), "a glazier", ("person",)),
        Entity("q2", "Hemmer", (), "a town", ("place",)),
        Entity("q3", "Hemmer", (), "a ship"),
        Entity("q4", "HEMMER", ("Orla Vint",)),
        Entity("Quay", "Quay of Brenny"),
        Entity("q5", "Quay"),
    ]
    graph = Graph.build([Triple("q3", "r", "q1")], entities)
    index = LinkIndex.build(graph)
    meant = {"orla vint": "q1", "glazier": "q1", "Órla  Vint!": "q1", "HEMMER": "q4", "Quay": "Quay", "quay": "q5"}
    assert {name: entity_named(graph, index, name) for name in meant} == meant
    with pytest.raises(InputError) as several:
        entity_named(graph, index, "Hemmer")
    assert str(several.value) == (
        "'Hemmer' is the name of 2 entities, give one by its id: 'q3' (Hemmer, a ship); 'q2' (Hemmer, place, a town)"
    )
    with pytest.raises(InputError, match=r"no entity 'Orla Vin'; is one of these meant\? 'q1' \(Orla Vint, person"):
        entity_named(graph, index, "Orla Vin")
    for name in ("", "  ", "zzz qqq", "\x00"):
        with pytest.raises(InputError, match="no entity"):
            entity_named(graph, index, name)


def test_a_picture_of_a_knowledge_base(kb: Path, tmp_path: Path) -> None:
    report = view(kb, ["ada lind", "Veland"], hops=1, out=tmp_path / "a.html")
    assert (report.title, report.hops, report.left_out) == ("Ada Lind, Veland", 1, 0)
    page = report.path.read_text(encoding="utf-8")
    assert "world.kb" in page and "isolated it in 1907." in page
    whole = view(kb, out=tmp_path / "b.html")
    assert whole.title == "The most connected things" and whole.edges == 13
    told = view(kb, ["lindium"], out=tmp_path / "b.html", evidence=lambda t: [Sentence(f"About it: {t.head}!")])
    assert "lindium</mark>!" in told.path.read_text(encoding="utf-8")
    with pytest.raises(StoreError, match="no such folder"):
        view(tmp_path / "no.kb", out=tmp_path / "c.html")
    with pytest.raises(InputError, match="hops must be from 1 to 4, found 0"):
        view(kb, question="who?", hops=0, out=tmp_path / "c.html")
    assert not (tmp_path / "c.html").exists()


def test_a_picture_of_an_answer(kb: Path, tmp_path: Path) -> None:
    report = view(kb, question="Who discovered lindium?", out=tmp_path / "a.html")
    page = report.path.read_text(encoding="utf-8")
    assert report.title == "Who discovered lindium?"
    assert "Ada Lind (" in page and "(the answer rests on it)" in page


def test_the_view_command(kb: Path, tmp_path: Path) -> None:
    out = tmp_path / "ada.html"
    done = CliRunner().invoke(APP, [str(kb), "Ada Lind", "--hops", "1", "--out", str(out)])
    assert (done.exit_code, done.stdout) == (0, f"{out}: 4 things and 3 facts drawn\n")
    done = CliRunner().invoke(APP, [str(kb), "Ada Lind", "--max-nodes", "2", "--out", str(out), "--json"])
    found = json.loads(done.stdout)
    assert found == {
        "path": str(out), "title": "Ada Lind", "nodes": 2, "edges": 1, "left_out": found["left_out"], "hops": 2,
    }  # fmt: skip
    assert found["left_out"] > 0
    out.write_text("mine")
    assert isinstance(CliRunner().invoke(APP, [str(kb), "--out", str(out)]).exception, InputError)
    assert CliRunner().invoke(APP, [str(kb), "--out", str(out), "--replace"]).exit_code == 0
