"""``kgqa build``, ``add`` and ``remove``: documents into a knowledge base and out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.pipelines.cli.console import bars, complain, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson, Device, NewEncoder, NewKB, OverKB, Quiet, RecordedEncoder

if TYPE_CHECKING:
    from kgqa.pipelines.building import BuildReport

Documents = Annotated[
    list[str],
    typer.Argument(help="Files (.txt, .md, .html, .pdf, .docx, .csv, .jsonl), folders and globs.", show_default=False),
]
Extractor = Annotated[
    str | None,
    typer.Option(help="Of relations: a folder of kgqa train relations, if not kgqa's own.", show_default=False),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what was stopped half-way.")]


def build(
    out: NewKB,
    documents: Documents,
    ontology: Annotated[
        Path | None,
        typer.Option(help="Keep to it: RDFS or OWL (.ttl, .rdf, .owl, .jsonld, .nt), or .json.", show_default=False),
    ] = None,
    gazetteer: Annotated[
        Path | None, typer.Option(help="Names and types of your own: .tsv or .jsonl.", show_default=False)
    ] = None,
    once: Annotated[
        bool,
        typer.Option("--once", help="With --ontology: read a sentence once, not once for each relation. Faster."),
    ] = False,
    resume: Resume = False,
    replace: OverKB = False,
    encoder: NewEncoder = None,
    extractor: Extractor = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Build a knowledge base from documents: entities, relations with their sentences, passages."""
    from kgqa.pipelines.building import build as job

    with bars(quiet=quiet) as progress:
        report = job(
            out,
            documents,
            ontology=ontology,
            gazetteer=gazetteer,
            once=once,
            resume=resume,
            replace=replace,
            device=device,
            encoder=encoder,
            extractor=extractor,
            progress=progress,
        )
    tell(report, as_json=as_json)


def add(
    kb: KB,
    documents: Documents,
    resume: Resume = False,
    encoder: RecordedEncoder = None,
    extractor: Extractor = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Add documents to a knowledge base, or replace those that have changed."""
    from kgqa.pipelines.building import add as job

    with bars(quiet=quiet) as progress:
        report = job(
            kb, documents, resume=resume, device=device, encoder=encoder, extractor=extractor, progress=progress
        )
    tell(report, as_json=as_json)


def remove(
    kb: KB,
    documents: Annotated[list[str], typer.Argument(help="Ids of documents.", show_default=False)],
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take documents out, and with them what rested on them alone."""
    from kgqa.pipelines.building import remove as job

    with bars(quiet=quiet) as progress:
        report = job(kb, documents, device=device, encoder=encoder, progress=progress)
    tell(report, as_json=as_json)


def tell(report: BuildReport, *, as_json: bool) -> None:
    """The report of a job, for a person or a machine."""
    done = {name: getattr(report, name) for name in ("added", "replaced", "unchanged", "removed")}
    if as_json:
        unread = [{"source": found.source, "reason": found.reason} for found in report.unread]
        found = {"path": str(report.path), "documents": done, "counts": dict(report.counts), "unread": unread}
        more = {"pruned": dict(report.pruned or {}), "damaged": dict(report.damaged), "unmet": list(report.unmet)}
        say_json(json.dumps({**found, **more}, ensure_ascii=False))
        return
    changed = ", ".join(f"{number} {name}" for name, number in done.items() if number)
    say(f"{report.path}: " + (f"documents {changed}" if changed else "the graph was made anew"))
    say("  " + ", ".join(f"{number} {name}" for name, number in report.counts.items()))
    for reason, number in (report.pruned or {}).items():
        complain(f"left out by the ontology: {number} × {reason}")
    for id, what in report.damaged:
        complain(f"{id}: {what}")
    for decision in report.unmet:
        complain(f"decided before: {decision}")
    for failed in report.unread:
        complain(f"{failed.source}: {failed.reason}")
