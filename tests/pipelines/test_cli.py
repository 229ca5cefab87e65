"""The command line, as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import in_a_process
from command import kgqa as run

from kgqa import InputError, Result
from kgqa.pipelines.explain import explain
from kgqa.reader.explain.values import Explanation


def test_import_ask_info_verify(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "w.kb"
    done = in_a_process(
        "import", out, "--triples", world / "triples.tsv", "--entities", world / "entities.jsonl",
        "--passages", world / "passages.jsonl", "--json", "--quiet",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["counts"]["triples"] == 13
    asked = in_a_process("ask", out, "Who discovered lindium?")
    assert asked.returncode == 0
    assert "A: Ada Lind" in asked.stdout
    assert asked.stderr == ""
    as_json = run("ask", out, "Who discovered lindium?", "--json")
    assert Result.from_json(as_json.stdout).answer == "Ada Lind"
    abstained = run("ask", out, "Who won the 2031 world cup?")
    assert abstained.returncode == 3
    assert "A: none (no entity of the graph is named" in abstained.stdout
    again = run("import", out, "--triples", world / "triples.tsv", "--quiet")
    assert again.returncode == 2
    assert "already holds a knowledge base" in again.stderr
    info = run("info", out)
    assert info.returncode == 0 and "13 triples" in info.stdout
    verified = run("verify", out)
    assert (verified.returncode, verified.stdout.strip()) == (0, f"{out}: sound")
    next((out / "segments").glob("graph-*")).write_bytes(b"")
    broken = run("verify", out)
    assert broken.returncode == 2 and "graph" in broken.stderr


def test_a_folder_of_passages_is_read_but_for_files_of_other_kinds(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "rows.jsonl").write_text('{"id": "p1", "text": "Lindium is a metal."}\n')
    (texts / "note.txt").write_text("Ada Lind discovered lindium.")
    (texts / "scan.pdf").write_bytes(b"%PDF-")
    done = run("import", tmp_path / "t.kb", "--passages", texts, "--quiet")
    told = f"{texts}: 1 files of other kinds were passed over: 1 .pdf"
    assert (done.returncode, done.stderr) == (0, f"kgqa: {told}\n")
    assert "2 passages" in done.stdout
    again = run("import", tmp_path / "t.kb", "--passages", texts, "--quiet", "--replace", "--json")
    assert json.loads(again.stdout)["notes"] == [told]
    (texts / "more.jsonl").write_text('{"id": "p1", "text": "Another."}\n')
    clash = run("import", tmp_path / "t.kb", "--passages", texts, "--quiet", "--replace")
    assert clash.returncode == 2 and "'p1'" in clash.stderr


def test_a_file_of_questions(kb: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "Who discovered lindium?", "id": "a"}\n{"question": "Who won the 2031 cup?"}\n')
    done = run("ask", kb, "--questions", file, "--json", "--quiet")
    assert done.returncode == 0
    results = [Result.from_json(line) for line in done.stdout.splitlines()]
    assert [(r.question.id, r.answer) for r in results] == [("a", "Ada Lind"), ("2", None)]


def test_an_answer_that_can_not_be_explained_stops_no_file(
    kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(qa: object, result: Result) -> Explanation:
        if result.question.id == "1":
            raise InputError("this one can't be")
        return explain(qa, result)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr("kgqa.pipelines.explain.explain", refuses)
    file = tmp_path / "q.txt"
    file.write_text("Who discovered lindium?\nWhich countries border Veland?\n")
    done = run("ask", kb, "--questions", file, "--explain", "--json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    first, why_not, second, why = done.stdout.splitlines()
    assert json.loads(why_not) == {"explanation": "this one can't be"}
    assert Result.from_json(first).answer == "Ada Lind"
    assert Explanation.from_json(why).answers[0].answer.text == Result.from_json(second).answer
    plain = run("ask", kb, "--questions", file, "--explain", "--quiet")
    assert "\nthis one can't be\n" in plain.stdout and "without the evidence" in plain.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "{kb}", ""], "must not be empty"),
        (["ask", "{kb}", "x" * 10_000], "at most 1000 characters"),
        (["ask", "{kb}"], "either one question or --questions"),
        (["ask", "nowhere.kb", "who?"], "no such folder"),
        (["ask", "{kb}", "who?", "--entity", "Atlantis"], "no entity 'Atlantis'"),
        (["ask", "{kb}", "who?", "--reader", "nonsense"], "no reader 'nonsense'"),
        (["ask", "{kb}", "who?", "--device", "cuda:7"], "GPU"),
        (["ask", "{kb}", "who?", "--device", "toaster"], "device"),
        (["ask", "{kb}", "--questions", "{world}/triples.tsv"], "triples.tsv"),
        (["ask", "{kb}", "--questions", "no.txt"], "kgqa: no.txt: can't be read: No such file or directory\n"),
        (["import", "{tmp}/a.kb"], "none was given"),
        (["import", "{tmp}/a.kb", "--triples", "{world}/passages.jsonl"], "passages.jsonl"),
        (["import", "{tmp}/a.kb", "--triples", "{world}/no.tsv"], "no.tsv"),
        (["import", "{tmp}/a.kb", "--passages", "{world}/triples.tsv"], "triples.tsv"),
        (["verify", "{tmp}"], "no knowledge base"),
        (["info", "{tmp}"], "no knowledge base"),
        (["train", "reader", "--train", "{world}/no.json", "--out", "{tmp}/r"], "no.json"),
        (["train", "reader", "--train", "{world}/no.json=0", "--out", "{tmp}/r"], "weight"),
        (["train", "reader", "--train", "x", "--base", "no/such", "--out", "{tmp}/r"], "no model 'no/such'"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(
    kb: Path, world: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    filled = [a.format(kb=kb, world=world, tmp=tmp_path) for a in arguments]
    done = run(*filled)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_training_from_the_command_line(tiny_base: Path, tmp_path: Path) -> None:
    paragraphs = []
    for i in range(9):
        context = f"The boat {i} is red."
        answer = {"text": "red", "answer_start": context.index("red")}
        qa = {"id": str(i), "question": "what colour?", "answers": [answer]}
        paragraphs.append({"context": context, "qas": [qa]})
    file = tmp_path / "train.json"
    file.write_text(json.dumps({"data": [{"title": "boats", "paragraphs": paragraphs}]}))
    out = tmp_path / "reader"
    done = run(
        "train", "reader", "--train", f"{file}=2", "--dev", file, "--base", tiny_base, "--out", out,
        "--epochs", 2, "--lr", 5e-3, "--batch-size", 4, "--calibrate", file, "--quiet",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record = json.loads((out / "reader.json").read_text())
    assert record["training"]["examples"] == 18
    assert record["training"]["dev"]["answerable"] == 9
    assert record["calibration"]["passage_slope"] != 1.0


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "kgqa", "--version"], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, in_a_process("--version").stdout)
    wrong = subprocess.run([sys.executable, "-m", "kgqa", "info", "nowhere.kb"], capture_output=True, text=True)
    assert wrong.returncode == 2
