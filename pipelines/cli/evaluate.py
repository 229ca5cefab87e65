"""``kgqa evaluate``: benchmarks in one command."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import bars, complain, say
from kgqa.pipelines.cli.evaluate_options import check_options, check_preparing
from kgqa.pipelines.cli.options import (
    AnyReader,
    Device,
    Limit,
    Quiet,
    Rerank,
    Reranker,
    Seed,
    SummaryFile,
    Text2KGBench,
    TopK,
    Where,
)

if TYPE_CHECKING:
    from kgqa.pipelines.evaluation.summary import Summary


def evaluate(
    ctx: typer.Context,
    benchmark: Annotated[str | None, typer.Argument(help="Its name; see --list.", show_default=False)] = None,
    kb: Annotated[Path | None, typer.Option(help="Knowledge base folder.", show_default=False)] = None,
    questions: Annotated[
        list[Path] | None, typer.Option(help="The published file; repeatable, asked in one run.", show_default=False)
    ] = None,
    limit: Limit = 0,
    where: Where = None,
    entities: Annotated[str, typer.Option(help="linked (end to end), given (gold entities) or both.")] = "both",
    without: Annotated[
        list[str] | None,
        typer.Option(
            help="A row without facts, passages, paths, linker or second (look), or facts+paths...; repeatable."
        ),
    ] = None,
    baseline: Annotated[list[str] | None, typer.Option(help="A row of a baseline; repeatable. See --list.")] = None,
    only_baselines: Annotated[bool, typer.Option("--only-baselines", help="No row of kgqa itself.")] = False,
    train: Annotated[
        Path | None, typer.Option(help="Questions that baselines may learn from.", show_default=False)
    ] = None,
    ontology: Text2KGBench = None,
    reader: AnyReader = None,
    paths: Annotated[
        str | None,
        typer.Option(help="A path scorer, shipped or a folder; else the knowledge base's own.", show_default=False),
    ] = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            help="Of the passages: the knowledge base's, where its folder lies elsewhere now; with --prepare, or where "
            "questions bring passages, any.",
            show_default=False,
        ),
    ] = None,
    rerank: Rerank = False,
    reranker: Reranker = None,
    hops: Annotated[int, typer.Option(min=0, max=3, help="Longest path; 0: the longest there is, 3.")] = 0,
    top_k: TopK = 8,
    min_score: Annotated[
        float | None,
        typer.Option(help="An answer with less is an abstention; the reader's own if left out.", show_default=False),
    ] = None,
    device: Device = "auto",
    seed: Seed = 0,
    json_out: SummaryFile = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Folder of the page, all judgements and predictions; a stopped run goes on there."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Start over what the report folder or --out holds.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="What there is, what it needs, its licence and home.")] = False,
    prepare: Annotated[bool, typer.Option("--prepare", help="Make the benchmark's knowledge base.")] = False,
    from_: Annotated[
        Path | None, typer.Option("--from", help="--prepare: the published file or folder.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="--prepare: the knowledge base to make.", show_default=False)] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="--prepare 2wikimultihopqa: with the gold evidence as graph (oracle).")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Evaluate on a benchmark. Every question of the file counts; one without an answer is wrong."""
    if list_:
        _list()
        return
    if benchmark is None:
        raise InputError("name a benchmark; kgqa evaluate --list tells which there are")
    if prepare:
        check_preparing(ctx)
        _prepare(benchmark, from_, out, evidence=evidence, replace=replace, device=device, encoder=encoder, quiet=quiet)
        return
    if not questions:
        raise InputError("--questions FILE is needed: the benchmark's published file")
    from kgqa.pipelines.evaluation.benchmarks import find_benchmark
    from kgqa.pipelines.evaluation.evaluate import evaluate as run
    from kgqa.reader.checkpoint import DEFAULT_READER
    from kgqa.retriever.reranking import DEFAULT_RERANKER

    task, baselines = find_benchmark(benchmark).card.task, _names(baseline)
    keeps = report is not None
    check_options(ctx, task, baselines=baselines, only_baselines=only_baselines and bool(baselines), keeps=keeps)
    check_json(json_out)
    with bars(quiet=quiet) as progress:
        summary = run(
            benchmark,
            questions=questions,
            kb=kb or "",
            report=report,
            replace=replace,
            progress=progress,
            limit=limit,
            where=pairs(where),
            entities=entities,
            without=_names(without),
            baselines=baselines,
            only_baselines=only_baselines,
            train=str(train or ""),
            ontology=str(ontology or ""),
            reader=reader or DEFAULT_READER,
            paths=paths,
            encoder=encoder or "",
            rerank=reranker or (DEFAULT_RERANKER if rerank else ""),
            hops=hops,
            top_k=top_k,
            min_score=min_score,
            device=device,
            seed=seed,
        )
    show(summary, json_out, report)


def check_json(json_out: Path | None) -> None:
    """Raises InputError where --json names what can't be written: better known before the hours."""
    if json_out is None:
        return
    from kgqa.pipelines.destinations import check_outside

    if not json_out.parent.is_dir():
        raise InputError(f"--json {json_out}: no folder {json_out.parent}")
    if json_out.is_dir():
        raise InputError(f"--json {json_out}: is a folder")
    check_outside(json_out, "a summary")


def show(summary: Summary, json_out: Path | None, report: Path | None) -> None:
    """The table on standard output, warnings on standard error, the JSON where it is wanted."""
    from kgqa.durable import replace_file
    from kgqa.pipelines.evaluation.report.markdown import as_table

    if json_out is not None:
        with replace_file(json_out) as file:
            file.write(summary.to_json().encode())
    say(as_table(summary))
    for warning in summary.warnings:
        complain(warning)
    if report is not None:
        say(f"{report / 'report.html'}")


def _list() -> None:
    from kgqa.pipelines.evaluation.baselines.registry import BASELINES
    from kgqa.pipelines.evaluation.benchmarks import BENCHMARKS

    for name, benchmark in BENCHMARKS.items():
        card = benchmark.card
        lines = [
            f"{name}: {card.title} ({card.task})",
            f"  needs     {card.files}",
            f"  licence   {card.licence}",
            f"  citation  {card.citation}",
            f"  home      {card.home}",
        ]
        if benchmark.prepared_from:
            lines.append(f"  prepared  from {benchmark.prepared_from}")
        if not card.verified:
            lines.append("  unverified: read so far only from small files made in its layout")
        say("\n".join(lines) + "\n")
    say("baselines:")
    for name, baseline in BASELINES.items():
        say(f"  {name:10} {baseline.title}" + (f" (needs {baseline.needs})" if baseline.needs else ""))
    say("  abstain    squad: no question is answered")
    say("  memorised  text2kgbench, redocred: facts of the training texts whose names stand in a text (needs --train)")


def _prepare(
    benchmark: str,
    source: Path | None,
    out: Path | None,
    *,
    evidence: bool,
    replace: bool,
    device: str,
    encoder: str | None,
    quiet: bool,
) -> None:
    if source is None or out is None:
        raise InputError("--prepare needs --from FILE-OR-FOLDER and --out KB")
    from kgqa.pipelines.evaluation.prepare import prepare

    with bars(quiet=quiet) as progress:
        counts = prepare(
            benchmark,
            source,
            out,
            evidence=evidence,
            replace=replace,
            device=device,
            encoder=encoder,
            progress=progress,
        )
    say(f"{out}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


def pairs(texts: Iterable[str] | None) -> tuple[tuple[str, str], ...]:
    """FIELD=VALUE texts, taken apart."""
    found: list[tuple[str, str]] = []
    for text in texts or ():
        field, sign, value = text.partition("=")
        if not (sign and field):
            raise InputError(f"--where takes FIELD=VALUE, found {text!r}")
        if field in dict(found):
            raise InputError(f"--where takes each field once, found {field!r} twice")
        found.append((field, value))
    return tuple(found)


def _names(values: Iterable[str] | None) -> tuple[str, ...]:
    """Options that may be repeated or joined by commas, each once."""
    return tuple(dict.fromkeys(part for value in values or () for part in value.split(",") if part))
