"""``kgqa score``: anybody's predictions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.evaluate import check_json, pairs, show


def score(
    benchmark: Annotated[str, typer.Argument(help="Its name; see kgqa evaluate --list.", show_default=False)],
    questions: Annotated[Path, typer.Option(help="The published file.", show_default=False)],
    predictions: Annotated[
        Path, typer.Option(help="In the official layout, or JSONL of id and answers.", show_default=False)
    ],
    no_answer: Annotated[
        Path | None, typer.Option(help="squad: JSON of each question's probability of no answer.", show_default=False)
    ] = None,
    ontology: Annotated[
        Path | None, typer.Option(help="text2kgbench: the ontology's JSON.", show_default=False)
    ] = None,
    where: Annotated[list[str] | None, typer.Option(help="Only records whose FIELD is VALUE; repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="Only the first so many questions; 0 for all.")] = 0,
    seed: Annotated[int, typer.Option(help="Of the confidence intervals.")] = 0,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the summary here.", show_default=False)] = None,
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
