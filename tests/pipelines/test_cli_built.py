"""``kgqa build``, ``remove`` and the like as a user meets them: what they say when done, and when they can't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import kgqa
from typer.testing import CliRunner

from kgqa.errors import StoreError
from kgqa.kg.folder import open_folder
from kgqa.pipelines import building
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.standard import Tools


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture
def built(tmp_path: Path, tools: Tools) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "lind.txt").write_text("Ada Lind was born in Velmora.\n", encoding="utf-8")
    (papers / "roy.txt").write_text("Bo Roy was born in Brinn.\n", encoding="utf-8")
    building.build(tmp_path / "a.kb", [papers], tools=tools)
    return tmp_path / "a.kb"


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def fail(*arguments: object) -> str:
    """What a command that fails leaves on standard error."""
    done = kgqa(*arguments)
    assert done.returncode == 2 and done.stdout == "", done
    return done.stderr


def test_info_prints_the_digest(built: Path) -> None:
    digest = open_folder(built).manifest["digest"]
    assert f"digest {digest}" in run("info", built)
    assert json.loads(run("info", built, "--json"))["digest"] == digest


def test_a_decision_says_what_was_done(built: Path) -> None:
    said = run("reject", built, "Ada Lind | place of birth | Velmora", "--quiet")
    assert said.startswith(f"{built}: the graph was made anew\n") and "1 rejected" in said
    assert run("remove", built, "roy.txt", "--quiet").startswith(f"{built}: documents 1 removed\n")


@pytest.mark.parametrize("command", ["documents", "merges", "review"])
def test_what_was_imported_has_none_of_the_lists_of_documents(kb: Path, command: str) -> None:
    assert fail(command, kb) == f"kgqa: {kb}: was imported, not built from documents\n"


def test_an_unknown_id_is_one_line(built: Path) -> None:
    said = fail("remove", built, "papers/roy.txt")
    assert (
        said == f"kgqa: {built}: has no document 'papers/roy.txt'; there is 'roy.txt'; kgqa documents lists their ids\n"
    )
    said = fail("remove", built, "roy.md")
    assert said == f"kgqa: {built}: has no document 'roy.md'; kgqa documents lists their ids\n"


@pytest.mark.parametrize(
    ("option", "name", "text", "message"),
    [
        ("--ontology", "words.md", "# Words", "words.md: an ontology ends in"),
        ("--ontology", "words.ttl", "Words", "words.ttl, line 1"),
        ("--gazetteer", "names.tsv", "Velm\tplace\tid\tmore\n", "names.tsv, line 1: a line must hold"),
        ("--gazetteer", "no/names.tsv", "", "no/names.tsv: can't be read: No such file or directory\n"),
    ],
)
def test_a_broken_list_is_named_as_the_user_knows_it(
    tmp_path: Path, option: str, name: str, text: str, message: str
) -> None:
    if text:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "lind.txt").write_text("Ada Lind was born in Velmora.\n", encoding="utf-8")
    said = fail("build", tmp_path / "b.kb", tmp_path / "lind.txt", option, tmp_path / name, "--quiet")
    assert message in said and said.count("\n") == 1
    assert "tmp" not in said.replace(str(tmp_path), "")


def test_documents_read_by_other_rules_are_told_from_these(
    built: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgqa.extract.recipe.RULES", 99)
    with pytest.raises(StoreError, match=r"'rules': '\d+'.*now there is .*'rules': '99'.*build it anew"):
        building.add(built, [built.parent / "papers"], tools=tools)
