"""``kgqa train``: the group of its commands."""

from __future__ import annotations

import typer

from kgqa.pipelines.cli.train_paths import paths
from kgqa.pipelines.cli.train_polar import polar
from kgqa.pipelines.cli.train_reader import reader
from kgqa.pipelines.cli.train_relations import relations
from kgqa.pipelines.cli.train_retriever import reranker, retriever

app = typer.Typer(help="Train kgqa's models on your own data.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Names the group."""


app.command("reader")(reader)
app.command("relations")(relations)
app.command("paths")(paths)
app.command("polar")(polar)
app.command("retriever")(retriever)
app.command("reranker")(reranker)
