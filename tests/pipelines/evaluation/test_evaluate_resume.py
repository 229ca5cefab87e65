"""A run that was stopped goes on and ends in the same rows; what is no run, or another's, is left alone."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_evaluate_world import QUESTIONS, WHOLE, judged_of, rows_of, timeless, whole_run, write_jsonl

from kgqa.errors import InputError
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import RunFolder, run_folder, slug
from kgqa.pipelines.evaluation.summary import Summary
from kgqa.pipelines.evaluation.tasks import task

SETTINGS = {"benchmark": "jsonl", "questions_sha256": "ab", "limit": 0}
ROWS = ("graph", "strings")


class Stopped(Exception):
    """What stops a run in these tests."""


def stopping_at(stage: str, done: int) -> Callable[[str, int, int], None]:
    def progress(at: str, so_far: int, total: int) -> None:
        if (at, so_far) == (stage, done):
            raise Stopped

    return progress


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_jsonl(tmp_path_factory.mktemp("resume") / "questions.jsonl", QUESTIONS)


@pytest.fixture
def run(kb: Path, questions: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Summary]:
    """An evaluation of systems without a model, three questions at a time."""
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    monkeypatch.setattr(task, "CHUNK", 3)

    def made(report: Path, **options: Any) -> Summary:
        options = {"baselines": ROWS, "only_baselines": True, "device": "cpu", **options}
        return evaluate("jsonl", questions=questions, kb=kb, report=report, **options)

    return made


@pytest.fixture(scope="module")
def uninterrupted(kb: Path, questions: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    report = tmp_path_factory.mktemp("resume") / "whole"
    options: dict[str, Any] = {"baselines": ROWS, "only_baselines": True, "device": "cpu"}
    return report, evaluate("jsonl", questions=questions, kb=kb, report=report, **options)


def check_same(report: Path, summary: Summary, uninterrupted: tuple[Path, Summary]) -> None:
    whole, expected = uninterrupted
    assert rows_of(summary) == rows_of(expected)
    assert (summary.settings, summary.warnings, summary.leak) == (expected.settings, expected.warnings, expected.leak)
    assert summary == Summary.load(report)
    for name in ROWS:
        ours, theirs = judged_of(report, name), judged_of(whole, name)
        assert list(ours) == list(theirs)
        assert list(map(timeless, ours.values())) == list(map(timeless, theirs.values()))
    for file in sorted((whole / "predictions").iterdir()):
        assert (report / "predictions" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("stop", [("graph", 0), ("graph", 6), ("strings", 3)])
def test_a_stopped_run_goes_on(
    run: Callable[..., Summary], uninterrupted: tuple[Path, Summary], tmp_path: Path, stop: tuple[str, int]
) -> None:
    report = tmp_path / "report"
    with pytest.raises(Stopped):
        run(report, progress=stopping_at(*stop))
    assert not (report / "summary.json").exists()
    judged = sum(len(judged_of(report, name)) for name in ROWS if RunFolder(report).rows_file(name).exists())
    assert judged == ROWS.index(stop[0]) * len(QUESTIONS) + stop[1]
    heard: list[tuple[str, int, int]] = []
    summary = run(report, progress=lambda *at: heard.append(at))
    # What was done is not done again.
    assert next(at for at in heard if at[0] == stop[0]) == (*stop, len(QUESTIONS))
    check_same(report, summary, uninterrupted)


@pytest.mark.slow
def test_a_line_that_was_cut_off_is_asked_again(
    run: Callable[..., Summary], uninterrupted: tuple[Path, Summary], tmp_path: Path
) -> None:
    report = tmp_path / "report"
    shutil.copytree(uninterrupted[0], report)
    file = RunFolder(report).rows_file("strings")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:4]) + lines[4][:-7])
    summary = run(report)
    assert file.read_bytes().splitlines(keepends=True)[:4] == lines[:4]
    check_same(report, summary, uninterrupted)


SCRIPT = """
import os, signal, sys
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.tasks import task

task.CHUNK = 3

def progress(stage, done, total):
    if (stage, done) == ("strings", 3):
        os.kill(os.getpid(), signal.SIGKILL)

evaluate(
    "jsonl", questions=sys.argv[1], kb=sys.argv[2], report=sys.argv[3], baselines=("graph", "strings"),
    only_baselines=True, device="cpu", progress=progress,
)
"""


@pytest.mark.slow
def test_a_killed_process_loses_a_batch_at_most(
    run: Callable[..., Summary], uninterrupted: tuple[Path, Summary], kb: Path, questions: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(questions), str(kb), str(report)], capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert len(judged_of(report, "graph")) == len(QUESTIONS)
    assert len(judged_of(report, "strings")) == 3
    check_same(report, run(report), uninterrupted)


@pytest.mark.slow
def test_kgqas_own_rows_do_not_depend_on_what_was_asked_together(kb: Path, tmp_path: Path) -> None:
    whole = whole_run(kb)
    report = tmp_path / "report"
    shutil.copytree(whole, report)
    for name, kept in (("kgqa, entities linked", 5), ("kgqa without facts+paths, entities linked", 3)):
        file = RunFolder(report).rows_file(name)
        file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:kept]))
    summary = evaluate("jsonl", questions=kb.parent / "whole.jsonl", kb=kb, report=report, **WHOLE)
    assert rows_of(summary) == rows_of(Summary.load(whole))


@pytest.mark.slow
def test_other_settings_are_refused_by_name_and_replaced_when_asked(
    run: Callable[..., Summary], uninterrupted: tuple[Path, Summary], tmp_path: Path
) -> None:
    report = tmp_path / "report"
    shutil.copytree(uninterrupted[0], report)
    before = snapshot(report)
    with pytest.raises(InputError, match=r"other settings \(limit: 0, now 2; seed: 0, now 7\); name another folder"):
        run(report, limit=2, seed=7)
    assert snapshot(report) == before
    # Stopped after it began: nothing of the old run may be taken for the new one's.
    with pytest.raises(Stopped):
        run(report, limit=2, replace=True, progress=stopping_at("graph", 2))
    assert {name for name in snapshot(report) if name != ".lock"} == {"settings.json", "rows/graph.jsonl"}
    summary = run(report, limit=2)
    assert [(row.system, row.n) for row in summary.rows] == [("graph", 2), ("strings", 2)]
    assert list(judged_of(report, "strings")) == ["who", "borders"]
    assert run(report, replace=True, limit=2).rows[0].n == 2


@pytest.mark.slow
def test_judgements_of_other_questions_are_not_gone_on_with(run: Callable[..., Summary], tmp_path: Path) -> None:
    report = tmp_path / "report"
    run(report)
    file = RunFolder(report).rows_file("strings")
    lines = file.read_bytes().splitlines(keepends=True)
    for broken, rule in (
        ([lines[0], *lines[2:]], "judgement 2 must be of the question"),
        ([lines[1], lines[0], *lines[2:]], "judgement 1 must be of the question"),
        ([*lines, lines[0]], f"has {len(lines) + 1} lines for {len(lines)} questions"),
    ):
        file.write_bytes(b"".join(broken))
        with pytest.raises(InputError, match=rule):
            run(report)
    file.write_bytes(b"".join(lines))
    run(report)


def test_a_run_of_other_code_is_not_gone_on_with(
    run: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path / "report")
    monkeypatch.setattr("kgqa.__version__", "9.9.9")
    with pytest.raises(InputError, match=r"other settings \(code: .*, now '9\.9\.9"):
        run(tmp_path / "report")


def test_a_limit_changes_no_system(kb: Path, tmp_path: Path) -> None:
    asked = [{"question": "Who was born in Brinn?", "answers": ["Karl Moe"], "hops": hops} for hops in (1, 1, 3)]
    questions = write_jsonl(tmp_path / "asked.jsonl", asked)
    options: dict[str, Any] = {"baselines": ("graph",), "only_baselines": True, "device": "cpu"}
    for limit, hops in ((1, 0), (0, 0), (2, 2)):
        found = evaluate("jsonl", questions=questions, kb=kb, limit=limit, hops=hops, **options)
        assert found.settings["hops_used"] == (hops or 3)


def test_of_two_at_once_the_second_is_refused_and_the_first_ends_well(
    run: Callable[..., Summary], uninterrupted: tuple[Path, Summary], tmp_path: Path
) -> None:
    report = tmp_path / "report"
    refused: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("graph", 3):
            for replace in (False, True):
                with pytest.raises(InputError) as error:
                    run(report, replace=replace)
                refused.append(str(error.value))

    check_same(report, run(report, progress=progress), uninterrupted)
    assert refused == [f"{report}: another evaluation is writing here"] * 2


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("found", ["notes.txt", "settings.json", "summary.json", "rows/x.jsonl"])
def test_a_folder_that_is_no_run_is_left_as_it_was(tmp_path: Path, found: str, replace: bool) -> None:
    file = tmp_path / found
    file.parent.mkdir(exist_ok=True)
    file.write_text('{"editor": "vi"}')
    before = snapshot(tmp_path)
    with (
        pytest.raises(InputError, match="is not empty and holds no evaluation; name another folder"),
        run_folder(tmp_path, SETTINGS, replace=replace),
    ):
        pass
    assert snapshot(tmp_path) == before


def test_what_can_be_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for path, rule in ((file, "a report is a folder, found a file"), (file / "report", "can't be a report")):
        with pytest.raises(InputError, match=rule), run_folder(path, SETTINGS, replace=False):
            pass
    assert file.read_text() == "x"


def test_without_a_folder_nothing_is_left() -> None:
    with run_folder(None, SETTINGS, replace=False) as folder:
        with folder.writing("kgqa") as out:
            out.add([Judged("a")])
        assert folder.done("kgqa") == 1
    assert not folder.path.exists()


def test_rows_are_added_and_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "report"
    asked = [Judged(str(i), answers=("a\u2028b",)) for i in range(5)]
    for done, part in ((0, asked[:2]), (2, asked[2:])):
        with run_folder(path, SETTINGS, replace=False) as folder:
            assert folder.done("kgqa, entities linked") == done
            with folder.writing("kgqa, entities linked") as out:
                out.add(part)
    assert list(RunFolder(path).judged("kgqa, entities linked")) == asked
    assert json.loads((path / "settings.json").read_text()) == SETTINGS
    file = path / "rows" / "kgqa-entities-linked.jsonl"
    file.write_bytes(file.read_bytes() + b'{"id": 3}\n')
    with pytest.raises(InputError, match=r"kgqa-entities-linked.jsonl:6: no judged question"):
        list(RunFolder(path).judged("kgqa, entities linked"))


def test_rows_have_files_of_their_own() -> None:
    names = ["kgqa, entities linked", "kgqa, entities given", "kgqa without facts", "kgqa without facts+paths", "bm25"]
    assert len({slug(name) for name in names}) == len(names)
