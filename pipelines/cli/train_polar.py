"""``kgqa train polar``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, say
from kgqa.pipelines.cli.options import Device, Quiet
from kgqa.pipelines.cli.training_options import Base, Bf16, Epochs, LearningRate, Out


def polar(
    train: Annotated[
        list[Path],
        typer.Option(help='Lines of JSON with "question", "text" and "verdict" (yes, no, open). Repeatable.'),
    ],
    out: Out,
    dev: Annotated[Path | None, typer.Option(help="Rows to measure on.")] = None,
    base: Base = None,
    init: Annotated[str, typer.Option(help="Reader of yes or no to go on from: shipped name or folder.")] = "",
    reader: Annotated[str, typer.Option(help="Reader of spans whose layers it begins with.")] = "",
    epochs: Epochs = 1,
    learning_rate: LearningRate = 1.5e-4,
    batch_size: Annotated[int, typer.Option(min=1)] = 32,
    seed: int = 0,
    bf16: Bf16 = True,
    device: Device = "auto",
    quiet: Quiet = False,
) -> None:
    """Train the reader of yes or no on questions with a text and what it makes of them."""
    from kgqa.pipelines.train_polar import train_polar_reader
    from kgqa.reader.polar.training import PolarSettings

    settings = PolarSettings(epochs=epochs, learning_rate=learning_rate, batch_size=batch_size, seed=seed, bf16=bf16)
    with bars(quiet=quiet) as progress:
        trained = train_polar_reader(
            train,
            out,
            dev_file=dev,
            base=base,
            init=init,
            reader=reader,
            settings=settings,
            device=device,
            progress=lambda step, total, loss: progress("steps", step, total),
        )
    measured = "" if trained.accuracy is None else f"; {100 * trained.accuracy:.1f} % of dev rows judged rightly"
    say(f"{out}: trained in {trained.steps} steps{measured}")
