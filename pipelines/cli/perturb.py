"""``kgqa perturb``: a reader's scores before and after perturbation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import bars, say
from kgqa.pipelines.cli.evaluate import check_json
from kgqa.pipelines.cli.options import AnyReader, Device, Quiet

if TYPE_CHECKING:
    from kgqa.pipelines.robustness_result import Change, KindResult, Robustness


def perturb(
    questions: Annotated[
        Path | None, typer.Option(help="Questions in SQuAD's layout; those without answers are left out.")
    ] = None,
    reader: AnyReader = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="Only the first so many answerable questions; 0 for all.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of the perturbations and the intervals.")] = 0,
    device: Device = "auto",
    json_out: Annotated[Path | None, typer.Option("--json", help="Write all of it here.", show_default=False)] = None,
    list_: Annotated[bool, typer.Option("--list", help="The kinds: what each does, and its source.")] = False,
    quiet: Quiet = False,
) -> None:
    """Perturb questions, contexts and facts, and show how far F1 and EM of the forced span move."""
    if list_:
        _list()
        return
    if questions is None:
        raise InputError("give --questions FILE, or --list")
    check_json(json_out)
    from kgqa.pipelines.robustness import robustness
    from kgqa.reader.checkpoint import DEFAULT_READER

    with bars(quiet=quiet) as progress:
        found = robustness(
            reader or DEFAULT_READER,
            questions,
            kinds=kind or None,
            limit=limit,
            seed=seed,
            device=device,
            progress=progress,
        )
    if json_out is not None:
        json_out.write_text(found.to_json() + "\n", encoding="utf-8")
    say(table(found))


def table(found: Robustness) -> str:
    """The figures in percent as a Markdown table; a line for each kind whose answer is to follow."""
    lines = [
        f"{found.reader}, {found.questions} answerable questions, span forced: "
        f"F1 {100 * found.f1:.1f}, EM {100 * found.em:.1f}\n",
        "| kind | questions | F1 before | after | change [95 %] | EM before | after | change [95 %] | same answer |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(result) for result in found.kinds),
    ]
    for result in found.kinds:
        followed = result.followed
        if followed is not None:
            lines.append(
                f"\n{result.kind}: answer swapped in {100 * followed.share:.1f} % "
                f"[{100 * followed.low:.1f}, {100 * followed.high:.1f}] of the {followed.n} answered exactly "
                f"before; the old answer kept in {followed.kept}"
            )
    return "\n".join(lines)


def _row(result: KindResult) -> str:
    if result.f1 is None or result.em is None:
        return f"| {result.kind} | 0 | - | - | - | - | - | - | - |"
    same = "-" if result.same is None else f"{100 * result.same:.1f}"
    return f"| {result.kind} | {result.n} | {_cells(result.f1)} | {_cells(result.em)} | {same} |"


def _cells(change: Change) -> str:
    before, after, difference, low, high = (
        100 * value for value in (change.before, change.after, change.difference, change.low, change.high)
    )
    return f"{before:.1f} | {after:.1f} | {difference:+.1f} [{low:+.1f}, {high:+.1f}]"


def _list() -> None:
    from kgqa.reader.perturb.kinds import PERTURBATIONS

    say("| kind | what changes | the answer | source |\n|---|---|---|---|")
    for kind in PERTURBATIONS.values():
        say(f"| {kind.name} | {kind.says} | {'follows' if kind.follows else 'stays'} | {kind.source} |")
