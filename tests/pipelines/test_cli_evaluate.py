"""``kgqa evaluate``, ``score`` and ``compare``, as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import kgqa as run

from kgqa.pipelines.evaluation.benchmarks import BENCHMARKS
from kgqa.pipelines.evaluation.summary import Summary

FACTS = """\
Red Harbour|directed_by|Ada Lind
Red Harbour|starred_actors|Karl Moe
Red Harbour|release_year|1988
Salt Road|directed_by|Ada Lind
Salt Road|starred_actors|Eva Dahl
Salt Road|has_genre|Drama
"""
QUESTIONS = """\
who directed [Red Harbour]\tAda Lind
what films did [Ada Lind] direct\tRed Harbour|Salt Road
who starred in [Salt Road]\tKarl Moe
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MetaQA's files, small."""
    folder = tmp_path_factory.mktemp("metaqa")
    (folder / "kb.txt").write_text(FACTS)
    (folder / "qa_dev.txt").write_text(QUESTIONS)
    return folder


@pytest.fixture(scope="module")
def films(files: Path) -> Path:
    """The knowledge base that --prepare makes."""
    out = files / "films.kb"
    done = run("evaluate", "metaqa", "--prepare", "--from", files, "--out", out, "--quiet", "--device", "cpu")
    assert done.returncode == 0, done.stderr
    return out


def test_the_list_says_what_each_needs_and_the_baselines() -> None:
    done = run("evaluate", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    for name, benchmark in BENCHMARKS.items():
        assert f"{name}: {benchmark.card.title} ({benchmark.card.task})" in done.stdout
        assert benchmark.card.licence in done.stdout
    for name in ("bm25", "templates", "abstain", "memorised"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.slow
def test_prepare_evaluate_score_and_compare(files: Path, films: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    questions, report, out = files / "qa_dev.txt", tmp_path / "report", tmp_path / "summary.json"
    command = ["evaluate", "metaqa", "--kb", films, "--questions", questions, "--quiet", "--device", "cpu"]
    command += ["--report", report, "--json", out, "--baseline", "strings,graph", "--entities", "linked"]
    done = run(*command)
    assert done.returncode == 0
    assert done.stderr == ""
    summary = Summary.load(out)
    assert summary == Summary.load(report)
    assert [row.name for row in summary.rows] == [
        "kgqa, entities linked",
        "strings",
        "graph",
    ]
    for row in summary.rows:
        assert row.system in done.stdout
    assert done.stdout.rstrip().endswith(str(report / "report.html"))
    assert (report / "report.html").is_file() and (report / "report.md").is_file()
    assert "strings,graph" in summary.environment["command"]
    exact = summary.row("strings").figure("exact_match")
    assert exact is not None and exact.n == 3

    # The same again goes on, which is to say that nothing is left to do.
    again = run(*command)
    assert again.returncode == 0 and Summary.load(out).rows == summary.rows
    refused = run(*command, "--limit", 2)
    assert (refused.returncode, refused.stdout) == (2, "") and "limit: 0, now 2" in refused.stderr

    predictions = report / "predictions" / "kgqa-entities-linked.jsonl"
    scored = run("score", "metaqa", "--questions", questions, "--predictions", predictions, "--json", out)
    assert (scored.returncode, scored.stderr) == (0, "")
    row, before = Summary.load(out).rows[0], summary.rows[0]
    assert row.figure("exact_match") == before.figure("exact_match") and row.figure("f1") == before.figure("f1")
    page = tmp_path / "scored"
    scoring = ["score", "metaqa", "--questions", questions, "--predictions", predictions, "--report", page]
    assert run(*scoring).returncode == 0 and (page / "report.html").is_file()
    there = run(*scoring)
    assert (there.returncode, there.stderr) == (2, f"kgqa: {page}: is there already; name another folder\n")

    compared = run("compare", report, report, "--row-b", "strings", "--json")
    assert (compared.returncode, compared.stderr) == (0, "")
    found = json.loads(compared.stdout)
    assert (found["questions"], found["b"]) == (3, "report: strings")
    by_name = {figure["name"]: figure for figure in found["figures"]}
    assert by_name["exact_match"]["difference"] == pytest.approx(exact.value - before.figure("exact_match").value)
    shown = run("compare", report, report)
    assert "3 questions in both" in shown.stdout and "right in b alone: 0" in shown.stdout
    assert "| exact_match | 3 |" in shown.stdout


OTHER = '{"data": [{"title": "t", "paragraphs": [{"context": "c", "qas": []}]}]}'
BAD = {
    "empty.txt": b"",
    "squad.json": OTHER.encode(),
    "latin.txt": "wer drehte [Rotes Haus]\tJörg\n".encode("latin-1"),
    "own.jsonl": b'{"question": "Who?", "answers": ["x"]}\n',
}
METAQA = ["evaluate", "metaqa", "--kb", "{kb}", "--questions"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate"], "name a benchmark; kgqa evaluate --list"),
        (["evaluate", "trivia", "--questions", "{qa}"], "no benchmark 'trivia'; there are: squad, metaqa"),
        (["evaluate", "metaqa", "--kb", "{kb}"], "--questions FILE is needed"),
        ([*METAQA, "{bad}/squad.json"], "squad.json:1: {{}}the file looks like a SQuAD file"),
        ([*METAQA, "{bad}/empty.txt"], "empty.txt: holds no question; the file looks like empty"),
        ([*METAQA, "{bad}/latin.txt"], "latin.txt:1: can't be read as UTF-8: byte 0xf6 at offset 25"),
        ([*METAQA, "{bad}/no.txt"], "no.txt: can't be read"),
        ([*METAQA, "{qa}", "--questions", "{qa}"], "a file of questions is named twice"),
        (["evaluate", "metaqa", "--questions", "{qa}"], "asked over a knowledge base: name one (--kb)"),
        (["evaluate", "jsonl", "--questions", "{bad}/own.jsonl"], "name a knowledge base (--kb)"),
        (["evaluate", "metaqa", "--kb", "{bad}/no.kb", "--questions", "{qa}"], "no.kb: there is no such folder"),
        ([*METAQA, "{qa}", "--where", "kind"], "--where takes FIELD=VALUE, found 'kind'"),
        ([*METAQA, "{qa}", "--where", "kind=a", "--where", "kind=b"], "--where takes each field once"),
        ([*METAQA, "{qa}", "--where", "colour=red"], "can be chosen by kind, not by 'colour'"),
        ([*METAQA, "{qa}", "--without", "nonsense"], "without takes facts, passages, paths, linker, second"),
        ([*METAQA, "{qa}", "--baseline", "bm52"], "no baseline 'bm52'; there are: bm25"),
        ([*METAQA, "{qa}", "--entities", "some"], "entities must be both, linked or given"),
        ([*METAQA, "{qa}", "--reader", "nonsense"], "no reader 'nonsense'"),
        ([*METAQA, "{qa}", "--only-baselines"], "only_baselines needs baselines"),
        ([*METAQA, "{qa}", "--top-k", "0"], "top_k must be from 1 to 1000"),
        ([*METAQA, "{qa}", "--json", "{bad}/no/x.json"], "no/x.json: no folder"),
        ([*METAQA, "{qa}", "--json", "{bad}"], "is a folder"),
        ([*METAQA, "{qa}", "--report", "{bad}"], "is not empty and holds no evaluation"),
        ([*METAQA, "{qa}", "--report", "{qa}"], "a report is a folder, found a file"),
        (["evaluate", "metaqa", "--prepare", "--out", "{bad}/kb"], "--prepare needs --from FILE-OR-FOLDER and --out"),
        (["evaluate", "metaqa", "--prepare", "--from", "{bad}", "--out", "{bad}/kb"], "holds no kb.txt"),
        (["evaluate", "metaqa", "--prepare", "--from", "{bad}/no", "--out", "{bad}/kb"], "no such file or folder"),
        (["evaluate", "squad", "--prepare", "--from", "{qa}", "--out", "{bad}/kb"], "needs no common knowledge base"),
        (["score", "metaqa", "--questions", "{qa}", "--predictions", "{bad}/no.jsonl"], "no.jsonl: can't be read"),
        (["score", "metaqa", "--questions", "{qa}", "--predictions", "{bad}/squad.json"], "looks like a SQuAD file"),
        (["score", "metaqa", "--questions", "{qa}", "--predictions", "{qa}", "--json", "no/x.json"], "no folder no"),
        (["compare", "{bad}", "{bad}"], "no report of an evaluation"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(
    files: Path,
    films: Path,
    tmp_path: Path,
    arguments: list[str],
    message: str,
) -> None:
    for name, raw in BAD.items():
        (tmp_path / name).write_bytes(raw)
    filled = [a.format(kb=films, qa=files / "qa_dev.txt", bad=tmp_path) for a in arguments]
    done = run(*filled)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.lstrip().startswith("kgqa: ") and done.stderr.strip().count("\n") == 0
    for part in message.split("{{}}"):
        assert part in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == set(BAD)


SQUAD = ["evaluate", "squad", "--questions", "no.json"]
ALONE = ["--only-baselines", "--baseline"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*SQUAD, "--from", "a", "--out", "b", "--evidence"], "--from and --out and --evidence count only with"),
        ([*SQUAD, "--kb", "a"], "--kb counts only for benchmarks over a knowledge base or passages"),
        ([*SQUAD, "--encoder", "a"], "--encoder counts only for benchmarks over"),
        ([*SQUAD, "--rerank", "--hops", "3"], "--rerank and --hops count only for questions to a knowledge base"),
        ([*SQUAD, "--entities", "given", "--top-k", "8"], "--entities and --top-k count only for questions to a"),
        ([*SQUAD, "--paths", "a", "--reranker", "b"], "--paths and --reranker count only for questions to a"),
        ([*SQUAD, "--ontology", "a"], "--ontology counts only for facts of texts"),
        ([*SQUAD, "--train", "a", "--baseline", "abstain"], "--train counts only with a baseline that learns"),
        ([*SQUAD, *ALONE, "abstain", "--reader", "a"], "--reader counts only without --only-baselines"),
        ([*SQUAD, "--replace"], "--replace counts only with --report or --prepare"),
        (["evaluate", "elevant", "--questions", "a", "--min-score", "0.5"], "--min-score counts only for questions"),
        (["evaluate", "redocred", "--questions", "a", "--reader", "b"], "--reader counts only for questions"),
        (["evaluate", "jsonl", "--questions", "a", "--train", "b"], "--train counts only with a baseline that learns"),
        (["evaluate", "jsonl", "--questions", "a", *ALONE, "bm25", "--without", "facts"], "--without counts only"),
        (["evaluate", "metaqa", "--prepare", "--kb", "a", "--limit", "3"], "--kb and --limit count only without"),
        (["score", "squad", "--questions", "a", "--predictions", "b", "--ontology", "c"], "c: an ontology counts only"),
        (["score", "jsonl", "--questions", "a", "--predictions", "b", "--no-answer", "c"], "c: probabilities of no"),
        (["score", "redocred", "--questions", "a", "--predictions", "b.json", "--ontology", "c"], "c: an ontology"),
        (["adapt", "a", "--remove", "--out", "b", "--lr", "nan"], "--out and --lr count only without --remove"),
        (["adapt", "a", "--remove", "--count", "4000", "--seed", "0"], "--count and --seed count only without"),
    ],
)
def test_an_option_that_changes_nothing_is_refused(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["squad", "--without", "facts", "--baseline", "abstain", "--reader", "x", "--min-score", "0.5", "--limit", "3"],
        ["metaqa", "--kb", "a", "--train", "b", "--baseline", "graph,templates", "--hops", "2", "--encoder", "c"],
        ["jsonl", "--kb", "a", "--train", "b", "--baseline", "no-such"],
        ["jsonl", "--kb", "a", *ALONE, "graph", "--paths", "b", "--hops", "2", "--top-k", "3", "--reader", "c"],
        ["webqsp", "--encoder", "a", "--rerank", "--entities", "given"],
        ["elevant", "--kb", "a", "--encoder", "b", "--seed", "1"],
        ["text2kgbench", "--ontology", "a", "--train", "b", "--baseline", "memorised"],
        ["redocred", "--ontology", "a", "--report", "{tmp}/no", "--replace"],
    ],
)
def test_an_option_that_changes_something_is_taken(arguments: list[str], tmp_path: Path) -> None:
    done = run("evaluate", *[each.format(tmp=tmp_path) for each in arguments], "--questions", tmp_path / "no.file")
    assert done.returncode == 2 and "count" not in done.stderr.partition("no.file")[0].replace("encounter", "")


HEAVY = ("torch", "transformers", "faiss", "spacy", "networkx", "rdflib", "numpy", "matplotlib", "jinja2", "bm25s")


def test_help_loads_nothing_heavy() -> None:
    script = f"""
import sys
from kgqa.pipelines.cli.app import app
for words in (["--help"], ["evaluate", "--help"], ["score", "--help"], ["compare", "--help"]):
    try:
        app(words)
    except SystemExit as left:
        assert not left.code
print([module for module in {HEAVY} if module in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"
    assert all(option in done.stdout for option in ("--questions", "--predictions", "--row-b"))
