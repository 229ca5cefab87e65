"""``kgqa import``: files to a knowledge base."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, complain, say

Files = Annotated[list[Path] | None, typer.Option(show_default=False)]


def import_(
    out: Annotated[Path, typer.Argument(help="Folder to make.", show_default=False)],
    triples: Annotated[
        list[Path] | None,
        typer.Option(help="Facts: .tsv, .csv, .nt, .ttl, .txt (head|relation|tail), also .gz; may be repeated."),
    ] = None,
    entities: Annotated[
        Path | None, typer.Option(help="Labels, aliases, types, descriptions: .jsonl, .tsv or .csv.")
    ] = None,
    relations: Annotated[
        Path | None, typer.Option(help="Labels, aliases, inverses, datatypes: .jsonl, .tsv or .csv.")
    ] = None,
    passages: Annotated[
        list[Path] | None,
        typer.Option(help="Texts: .jsonl (id, title, text), .txt, .md or a folder of these; may be repeated."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="Of the triples, where the name does not tell.")
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out broken lines and count them.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Build over a knowledge base that is there.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")] = False,
) -> None:
    """Build a knowledge base from facts and texts."""
    from kgqa.pipelines.importing import import_files

    with bars(quiet=quiet) as progress:
        report = import_files(
            out,
            triples=triples or (),
            entities=entities,
            relations=relations,
            passages=passages or (),
            format=format_,
            skip_bad=skip_bad,
            replace=replace,
            device=device,
            progress=progress,
        )
    if as_json:
        say(json.dumps({"path": str(report.path), "counts": report.counts, "skipped": report.skipped}))
        return
    say(f"{report.path}: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    if report.skipped:
        complain(f"{report.skipped} broken lines were left out")
