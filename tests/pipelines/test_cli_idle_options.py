"""Options of ``kgqa train`` that would be left aside or speak against each other are named before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import kgqa as run

READER = ["train", "reader", "--train", "no.json"]
RELATIONS = ["train", "relations"]
ASK = [*RELATIONS, "--ask", "--init", "none"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*READER, "--tune", "lora", "--train-words"], "--tune counts only without --train-words"),
        ([*READER, "--tune", "words-frozen", "--train-words"], "--tune counts only without --train-words"),
        ([*READER, "--rank", "8"], "--rank counts only with --tune lora or adalora"),
        ([*READER, "--tune", "adapters", "--rank", "4"], "--rank counts only with --tune lora or adalora"),
        ([*READER, "--tune", "lora", "--bottleneck", "4"], "--bottleneck counts only with --tune adapters"),
        ([*READER, "--prefix-length", "4"], "--prefix-length counts only with --tune prefix"),
        ([*READER, "--distil", "0.5"], "--distil counts only with --teacher"),
        ([*READER, "--distil", "0.5", "--temperature", "1"], "--distil and --temperature count only with --teacher"),
        ([*READER, "--patience", "3"], "--patience counts only with --check-every"),
        ([*READER, "--pseudo-cut", "0.9"], "--pseudo-cut counts only with --pseudo"),
        ([*READER, "--adapt-steps", "5"], "--adapt-steps counts only with --adapt"),
        ([*ASK, "--share", "1"], "--share counts only without --ask"),
        ([*ASK, "--cuts-of", "one"], "--cuts-of counts only without --ask"),
        ([*ASK, "--told", "0.2", "--epochs", "2"], "--told and --epochs count only without --ask"),
        ([*ASK, "--document-batch", "2"], "--document-batch counts only without --ask"),
        ([*ASK, "--base", "all-MiniLM-L6-v2"], "--base counts only without --ask"),
        ([*RELATIONS, "--reader", "one"], "--reader counts only with --ask"),
        ([*RELATIONS, "--steps", "4000", "--frozen", "0"], "--steps and --frozen count only with --ask"),
        ([*RELATIONS, "--text2kgbench", "no", "--documents", "3"], "--documents counts only with --redocred"),
        ([*RELATIONS, "--redocred", "no.json", "--leave-out", "1_x"], "--leave-out counts only with --text2kgbench"),
        ([*READER, "--seed", "-1"], "seed must be from 0 to below 2 ** 64, found -1"),
        (["train", "paths", "--train", "no.jsonl", "--seed", "-1"], "seed must be from 0"),
        (["train", "polar", "--train", "no.jsonl", "--seed", "-1"], "seed must be from 0"),
        (["train", "retriever", "--train", "no.jsonl", "--seed", "-1"], "seed must be from 0"),
        (["train", "reranker", "--train", "no.jsonl", "--seed", "-1"], "seed must be from 0"),
        ([*RELATIONS, "--redocred", "no.json", "--seed", "-1"], "seed must be from 0"),
        ([*ASK, "--redocred", "no.json", "--seed", "-1"], "seed must be from 0"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 2, done.stderr
    assert message in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tune", "full", "--train-words"],
        ["--train-words"],
        ["--tune", "adalora", "--rank", "4"],
        ["--tune", "adapters", "--bottleneck", "4"],
        ["--tune", "prefix", "--prefix-length", "4"],
        ["--teacher", "one", "--distil", "0.5", "--temperature", "2"],
        ["--check-every", "5", "--patience", "2"],
        ["--pseudo", "a.json", "--pseudo-cut", "0.9"],
        ["--adapt", "texts", "--adapt-steps", "5"],
    ],
)
def test_an_option_beside_what_it_belongs_to_is_taken(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*READER, "--base", "no/such", *arguments, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 2 and "no model 'no/such'" in done.stderr, done.stderr


def test_the_help_names_the_base_that_is_taken() -> None:
    for kind in ("reader", "relations", "paths", "polar", "retriever", "reranker"):
        words = run("train", kind, "--help").stdout.replace("│", " ").split()  # in columns as narrow as may be
        assert "folder,ifnotall-MiniLM-L6-v2" in "".join(words)
