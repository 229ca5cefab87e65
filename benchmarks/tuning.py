"""What each way of fine-tuning brings: one row a technique, over three seeds, one epoch of SQuAD's 4,000 questions.

    python -m benchmarks.tuning --data DATA --work WORK [--only lora,fgm] [--questions 4000] [--dev 2000] [--seed 0]

Without ``--seed`` three seeds run one after the other; with it that seed alone, so that several can run at once in one
folder. Each run's score and seconds go to ``WORK/NAME-SEED.json`` at once; what is there is not run again, and a run
that was stopped goes on. The table goes to ``WORK/tuning.md``; with ``--times FOLDER`` its times are those of another
run, of seed 0 on fewer questions, for runs that shared a machine. The base row of a technique is the plain run of
the same seed on the same questions (``few`` for the techniques that are for few labels).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.errors import InputError
from kgqa.pipelines.mending import read_mended
from kgqa.pipelines.train import Extras, train_reader
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.domain import AdaptSettings
from kgqa.reader.training.loop import TrainingSettings

FEW = 0.125
"""Share of the questions that few-label techniques have answers for."""


@dataclass(frozen=True, slots=True)
class Technique:
    """A row: what it changes of the run it is held ``against`` (none: it is such a run itself), the file it is
    trained on, and the technique whose reader of the same seed it starts from."""

    name: str
    settings: dict[str, Any]
    extras: dict[str, Any]
    against: str = "plain"
    train: str = "train"
    init: str = ""


TECHNIQUES = (
    Technique("plain", {}, {}, ""),
    Technique("full", {"tune": "full"}, {}),
    Technique("lora", {"tune": "lora", "learning_rate": 1e-3}, {}),
    Technique("adalora", {"tune": "adalora", "learning_rate": 1e-3}, {}),
    Technique("adapters", {"tune": "adapters", "learning_rate": 3e-3}, {}),
    Technique("prefix", {"tune": "prefix", "learning_rate": 2e-2}, {}),
    Technique("accumulate", {"batch_size": 8, "accumulate": 4}, {}),
    Technique("checkpointing", {"checkpointing": True}, {}),
    Technique("early-stopping", {"check_every": 25}, {}),
    Technique("layer-decay", {"layer_decay": 0.9}, {}),
    Technique("fgm", {"fgm": 0.1}, {}),
    Technique("r-drop", {"r_drop": 1.0}, {}),
    Technique("augment-words", {}, {"augment_words": 0.2}),
    Technique("augment-entities", {}, {"augment_entities": 0.2}),
    Technique("distil", {}, {"teachers": ("minilm-l6-v9",)}),
    Technique("few", {}, {}, "", "few"),
    Technique("few-augmented", {}, {"augment_words": 0.5, "augment_entities": 0.5}, "few", "few"),
    # Pseudo-labels are given by what the few labels alone have made.
    Technique("few-again", {}, {}, "", "few", "few"),
    Technique("few-pseudo", {}, {"pseudo": "unlabelled.json", "pseudo_cut": 0.8}, "few-again", "few", "few"),
    Technique("few-adapted", {}, {"adapt": "field", "adapting": AdaptSettings(steps=200)}, "few", "few"),
    # What is left of SQuAD after learning QAMR's questions on single sentences.
    Technique("then-qamr", {}, {}, "", "other", "plain"),
    Technique("then-qamr-replay", {}, {"replay": "train.json=0.2"}, "then-qamr", "other", "plain"),
)


def prepared(data: Path, work: Path, questions: int, dev: int) -> None:
    """The files that all runs share. ``check`` is for early stopping, and shares no question with ``dev``."""
    train = _sample(list(read_squad(data / "squad/squad1_train_subset_4k.json")), questions, 0)
    few = _sample(train, max(1, round(FEW * len(train))), 1)
    labelled = {example.id for example in few}
    rest = [replace(example, answers=()) for example in train if example.id not in labelled]
    held = _sample(list(read_squad(data / "squad/squad2_dev_cs224n.json")), dev + max(1, dev // 4), 2)
    other = _sample(read_mended(data / "qamr/qamr_dev_squad_style.json")[0], questions, 3)
    made = {"train": train, "few": few, "unlabelled": rest, "other": other, "dev": held[:dev], "check": held[dev:]}
    for name, examples in made.items():
        if not (work / f"{name}.json").exists():
            _write_squad(work / f"{name}.json", examples)
    text = "\n\n".join(dict.fromkeys(example.context for example in train))
    if not (work / "field/contexts.txt").exists():
        _write(work / "field/contexts.txt", text)


def same_protocol(work: Path, protocol: dict[str, int]) -> None:
    """Notes the sizes in the folder. Raises InputError where it holds results of other sizes."""
    file = work / "protocol.json"
    if file.exists() and json.loads(file.read_text("utf-8")) != protocol:
        raise InputError(f"{work} holds results of {file.read_text('utf-8')}, not of {protocol}; name another folder")
    _write(file, json.dumps(protocol))


def measured(technique: Technique, seed: int, work: Path) -> dict[str, float]:
    """Dev scores in percent and seconds of training, from the run's file where it was made before."""
    file = work / f"{technique.name}-{seed}.json"
    if file.exists():
        return dict(json.loads(file.read_text("utf-8")))
    extras = dict(technique.extras)
    for name in ("pseudo", "adapt"):
        if name in extras:
            extras[name] = work / extras[name]
    if "replay" in extras:
        extras["replay"] = str(work / extras["replay"])
    out = work / f"run-{technique.name}-{seed}"
    began = time.perf_counter()
    trained = train_reader(
        [str(work / f"{technique.train}.json")],
        out,
        dev_file=work / "check.json" if "check_every" in technique.settings else None,
        init=str(work / f"run-{technique.init}-{seed}") if technique.init else None,
        settings=TrainingSettings(**{"seed": seed, **technique.settings}),
        extras=Extras(**extras),
    ).checkpoint
    seconds = time.perf_counter() - began
    dev = list(read_squad(work / "dev.json"))
    scores = score(dev, predict(trained.model, InputBuilder(trained.tokenizer, trained.limits), dev))
    found = {"f1": scores.f1, "forced_f1": scores.forced_f1, "seconds": seconds}
    _write(file, json.dumps(found))
    return found


def table(work: Path, seeds: range, times: Path | None = None) -> str:
    """The Markdown table of what was measured so far; a row needs all its seeds and its base's. Scores are F1 on
    answerable questions with the span forced: what is trained on has an answer each, so abstaining is not taught.
    ``times``: a folder of another run, of seed 0, whose seconds are compared."""
    lines = [
        "| technique | F1 without (per seed) | F1 with (per seed) | difference | F1 over all questions | time |",
        "|---|---|---|---|---|---|",
    ]
    for technique in TECHNIQUES:
        own, base = _found(technique.name, work, seeds), _found(technique.against, work, seeds)
        if not technique.against or own is None or base is None:
            continue
        where, runs = (times, range(1)) if times else (work, seeds)
        timed = [_found(name, where, runs) or [] for name in (technique.name, technique.against)]
        cost = f"{_mean(timed[0], 'seconds') / _mean(timed[1], 'seconds'):.1f}x" if all(timed) else ""
        apart = _mean(own, "forced_f1") - _mean(base, "forced_f1")
        lines.append(
            f"| {technique.name} | {_each(base)} | {_each(own)} | {apart:+.1f} "
            f"| {_mean(base, 'f1'):.1f} → {_mean(own, 'f1'):.1f} | {cost} |"
        )
    return "\n".join(lines) + "\n"


def _each(rows: list[dict[str, float]]) -> str:
    each = ", ".join(f"{row['forced_f1']:.1f}" for row in rows)
    return f"{_mean(rows, 'forced_f1'):.1f} ({each})"


def _found(name: str, work: Path, seeds: range) -> list[dict[str, float]] | None:
    files = [work / f"{name}-{seed}.json" for seed in seeds]
    return [json.loads(file.read_text("utf-8")) for file in files] if all(file.exists() for file in files) else None


def _mean(rows: list[dict[str, float]], name: str) -> float:
    return float(np.mean([row[name] for row in rows]))


def _sample(examples: list[ReadingExample], count: int, seed: int) -> list[ReadingExample]:
    return random.Random(seed).sample(examples, min(count, len(examples)))


def _write_squad(path: Path, examples: list[ReadingExample]) -> None:
    paragraphs = [
        {
            "context": e.context,
            "qas": [
                {
                    "id": e.id,
                    "question": e.question,
                    "answers": [{"text": a.text, "answer_start": a.start} for a in e.answers],
                }
            ],
        }
        for e in examples
    ]
    _write(path, json.dumps({"data": [{"title": "", "paragraphs": paragraphs}]}))


def _write(path: Path, text: str) -> None:
    """Whole or not at all: another process may be reading it."""
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", default="", help="techniques, parted by commas; their bases run too")
    parser.add_argument("--questions", type=int, default=4000)
    parser.add_argument("--dev", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seed", type=int, help="this one alone")
    parser.add_argument("--times", type=Path, help="folder of a run whose seconds are shown")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    wanted = set(filter(None, args.only.split(","))) or {t.name for t in TECHNIQUES}
    unknown = sorted(wanted - {t.name for t in TECHNIQUES})
    if unknown:
        parser.error(f"no technique {', '.join(unknown)}; there are {', '.join(t.name for t in TECHNIQUES)}")
    for _ in range(2):  # a base may itself start from another
        wanted |= {name for t in TECHNIQUES if t.name in wanted for name in (t.against, t.init) if name}
    same_protocol(args.work, {"questions": args.questions, "dev": args.dev})
    prepared(args.data, args.work, args.questions, args.dev)
    for seed in range(args.seeds) if args.seed is None else [args.seed]:
        for technique in TECHNIQUES:
            if technique.name in wanted:
                found = measured(technique, seed, args.work)
                print(
                    f"{technique.name} seed {seed}: F1 {found['forced_f1']:.2f}, {found['seconds']:.0f} s", flush=True
                )
                _write(args.work / "tuning.md", table(args.work, range(args.seeds), args.times))


if __name__ == "__main__":
    main()
