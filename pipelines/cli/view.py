"""``kgqa view``: a picture of a knowledge base, as a page for the browser."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import say, say_json
from kgqa.pipelines.cli.options import KB, RecordedEncoder, Rerank, Reranker


def view(
    kb: KB,
    entity: Annotated[
        list[str] | None,
        typer.Argument(help="Id, label or alias of what to draw; the most connected if left out.", show_default=False),
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="Draw what the answer to this rests on.", show_default=False)
    ] = None,
    hops: Annotated[
        int | None, typer.Option(help="How far to go, 1 to 4; 2, or 1 around an answer.", show_default=False)
    ] = None,
    max_nodes: Annotated[int, typer.Option(help="Things drawn at most, 1 to 1000; the rest is counted.")] = 150,
    out: Annotated[Path, typer.Option(help="Page to write.")] = Path("view.html"),
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is no page of this.")] = False,
    encoder: RecordedEncoder = None,
    rerank: Rerank = False,
    reranker: Reranker = None,
    device: Annotated[str, typer.Option(help="For a question: auto, cpu or cuda.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="What was drawn, as JSON.")] = False,
) -> None:
    """Draw the graph around entities or an answer on one HTML page, which needs no network."""
    from kgqa.pipelines.view.job import view as run
    from kgqa.pipelines.view.wording import drawn

    report = run(
        kb,
        entity or (),
        question=question,
        hops=hops,
        max_nodes=max_nodes,
        out=out,
        replace=replace,
        device=device,
        encoder=encoder,
        rerank=reranker or rerank,
    )
    if as_json:
        say_json(json.dumps({**asdict(report), "path": str(report.path)}, ensure_ascii=False))
        return
    say(f"{report.path}: {drawn(report.nodes, report.edges, report.left_out, report.hops)}")
