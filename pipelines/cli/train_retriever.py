"""``kgqa train retriever`` and ``kgqa train reranker``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, say
from kgqa.pipelines.cli.options import Device, Quiet
from kgqa.pipelines.cli.training_options import Base, Bf16, Epochs, LearningRate, Out

Train = Annotated[list[Path], typer.Option(help="JSONL file of questions with passages, .gz and .xz too. Repeatable.")]
Seconds = Annotated[float | None, typer.Option(help="Stop after so many, and write what there is.", show_default=False)]


def retriever(
    train: Train,
    out: Out,
    base: Base = None,
    init: Annotated[str | None, typer.Option(help="Tuned encoder to go on from.", show_default=False)] = None,
    epochs: Epochs = 1,
    learning_rate: LearningRate = 1e-4,
    batch_size: Annotated[int, typer.Option(min=2, help="Questions whose passages are told apart.")] = 64,
    negatives: Annotated[int, typer.Option(min=0, help="Hard ones of each question in a step.")] = 3,
    scale: Annotated[float, typer.Option(help="What a cosine is multiplied by.")] = 20.0,
    share: Annotated[float, typer.Option(help="Of the tuned weights; the rest are those begun with.")] = 0.75,
    seed: int = 0,
    bf16: Bf16 = True,
    device: Device = "auto",
    seconds: Seconds = None,
    quiet: Quiet = False,
) -> None:
    """Tune the sentence encoder to find passages: `kgqa import --encoder` makes its vectors."""
    from kgqa.pipelines.train_retriever import train_retriever
    from kgqa.retriever.rank_training import RankSettings

    settings = RankSettings(
        epochs=epochs,
        learning_rate=learning_rate,
        batch_size=batch_size,
        negatives=negatives,
        scale=scale,
        seed=seed,
        bf16=bf16,
    )
    with bars(quiet=quiet) as progress:
        made = train_retriever(
            train,
            out,
            base=base,
            init=init,
            settings=settings,
            share=share,
            device=device,
            seconds=seconds,
            progress=progress,
        )
    say(f"{out}: written; {made.examples} questions with a passage, {made.steps} steps")


def reranker(
    train: Train,
    out: Out,
    base: Base = None,
    init: Annotated[str | None, typer.Option(help="Re-ranker to go on from.", show_default=False)] = None,
    epochs: Epochs = 1,
    learning_rate: LearningRate = 1e-4,
    batch_size: Annotated[int, typer.Option(min=1, help="Questions of a step.")] = 16,
    negatives: Annotated[int, typer.Option(min=1, help="Passages each right one is told apart from.")] = 7,
    seed: int = 0,
    bf16: Bf16 = True,
    device: Device = "auto",
    seconds: Seconds = None,
    quiet: Quiet = False,
) -> None:
    """Train a re-ranker of passages, for `kgqa ask --rerank`."""
    from kgqa.pipelines.train_retriever import train_reranker
    from kgqa.retriever.rank_training import RERANKING

    settings = replace(
        RERANKING,
        epochs=epochs,
        learning_rate=learning_rate,
        batch_size=batch_size,
        negatives=negatives,
        seed=seed,
        bf16=bf16,
    )
    with bars(quiet=quiet) as progress:
        made = train_reranker(
            train, out, base=base, init=init, settings=settings, device=device, seconds=seconds, progress=progress
        )
    say(f"{out}: written; {made.examples} questions with a passage, {made.steps} steps")
