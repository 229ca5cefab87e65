"""The reader small and fast: each form of it on the same questions, with its score and its speed from one run.

    python -m benchmarks.small --data DATA --work WORK [--reader minilm-l6-v9] [--questions 600] [--epochs 3]

Scores are of the best span, always said, on answerable questions of the odd half of SQuAD 2.0's dev set. Speed is
that of the forms reading the same windows in turn, round after round: fp32's seconds over the form's, the median of
the rounds. Nothing else may run meanwhile. The pruned reader is trained first, by distillation on SQuAD's 4,000
questions, in ``WORK/small-...``: a run that was stopped goes on, one that has ended is loaded. The table goes to
``WORK/small.md``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import torch

from benchmarks.halves import squad2_halves
from kgqa.data.example import ReadingExample
from kgqa.pipelines.train import Extras, train_reader
from kgqa.reader.checkpoint import DEFAULT_READER, SHIPPED, load_checkpoint
from kgqa.reader.exports.export_onnx import export_onnx
from kgqa.reader.exports.onnx_reader import load_exported
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder, Window
from kgqa.reader.network.model import SpanReader
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.loop import TrainingSettings

CPU = torch.device("cpu")
PRECISIONS = ("fp32", "bf16", "int8")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the reader: its network, and the file it comes from (torch's leave the word table to the base)."""

    name: str
    model: SpanReader
    file: Path

    @property
    def bytes(self) -> int:
        """What its weights take in memory; for ONNX what its file has."""
        if self.file.suffix == ".onnx":
            return self.file.stat().st_size
        return sum(t.numel() * t.element_size() for t in (*self.model.parameters(), *self.model.buffers()))


def distilled(reader: str, layers: tuple[int, ...], data: Path, work: Path, epochs: int, questions: int) -> Path:
    """The folder of the reader with these layers alone, trained with the whole one as its teacher."""
    source = data / "squad/squad1_train_subset_4k.json"
    out = work / f"small-{Path(reader).name}-{'-'.join(map(str, layers))}-{epochs}-{questions}"
    if not (out / "reader.json").exists():
        share = "" if questions >= 4000 else f"={questions / 4000}"
        extras = Extras(keep_layers=layers, teachers=(reader,))
        done = train_reader(
            [f"{source}{share}"], out, init=reader, settings=TrainingSettings(epochs=epochs), extras=extras
        )
        print(f"{out}: {done.outcome.steps} steps", flush=True)
    return out


def forms(reader: str, pruned: Path, work: Path) -> list[Form]:
    """All forms, fp32 first."""
    whole = (SHIPPED / reader if (SHIPPED / reader).exists() else Path(reader)) / "reader.safetensors"
    made = [Form(name, load_checkpoint(reader).model.for_inference(CPU, name), whole) for name in PRECISIONS]
    for name in ("fp32", "int8"):
        file = export_onnx(load_checkpoint(reader), work / f"small-{name}.onnx", int8=name == "int8").file
        made.append(Form(f"ONNX {name}", load_exported(file).model, file))
    for name in ("fp32", "bf16"):
        checkpoint = load_checkpoint(pruned)
        model = checkpoint.model.for_inference(CPU, name)
        made.append(Form(f"{len(checkpoint.layers)} layers {name}", model, pruned / "reader.safetensors"))
    return made


def speeds(made: list[Form], windows: list[Window], rounds: int) -> list[float]:
    """How many times as fast as the first each form reads the windows: the median of the rounds."""
    ratios: list[list[float]] = [[] for _ in made]
    for number in range(rounds + 1):
        seconds = [0.0] * len(made)
        for i in range(len(made)):
            at = (i + number) % len(made)  # none is always the first of a round
            begin = time.perf_counter()
            logits_of(made[at].model, windows)
            seconds[at] = time.perf_counter() - begin
        if number:  # the first round loads and plans
            for ratio, spent in zip(ratios, seconds, strict=True):
                ratio.append(seconds[0] / spent)
    return [median(ratio) for ratio in ratios]


def table(made: list[Form], builder: InputBuilder, asked: list[ReadingExample], timed: int, rounds: int) -> str:
    """The Markdown table."""
    windows = builder.build([(e.question, e.facts, e.context) for e in asked[:timed]])
    lines = [
        f"{len(asked)} answerable questions of the odd half; speed over {len(windows)} windows, {rounds} rounds, "
        f"{torch.get_num_threads()} threads.\n",
        "| form | EM | F1 | speed | file, MB | weights in memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for form, speed in zip(made, speeds(made, windows, rounds), strict=True):
        found = score(asked, predict(form.model, builder, asked))
        lines.append(
            f"| {form.name} | {found.forced_em:.1f} | {found.forced_f1:.1f} | {speed:.2f}x "
            f"| {form.file.stat().st_size / 1e6:.1f} | {form.bytes / 1e6:.1f} |"
        )
    return "\n".join(lines) + "\n"


def training_memory(reader: str) -> int:
    """MiB that training takes at its peak, in a process of its own: see ``benchmarks.training_memory``."""
    command = [sys.executable, "-m", "benchmarks.training_memory", "--reader", reader]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--questions", type=int, default=600, help="to score on")
    parser.add_argument("--timed", type=int, default=100, help="of them, to time on")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--layers", default="0,2,4", help="that the pruned reader keeps")
    parser.add_argument("--epochs", type=int, default=3, help="of its training")
    parser.add_argument("--train-questions", type=int, default=4000)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    layers = tuple(map(int, args.layers.split(",")))
    pruned = distilled(args.reader, layers, args.data, args.work, args.epochs, args.train_questions)
    answerable = [e for e in squad2_halves(args.data)[1] if e.answers]
    asked = random.Random(0).sample(answerable, min(args.questions, len(answerable)))
    checkpoint = load_checkpoint(args.reader)
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
    text = table(forms(args.reader, pruned, args.work), builder, asked, args.timed, args.rounds)
    text += (
        f"\nTraining at batch 16 and 384 tokens: {training_memory(args.reader):,} MiB at its peak (aim under 6,144).\n"
    )
    (args.work / "small.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
