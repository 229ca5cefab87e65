"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

RecordedEncoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="The encoder of the knowledge base, where its folder lies elsewhere than when it was built.",
        show_default=False,
    ),
]
NewEncoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="Of the vectors: a folder of `kgqa train retriever`, or a base's name; it is recorded.",
        show_default=False,
    ),
]
Rerank = Annotated[bool, typer.Option("--rerank", help="Read the passages found anew and order them.")]
Reranker = Annotated[
    str | None,
    typer.Option("--reranker", help="By this re-ranker: a folder of `kgqa train reranker`.", show_default=False),
]
