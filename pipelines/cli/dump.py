"""``kgqa dump``: a knowledge base to files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import complain, say


def dump(
    kb: Annotated[Path, typer.Argument(help="Knowledge base folder.", show_default=False)],
    out: Annotated[
        Path,
        typer.Argument(
            help=".nt, .nq, .ttl, .trig, .rdf, .jsonld, .tsv, .csv (also .gz), .graphml, .parquet; a folder for Neo4j.",
            show_default=False,
        ),
    ],
    format_: Annotated[str | None, typer.Option("--format", help="Where the name does not tell.")] = None,
    base: Annotated[str, typer.Option(help="RDF: IRI put before ids that are no IRIs (default: urn:kgqa:).")] = "",
    entities: Annotated[Path | None, typer.Option(help="JSONL to write the entities to.", show_default=False)] = None,
    relations: Annotated[Path | None, typer.Option(help="JSONL to write the relations to.", show_default=False)] = None,
    passages: Annotated[Path | None, typer.Option(help="JSONL to write the passages to.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
) -> None:
    """Write a knowledge base's graph to another format, and say what that format can't hold."""
    from kgqa.kg.writing.neo4j import COMMAND
    from kgqa.pipelines.dump import dump as run

    report = run(kb, out, format=format_, base=base, entities=entities, relations=relations, passages=passages)
    if as_json:
        say(json.dumps({"path": str(report.path), "counts": report.counts, "unsaid": report.unsaid}))
        return
    say(f"{report.path}: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    for name, number in report.unsaid.items():
        complain(f"not in {report.format}: {number} {name}")
    if report.format == "neo4j":
        say(f"in that folder: {COMMAND}")
