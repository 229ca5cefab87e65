"""``kgqa import``: files to a knowledge base."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import bars, complain, say, say_json
from kgqa.pipelines.cli.options import AsJson, Database, Device, Layout, NewEncoder, NewKB, OverKB, Quiet

if TYPE_CHECKING:
    from kgqa.pipelines.importing import ImportReport

Files = Annotated[list[Path] | None, typer.Option(show_default=False)]


def import_(
    out: NewKB,
    triples: Annotated[
        list[Path] | None,
        typer.Option(
            help="Facts: .tsv, .csv, .txt (head|relation|tail), .nt, .nq, .ttl, .trig, .rdf, .jsonld, also .gz, .bz2, "
            ".graphml, .parquet, Neo4j's folder of CSV; may be repeated."
        ),
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
    neo4j: Annotated[
        str | None,
        typer.Option(
            help="Facts: address of a live database, such as bolt://localhost:7687, in place of files. User and "
            "password: KGQA_NEO4J_USER, KGQA_NEO4J_PASSWORD.",
            show_default=False,
        ),
    ] = None,
    database: Database = None,
    layout: Layout = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="Of the triples, where the name does not tell.")
    ] = None,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Leave out broken lines and count them: of tables, .nt, .nq, Neo4j's CSV."),
    ] = False,
    base: Annotated[str, typer.Option(help="IRI that relative ones in RDF are resolved against.")] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="JSON that says what the columns of tables are.", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(help="Of labels, aliases, descriptions; may be repeated, the first preferred. Default: all."),
    ] = None,
    same_as: Annotated[bool, typer.Option("--same-as", help="Entities that owl:sameAs links become one.")] = False,
    max_unpacked: Annotated[
        int | None,
        typer.Option(min=0, help="Bytes that a packed file may unpack to; 0: any. Default: 1 GiB if over 100:1."),
    ] = None,
    encoder: NewEncoder = None,
    replace: OverKB = False,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Build a knowledge base from facts and texts."""
    if neo4j is not None:
        _refuse_beside_neo4j(
            triples=triples, entities=entities, relations=relations, format=format_, skip_bad=skip_bad, base=base,
            mapping=mapping, language=language, same_as=same_as, max_unpacked=max_unpacked,
        )  # fmt: skip
        from kgqa.pipelines.encoding import encoder_named
        from kgqa.pipelines.stores import import_store, open_database

        with bars(quiet=quiet) as progress, open_database(neo4j, database=database, layout=layout) as store:
            report = import_store(
                out,
                store,
                passages=passages or (),
                replace=replace,
                device=device,
                encoder=None if encoder is None else encoder_named(encoder, device),
                progress=progress,
            )
        _tell(report, passages or (), as_json=as_json)
        return
    if database is not None or layout is not None:
        raise InputError("--database and --layout are for --neo4j ADDRESS")
    from kgqa.pipelines.encoding import encoder_named
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
            base=base,
            mapping=mapping,
            languages=language or (),
            same_as=same_as,
            max_unpacked=max_unpacked,
            replace=replace,
            device=device,
            encoder=None if encoder is None else encoder_named(encoder, device),
            progress=progress,
        )
    _tell(report, passages or (), as_json=as_json)


def _refuse_beside_neo4j(**options: object) -> None:
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if given:
        raise InputError(f"--neo4j takes all facts and names from the database: leave out {', '.join(given)}")


def _tell(report: ImportReport, passages: Iterable[Path], *, as_json: bool) -> None:
    notes = [*report.notes, *_passed_over(passages)]
    if as_json:
        found = {"path": str(report.path), "counts": report.counts, "skipped": report.skipped}
        say_json(json.dumps({**found, "left_out": report.left_out, "merged": report.merged, "notes": notes}))
        return
    say(f"{report.path}: " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    if report.skipped:
        complain(f"{report.skipped} broken lines were left out")
    for kind, number in report.left_out.items():
        complain(f"left out: {number} {kind}")
    for note in notes:
        complain(note)
    if report.merged:
        complain(f"{report.merged} ids became one with another by owl:sameAs")


def _passed_over(passages: Iterable[Path]) -> list[str]:
    """What is told of the files of other kinds in folders of passages."""
    from kgqa.kg.formats.passages import passed_over

    told = []
    for folder in (path for path in passages if path.is_dir()):
        if kinds := passed_over(folder):
            listed = ", ".join(f"{number} {ending}" for ending, number in kinds.items())
            told.append(f"{folder}: {sum(kinds.values())} files of other kinds were passed over: {listed}")
    return told
