"""Tuning a path scorer to a graph, from the command line to the answers asked with it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgqa import KGQA, InputError, Triple
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import StoreError
from kgqa.kg.draft import reserve
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.history import history
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.adapt import ADAPTING, adapt, train_scorer
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.describe import problems
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.retriever.path_arrays import stored_scorer
from kgqa.retriever.path_scorer import DEFAULT_SCORER, load_scorer

pytestmark = pytest.mark.slow


def test_a_graph_tunes_its_scorer_and_is_asked_with_it(kb: Path, encoder: SentenceEncoder, tmp_path: Path) -> None:
    out = tmp_path / "tuned"
    result = CliRunner().invoke(app, ["adapt", str(kb), "--out", str(out), "--count", "40", "--quiet"])
    assert result.exit_code == 0, result.output
    assert "tuned on 40 questions in" in result.output
    record = json.loads((out / "paths.json").read_text("utf-8"))["training"]
    assert record["adapted"] and record["questions"] == 40
    qa = KGQA.load(kb, encoder=encoder, paths=out)
    assert qa.retriever.paths.scorer.key == load_scorer(out).sha256  # type: ignore[attr-defined]  # kgqa's own retriever
    assert qa("What is the currency of Veland?").answer == "Velandic krone"


def test_a_knowledge_base_holds_its_tuned_scorer(kb: Path, encoder: SentenceEncoder, tmp_path: Path) -> None:
    own = tmp_path / "own.kb"
    shutil.copytree(kb, own)
    before = open_folder(own).build_id
    result = CliRunner().invoke(app, ["adapt", str(own), "--count", "40", "--quiet"])
    assert result.exit_code == 0, result.output
    assert "own.kb: tuned on 40 questions in 2 steps" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.kb"]
    assert "tuned by kgqa adapt" in CliRunner().invoke(app, ["info", str(own)]).output
    assert problems(own) == []
    folder = open_folder(own)
    held = stored_scorer(folder)
    assert held is not None and folder.build_id != before and held.training["adapted"]
    qa = KGQA.load(own, encoder=encoder)
    assert qa.retriever.paths.scorer.key == held.sha256  # type: ignore[attr-defined]  # kgqa's own retriever
    assert qa("What is the currency of Veland?").answer == "Velandic krone"
    shipped = KGQA.load(own, encoder=encoder, paths=DEFAULT_SCORER)
    assert shipped.retriever.paths.scorer.key == load_scorer().sha256  # type: ignore[attr-defined]  # the same
    assert Tools(encoder=encoder).scorer_for(folder).key == held.sha256

    assert "the path scorer is out" in CliRunner().invoke(app, ["adapt", str(own), "--remove"]).output
    assert open_folder(own).build_id == before and stored_scorer(open_folder(own)) is None
    assert problems(own) == []
    assert "has no path scorer of its own" in CliRunner().invoke(app, ["adapt", str(own), "--remove"]).output
    refused = CliRunner().invoke(app, ["adapt", str(own), "--remove", "--out", str(tmp_path / "x")])
    assert isinstance(refused.exception, InputError)


def test_what_a_stopped_run_left_is_used_or_dropped(kb: Path, tmp_path: Path) -> None:
    own, beside = tmp_path / "own.kb", tmp_path / "own.kb.adapting"
    shutil.copytree(kb, own)
    graph = Graph.load(open_folder(own).arrays("graph"))
    few = replace(ADAPTING, save_every=1, batch_size=8)
    with pytest.raises(KeyboardInterrupt):
        adapt(own, count=24, settings=few, progress=stopping)
    assert (beside / "training.pt").exists() and problems(own) == []
    # Documents came meanwhile: the graph is another one.
    more = Graph.build([*graph.match(), Triple("Brinn", "borders", "Nordhavn")])
    write_knowledge_base(own, more, PassageTable.build([]), replace=True, device="cpu")
    tuned = adapt(own, count=24, settings=few)
    assert tuned.dropped and not beside.exists()
    assert not adapt(own, count=24, settings=few).dropped

    beside.mkdir()
    (beside / "training.pt").write_bytes(b"cut short")
    assert adapt(own, count=8).dropped and not beside.exists()
    beside.mkdir()
    (beside / "training.pt").write_bytes(b"of no use")
    (beside / "notes.txt").write_text("somebody's own")
    result = CliRunner().invoke(app, ["adapt", str(own), "--remove"])
    assert "the path scorer is out" in result.output
    assert [path.name for path in beside.iterdir()] == ["notes.txt"]
    assert [version.command for version in history(own)][:2] == ["adapt --remove", "adapt"]


def stopping(what: str, done: int, total: int) -> None:
    if done > 1:
        raise KeyboardInterrupt


def test_a_writer_at_work_is_told_before_the_training(kb: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.kb"
    shutil.copytree(kb, own)
    seen: list[str] = []
    with reserve(own, replace=True), pytest.raises(StoreError, match="another process is writing here"):
        adapt(own, count=64, progress=lambda what, done, total: seen.append(what))
    assert not seen and not (tmp_path / "own.kb.adapting").exists()


def test_a_place_that_keeps_no_state_is_told_before_the_training(kb: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.kb"
    shutil.copytree(kb, own)
    (tmp_path / "own.kb.adapting").write_text("a file")
    with pytest.raises(StoreError, match=r"own.kb.adapting: a run's state can't be kept there: .*--out names another"):
        adapt(own, count=64)
    assert not open_folder(own).has("scorer") and (tmp_path / "own.kb.adapting").read_text() == "a file"


def test_a_scorer_is_trained_on_a_file(tiny_base: Path, tmp_path: Path) -> None:
    file = tmp_path / "paths.jsonl"
    file.write_text('{"question": "who directed it", "right": [["director", false]]}\n' * 8, encoding="utf-8")
    arguments = ["train", "paths", "--train", str(file), "--out", str(tmp_path / "own"), "--base", str(tiny_base), "-q"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert load_scorer(tmp_path / "own").training["files"] == ["paths.jsonl"]
    more = train_scorer([file], tmp_path / "more", init=tmp_path / "own")
    assert more.questions == 8 and load_scorer(tmp_path / "more").training["init"] == "own"


def test_impossible_counts_are_refused(kb: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="count must be 1 or more, found 0"):
        adapt(kb, tmp_path / "x", count=0)
