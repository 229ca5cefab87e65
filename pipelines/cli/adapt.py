"""``kgqa adapt``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, complain, say
from kgqa.pipelines.cli.given import count_only
from kgqa.pipelines.cli.options import Quiet
from kgqa.pipelines.cli.training_options import LearningRate


def adapt(
    ctx: typer.Context,
    kb: Annotated[Path, typer.Argument(help="Knowledge base whose graph is learned.")],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write the path scorer to this folder; the knowledge base stays as it is.", show_default=False
        ),
    ] = None,
    paths: Annotated[
        str | None, typer.Option(help="The path scorer to start from; the shipped one if left out.", show_default=False)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tuned path scorer out again.")] = False,
    count: Annotated[int, typer.Option(min=1, help="Questions that the graph asks about itself.")] = 4000,
    learning_rate: LearningRate = 5e-5,
    seed: int = 0,
    quiet: Quiet = False,
) -> None:
    """Tune a knowledge base's path scorer to its graph, without any questions. A stopped run goes on."""
    from kgqa.pipelines.adapt import ADAPTING, forget
    from kgqa.pipelines.adapt import adapt as run
    from kgqa.retriever.path_scorer import DEFAULT_SCORER

    if remove:
        count_only(ctx, ("out", "paths", "count", "learning_rate", "seed"), "without --remove", so=False)
        say(f"{kb}: {'the path scorer is out' if forget(kb) else 'has no path scorer of its own'}")
        return
    settings = replace(ADAPTING, learning_rate=learning_rate, seed=seed)
    with bars(quiet=quiet) as progress:
        tuned = run(kb, out, scorer=paths or DEFAULT_SCORER, count=count, settings=settings, progress=progress)
    if tuned.dropped:
        complain("what a stopped run had learned was of another graph or of other settings: begun anew")
    taken = f"{tuned.share:.0%} of what was learned is taken"
    say(f"{tuned.path}: tuned on {tuned.questions} questions in {tuned.steps} steps; {taken}")
