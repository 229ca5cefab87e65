"""``kgqa history``, ``rollback``, ``migrate``, ``repair`` and ``compact`` as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgqa import Passage, Triple
from kgqa.errors import InputError
from kgqa.kg.draft import reserve
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.cli.app import app


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Three versions: an import and two changes."""
    kb = tmp_path / "town.kb"
    for number, command in enumerate(("import", "add", "remove"), start=1):
        graph = Graph.build([Triple(f"Pier {at}", "lies in", "Skarholm") for at in range(number)])
        passages = PassageTable.build([Passage("p", "p", "Skarholm", "Skarholm has piers.")])
        with reserve(kb, replace=True, command=command) as place, place.draft(f"ab{number}") as draft:
            draft.write("graph", graph.arrays())
            draft.write("passages", passages.arrays())
            draft.commit({"counts": {"triples": graph.n_triples, "entities": graph.n_entities, "passages": 1}})
    return kb


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_history_rollback_and_compact(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    lines = run("history", base).splitlines()
    assert [line.split(";")[0].split()[-1] for line in lines] == ["remove", "add", "import"]
    assert ["in use" in lines[0], " kept " in lines[1], "dropped" in lines[2]] == [True, True, True]
    assert "3 triples (+1)" in lines[0] and "4 entities (+1)" in lines[0]
    run("history", base, "--keep", 5)
    assert "version 4 holds what version 2 held" in run("rollback", base, 2)
    found = json.loads(run("history", base, "--json"))
    told = [(item["number"], item["command"], item["is_kept"]) for item in found]
    assert told == [(4, "rollback 2", True), (3, "remove", True), (2, "add", False), (1, "import", False)]
    assert found[0]["at"] == 1_700_000_000
    assert json.loads(run("rollback", base, 3, "--json")) == {"path": str(base), "from": 3, "version": 5}
    assert "MB freed" in run("compact", base, "--keep", 2)
    assert f"{base}: is up to date already: format and indexes of today" in run("migrate", base)
    run("compact", base)
    assert [item["number"] for item in json.loads(run("history", base, "--json"))] == [1]
    (line,) = run("history", base).splitlines()
    assert "  compact; 4 entities, 1 passages, 3 triples" in line
    assert open_folder(base).manifest["counts"]["triples"] == 3
    with pytest.raises(InputError, match="version 7 is not kept; there are 1"):
        run("rollback", base, 7)


def test_verify_names_repair_only_where_there_is_something_to_repair(base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for nothing in (tmp_path / "nowhere.kb", tmp_path / "file", tmp_path / "empty"):
        done = CliRunner().invoke(app, ["verify", str(nothing)])
        assert done.exit_code == 2 and str(nothing) in done.output and "kgqa repair" not in done.output
    manifest = base / "versions" / "000003.json"
    newer = json.loads(manifest.read_text()) | {"format_version": 9}
    manifest.write_text(json.dumps(newer))
    done = CliRunner().invoke(app, ["verify", str(base)])
    assert done.exit_code == 2 and "a newer kgqa wrote it" in done.output and "kgqa repair" not in done.output
    (base / "CURRENT").write_text("?")
    manifest.unlink()
    done = CliRunner().invoke(app, ["verify", str(base)])
    assert done.exit_code == 2 and f"kgqa repair {base} makes again" in done.output


def test_repair_tells_what_is_left_to_the_user(kb: Path, tmp_path: Path) -> None:
    out = tmp_path / "world.kb"
    shutil.copytree(kb, out)
    assert "sound, nothing was done" in run("repair", out, "--quiet")
    (out / open_folder(out).file("linker")).write_bytes(b"")
    (out / "notes.txt").write_text("x")
    done = CliRunner().invoke(app, ["repair", str(out), "--quiet"])
    assert done.exit_code == 2
    assert "linker: made again from the names in the graph" in done.output
    assert "repaired as version 2; untouched: graph, passages, retriever" in done.output
    assert "notes.txt: does not belong to a knowledge base: move it elsewhere" in done.output
    done = CliRunner().invoke(app, ["verify", str(out)])
    assert done.exit_code == 2 and "notes.txt: does not belong" in done.output and "kgqa repair" not in done.output
    (out / "KEEP").write_text("all")
    assert f"kgqa repair {out} makes again" in CliRunner().invoke(app, ["verify", str(out)]).output
    (out / "KEEP").unlink()
    (out / "notes.txt").unlink()
    said = json.loads(run("repair", out, "--json", "--quiet"))
    assert (said["version"], said["done"], said["left"]) == (None, [], [])
