"""``kgqa train reader``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, say

app = typer.Typer(help="Train kgqa's models on your own data.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps ``reader`` a sub-command while it is the only one."""


@app.command("reader")
def reader(
    train: Annotated[
        list[str],
        typer.Option(help="SQuAD-format file; FILE=3 reads it three times, FILE=0.5 half of it. Repeatable."),
    ],
    out: Annotated[Path, typer.Option(help="Checkpoint folder to write; a stopped run goes on there.")],
    dev: Annotated[Path | None, typer.Option(help="SQuAD-format file to score on.")] = None,
    base: Annotated[str, typer.Option(help="A BERT by name or folder.")] = "all-MiniLM-L6-v2",
    init: Annotated[str | None, typer.Option(help="Reader to start from: shipped name or folder.")] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 1,
    learning_rate: Annotated[float, typer.Option("--lr")] = 2e-4,
    batch_size: Annotated[int, typer.Option(min=1)] = 32,
    warmup: Annotated[float, typer.Option(help="Share of the steps.")] = 0.06,
    weight_decay: float = 0.01,
    seed: int = 0,
    bf16: Annotated[bool, typer.Option(help="bfloat16 arithmetic.")] = True,
    train_words: Annotated[bool, typer.Option(help="Train the word table too (a larger checkpoint).")] = False,
    calibrate: Annotated[
        Path | None, typer.Option(help="SQuAD-format file, not trained on, to fit probabilities on.")
    ] = None,
    calibrate_paths: Annotated[Path | None, typer.Option(help="The same for questions over relation paths.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")] = False,
) -> None:
    """Fine-tune a span reader on questions with answers (and without) in SQuAD format."""
    from kgqa.pipelines.train import scores_text, train_reader
    from kgqa.reader.training import TrainingSettings

    settings = TrainingSettings(
        epochs=epochs,
        learning_rate=learning_rate,
        warmup=warmup,
        batch_size=batch_size,
        weight_decay=weight_decay,
        seed=seed,
        bf16=bf16,
    )
    with bars(quiet=quiet) as progress:
        _, scores = train_reader(
            train,
            out,
            dev_file=dev,
            base=base,
            init=init,
            settings=settings,
            train_words=train_words,
            calibrate_file=calibrate,
            calibrate_paths_file=calibrate_paths,
            progress=lambda step, total, loss: progress("steps", step, total),
        )
    say(f"{out}: written" if scores is None else f"{out}: {scores_text(scores)}")
