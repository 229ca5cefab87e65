"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

KB = Annotated[Path, typer.Argument(help="Knowledge base folder.", show_default=False)]
NewKB = Annotated[Path, typer.Argument(help="Folder to make.", show_default=False)]
OverKB = Annotated[bool, typer.Option("--replace", help="Build over a knowledge base that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="The same for machines, as JSON.")]
Device = Annotated[str, typer.Option(help="auto, cpu or cuda.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")]
Database = Annotated[str | None, typer.Option(help="Live Neo4j: its name, if not the user's own.")]
Layout = Annotated[Path | None, typer.Option(help="Live Neo4j: JSON that says where ids, names and relations stand.")]
TopK = Annotated[int, typer.Option(help="Passages to read, and twice as many paths.")]
AnyReader = Annotated[str | None, typer.Option(help="A shipped reader or a checkpoint folder.", show_default=False)]
Limit = Annotated[int, typer.Option(min=0, help="Only the first so many questions; 0 for all.")]
Where = Annotated[
    list[str] | None, typer.Option(help="Only records whose FIELD is VALUE, as in split=dev500; repeatable.")
]
Text2KGBench = Annotated[Path | None, typer.Option(help="text2kgbench: the ontology's JSON.", show_default=False)]
Seed = Annotated[int, typer.Option(help="Of the confidence intervals.")]
SummaryFile = Annotated[Path | None, typer.Option("--json", help="Write the summary here.", show_default=False)]
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
        help="Of the vectors: a shipped one (passages-l6-v1), a folder of `kgqa train retriever`, or a base's name or "
        "folder; it is recorded.",
        show_default=False,
    ),
]
Rerank = Annotated[bool, typer.Option("--rerank", help="Read the passages found anew and order them.")]
Reranker = Annotated[
    str | None,
    typer.Option("--reranker", help="By this re-ranker: a folder of `kgqa train reranker`.", show_default=False),
]
