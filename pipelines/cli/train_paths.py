"""``kgqa train paths``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, say
from kgqa.pipelines.cli.options import Device, Quiet
from kgqa.pipelines.cli.training_options import Base, Bf16, Epochs, LearningRate, Out


def paths(
    train: Annotated[list[Path], typer.Option(help="Questions with their chains, lines of JSON. Repeatable.")],
    out: Out,
    base: Base = None,
    init: Annotated[str | None, typer.Option(help="Path scorer to start from: shipped name or folder.")] = None,
    epochs: Epochs = 1,
    learning_rate: LearningRate = 2e-4,
    batch_size: Annotated[int, typer.Option(min=1)] = 32,
    seed: int = 0,
    bf16: Bf16 = True,
    device: Device = "auto",
    quiet: Quiet = False,
) -> None:
    """Train a path scorer on questions with the chains of relations that answer them."""
    from kgqa.pipelines.adapt import train_scorer
    from kgqa.retriever.path_training import PathSettings

    settings = PathSettings(epochs=epochs, learning_rate=learning_rate, batch_size=batch_size, seed=seed, bf16=bf16)
    with bars(quiet=quiet) as progress:
        tuned = train_scorer(train, out, base=base, init=init, settings=settings, device=device, progress=progress)
    say(f"{out}: trained on {tuned.questions} questions in {tuned.steps} steps")
