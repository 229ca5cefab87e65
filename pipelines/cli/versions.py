"""``kgqa history``, ``rollback``, ``repair`` and ``migrate``: the versions of a knowledge base."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.pipelines.cli.console import bars, complain, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson, Device, Quiet, RecordedEncoder

if TYPE_CHECKING:
    from kgqa.kg.history import Version

NAMED = 3
"""Documents of each kind that a line of the history names."""


def history(
    kb: KB,
    keep: Annotated[
        int | None, typer.Option(help="Keep so many versions from now on.", min=1, show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The versions of a knowledge base: when each was made, by what, and what it changed."""
    from kgqa.kg import history as versions

    if keep is not None:
        versions.keep(kb, keep)
    found = versions.history(kb)
    if as_json:
        say_json(json.dumps([asdict(version) for version in found], ensure_ascii=False))
        return
    older = {version.number: other for version, other in pairwise(found)}
    for version in found:
        say(_line(version, older.get(version.number)))


def rollback(
    kb: KB,
    version: Annotated[int, typer.Argument(help="Number of a version that is kept.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Go back to a version that is kept: what it held becomes a new version."""
    from kgqa.kg.rollback import rollback as job

    number = job(kb, version)
    if as_json:
        say_json(json.dumps({"path": str(kb), "from": version, "version": number}))
    else:
        say(f"{kb}: version {number} holds what version {version} held")


def repair(
    kb: KB,
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make again what is damaged from what is whole. Exit code 0: sound now; 2: something is left to you."""
    from kgqa.pipelines.repairing import repair as job

    with bars(quiet=quiet) as progress:
        report = job(kb, device=device, encoder=encoder, progress=progress)
    if as_json:
        say_json(json.dumps({**asdict(report), "path": str(report.path)}, ensure_ascii=False))
    else:
        for done in report.done:
            say(done)
        if not report.done and not report.left:
            say(f"{kb}: sound, nothing was done")
        elif report.version is not None:
            say(f"{kb}: repaired as version {report.version}; untouched: {', '.join(report.sound) or 'nothing'}")
    for left in report.left if not as_json else ():
        complain(left)
    if report.left:
        raise typer.Exit(2)


def migrate(kb: KB, as_json: AsJson = False) -> None:
    """Bring an older folder to the format of today, with its indexes; what it says stays as it is."""
    from kgqa.pipelines.repairing import migrate as job

    done = job(kb)
    if as_json:
        say_json(json.dumps({"path": str(kb), "migrated": done}))
    else:
        say(f"{kb}: {'brought up to date' if done else 'is up to date already'}: format and indexes of today")


def _line(version: Version, before: Version | None) -> str:
    day = datetime.fromtimestamp(version.at, UTC).strftime("%Y-%m-%d %H:%M") if version.at else "unknown date    "
    state = "in use" if version.is_current else "kept" if version.is_kept else "dropped"
    parts = [f"{version.number:>6}  {day}  {state:<7}  {version.command or 'unknown command'}"]
    for name, changed in (("added", version.added), ("replaced", version.replaced), ("removed", version.removed)):
        if changed.number:
            named = ", ".join(changed.ids[:NAMED]) + (", …" if changed.number > NAMED else "")
            parts.append(f"{changed.number} documents {name} ({named})")
    counts = []
    for name, number in version.counts.items():
        more = number - before.counts.get(name, 0) if before else 0
        if name in ("triples", "entities", "passages") or more:
            counts.append(f"{number} {name}" + (f" ({more:+})" if more else ""))
    return "; ".join([*parts, ", ".join(counts)] if counts else parts)
