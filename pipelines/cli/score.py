"""``kgqa score``: anybody's predictions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.evaluate import check_json, pairs, show
from kgqa.pipelines.cli.options import Limit, Seed, SummaryFile, Text2KGBench, Where


def score(
    benchmark: Annotated[str, typer.Argument(help="Its name; see kgqa evaluate --list.", show_default=False)],
    questions: Annotated[Path, typer.Option(help="The published file.", show_default=False)],
    predictions: Annotated[
        Path, typer.Option(help="In the official layout, or JSONL of id and answers.", show_default=False)
    ],
    no_answer: Annotated[
        Path | None, typer.Option(help="squad: JSON of each question's probability of no answer.", show_default=False)
    ] = None,
    ontology: Text2KGBench = None,
    where: Where = None,
    limit: Limit = 0,
    seed: Seed = 0,
    json_out: SummaryFile = None,
    report: Annotated[
        Path | None, typer.Option(help="Folder to write the page to; must not exist.", show_default=False)
    ] = None,
) -> None:
    """Score predictions strictly: a question without one is wrong, and warned of."""
    from kgqa.pipelines.evaluation.score import score as run

    check_json(json_out)
    summary = run(
        benchmark,
        questions=questions,
        predictions=predictions,
        no_answer=no_answer,
        ontology=ontology,
        where=dict(pairs(where)),
        limit=limit,
        seed=seed,
        report=report,
    )
    show(summary, json_out, report)
