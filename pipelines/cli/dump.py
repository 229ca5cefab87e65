"""``kgqa dump``: a knowledge base to files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import complain, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson, Database, Layout


def dump(
    kb: KB,
    out: Annotated[
        str,
        typer.Argument(
            help=".nt, .nq, .ttl, .trig, .rdf, .jsonld, .tsv, .csv (also .gz), .graphml, .parquet; a folder for Neo4j, "
            "or the address of a live one, such as bolt://localhost:7687.",
            show_default=False,
        ),
    ],
    format_: Annotated[str | None, typer.Option("--format", help="Where the name does not tell.")] = None,
    base: Annotated[str, typer.Option(help="RDF: IRI put before ids that are no IRIs (default: urn:kgqa:).")] = "",
    entities: Annotated[Path | None, typer.Option(help="JSONL to write the entities to.", show_default=False)] = None,
    relations: Annotated[Path | None, typer.Option(help="JSONL to write the relations to.", show_default=False)] = None,
    passages: Annotated[Path | None, typer.Option(help="JSONL to write the passages to.", show_default=False)] = None,
    provenance: Annotated[
        Path | None, typer.Option(help="JSONL to write all that documents say to, with sentences.", show_default=False)
    ] = None,
    prov: Annotated[
        bool, typer.Option("--prov", help="RDF: also each fact's sentences and extractors, in PROV-O.")
    ] = False,
    database: Database = None,
    layout: Layout = None,
    as_json: AsJson = False,
) -> None:
    """Write a knowledge base's graph to another format, and say what that format can't hold.

    A live database gets what it does not have yet; user and password: KGQA_NEO4J_USER, KGQA_NEO4J_PASSWORD.
    """
    if "://" in out:
        if format_ or base or entities or relations or passages or provenance or prov:
            raise InputError(
                f"{out}: a live database takes no --format, --base, --entities, --relations, --passages, --provenance, "
                "--prov"
            )
        _to_database(kb, out, database, layout, as_json)
        return
    if database is not None or layout is not None:
        raise InputError("--database and --layout are for the address of a live database")
    from kgqa.kg.writing.neo4j import COMMAND
    from kgqa.pipelines.dump import dump as run

    report = run(
        kb,
        out,
        format=format_,
        base=base,
        entities=entities,
        relations=relations,
        passages=passages,
        provenance=provenance,
        prov=prov,
    )
    if as_json:
        say_json(json.dumps({"path": str(report.path), "counts": report.counts, "unsaid": report.unsaid}))
        return
    say(f"{report.path}: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    for name, number in report.unsaid.items():
        complain(f"not in {report.format}: {number} {name}")
    if report.format == "neo4j":
        say(f"in that folder: {COMMAND}")


def _to_database(kb: Path, address: str, database: str | None, layout: Path | None, as_json: bool) -> None:
    from kgqa.pipelines.stores import export_store, open_database

    with open_database(address, database=database, layout=layout, write=True) as store:
        report = export_store(kb, store)
    if as_json:
        say_json(json.dumps({"path": address, "counts": dict(report.counts), "unsaid": dict(report.unsaid)}))
        return
    say(f"{address}: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    for name, number in report.unsaid.items():
        complain(f"not in Neo4j: {number} {name}")
