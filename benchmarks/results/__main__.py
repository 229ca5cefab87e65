"""Runs what is published and writes docs/results.md.

    python -m benchmarks.results --data DATA --work WORK [--only NAME...] [--write]

Each run keeps its report folder under WORK and is gone on with where it was stopped; a folder that is complete
takes seconds. Without --write the page goes to WORK/results.md; with --only and --write the sections of these runs
are put into docs/results.md, and the others stay.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from benchmarks.results.page import page, spliced
from benchmarks.results.runs import Run, all_runs, knowledge_base, trained_scorer
from kgqa.pipelines import evaluate
from kgqa.pipelines.cli.console import bars
from kgqa.pipelines.evaluation.summary import Summary

ROOT = Path(__file__).resolve().parents[2]
PRINTED = (
    ("Linking topic entities in questions", ("benchmarks.linking", "--data", "DATA")),
    ("Speed against the bare models", ("benchmarks.floor", "--data", "DATA")),
    ("Evaluating in batch and one by one", ("benchmarks.evaluate_speed", "--data", "DATA", "--work", "WORK")),
)


PEERS = ("The same reader in a peer library, 2WikiMultihopQA dev500", "python -m benchmarks.peers --data DATA --kb KB")
"""Run in an environment of its own; its output is taken from WORK/benchmarks.peers.txt, where it is."""


def command_of(run: Run, kb: Path | None, report: Path) -> str:
    """The same evaluation as a command line."""
    words = ["kgqa", "evaluate", run.benchmark]
    words += [word for file in run.questions for word in ("--questions", str(file))]
    words += ["--kb", str(kb)] if kb else []
    for name, value in run.options.items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(flag)
        elif name == "baselines":
            words += ["--baseline", ",".join(value)]
        elif name == "where":
            words += [word for field, wanted in value for word in (flag, f"{field}={wanted}")]
        elif name == "without":
            words += [flag, ",".join(value)]
        elif value:
            words += [flag, str(value)]
    return " ".join(map(shlex.quote, [*words, "--report", str(report)]))


def measured(data: Path, work: Path) -> list[tuple[str, str, str]]:
    """What the other benchmarks print, kept under ``work``."""
    found = []
    for title, (module, *options) in PRINTED:
        kept = work / f"{module}.txt"
        if not kept.exists():
            given = [{"DATA": str(data), "WORK": str(work)}.get(word, word) for word in options]
            done = subprocess.run(
                [sys.executable, "-m", module, *given], capture_output=True, text=True, check=True, cwd=ROOT
            )
            kept.write_text(done.stdout, encoding="utf-8")
        found.append((title, f"python -m {module} {' '.join(options)}", kept.read_text(encoding="utf-8")))
    peers = work / "benchmarks.peers.txt"
    return [*found, (*PEERS, peers.read_text(encoding="utf-8"))] if peers.exists() else found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[], help="names of runs, or beginnings of them")
    parser.add_argument("--write", action="store_true", help="write docs/results.md")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    found: list[tuple[Run, Summary]] = []
    for run in all_runs(args.data, args.work):
        if args.only and not any(run.name.startswith(name) for name in args.only):
            continue
        report = args.work / run.name
        if (report / "summary.json").exists():
            found.append((run, Summary.load(report)))
            continue
        with bars(quiet=False) as progress:
            kb = knowledge_base(run, args.work, progress)
            trained_scorer(run, progress)
            summary = evaluate(
                run.benchmark,
                questions=run.questions,
                kb=kb or "",
                report=report,
                progress=progress,
                command=command_of(run, kb, report),
                **run.options,
            )
        found.append((run, summary))
    text = page(found, [] if args.only else measured(args.data, args.work), args.data, args.work)
    if args.only and args.write:
        text = spliced((ROOT / "docs/results.md").read_text(encoding="utf-8"), text)
    (ROOT / "docs/results.md" if args.write else args.work / "results.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
