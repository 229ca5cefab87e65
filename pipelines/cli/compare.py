"""``kgqa compare``: two runs over the same questions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import say, say_json

SHOWN = 20


def compare(
    run_a: Annotated[Path, typer.Argument(help="Report folder.", show_default=False)],
    run_b: Annotated[Path, typer.Argument(help="Report folder; may be the same.", show_default=False)],
    row_a: Annotated[str, typer.Option(help="Row of the first; its first one where none is named.")] = "",
    row_b: Annotated[str, typer.Option(help="Row of the second.")] = "",
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    skip: Annotated[int, typer.Option(help="Questions left out, from the first: those something was chosen on.")] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything, all changed questions included, as JSON.")
    ] = False,
) -> None:
    """The difference of two runs with paired bootstrap intervals, and the questions that changed."""
    from kgqa.pipelines.evaluation.compare import compare as run

    found = run(run_a, run_b, row_a=row_a, row_b=row_b, seed=seed, skip=skip)
    if as_json:
        say_json(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    left = f", without the first {skip}" if skip else ""
    say(f"a: {found.a}\nb: {found.b}\n{found.questions} questions in both{left}\n")
    say("| figure | questions | a | b | b - a | 95 % interval | p |\n|---|---|---|---|---|---|---|")
    for f in found.figures:
        a, b, difference, low, high = (f"{100 * value:.1f}" for value in (f.a, f.b, f.difference, f.low, f.high))
        say(f"| {f.name} | {f.n} | {a} | {b} | {difference} | [{low}, {high}] | {f.p:.3f} |")
    if found.not_compared:
        say(f"\nnot compared, as no mean or ratio over questions in both: {', '.join(found.not_compared)}")
    for name, ids in (("right in b alone", found.gained), ("right in a alone", found.lost)):
        more = ", …" if len(ids) > SHOWN else ""
        say(f"\n{name}: {len(ids)}" + (f" ({', '.join(ids[:SHOWN])}{more})" if ids else ""))
    if found.only_in_one:
        say(f"\nleft out, in one of the two only: {found.only_in_one}")
