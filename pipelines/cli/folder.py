"""``kgqa info`` and ``kgqa verify``: what a knowledge base holds, and whether it is sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kgqa.pipelines.cli.console import complain, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson


def info(kb: KB, as_json: AsJson = False) -> None:
    """What a knowledge base holds."""
    from kgqa.pipelines.describe import describe

    found = describe(kb)
    if as_json:
        say_json(json.dumps(found, ensure_ascii=False, sort_keys=True))
        return
    say(f"{kb}: format {found['format_version']}, written by kgqa {found['kgqa']}, build {found['build']}")
    for name, number in found["counts"].items():
        say(f"  {number:>9} {name}")
    say(f"  {found['bytes'] / 1e6:>9.1f} MB on disk")
    if found["digest"]:
        say(f"  digest {found['digest']}")
    encoder: dict[str, Any] = found["encoder"]
    say(f"  encoder {encoder['name']}, {encoder['dimension']} dimensions")
    if found["paths"]:
        own = ", tuned by kgqa adapt" if found["paths"].get("own") else ""
        say(f"  paths ranked by {found['paths']['name']}{own}")
    for name, number in found["relations"][:20]:
        say(f"  {number:>9} × {name}")
    if len(found["relations"]) > 20:
        say(f"            and {len(found['relations']) - 20} more relations")


def verify(
    kb: KB,
    shapes: Annotated[
        Path | None, typer.Option(help="SHACL shapes (RDF) to check the graph against.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check hashes, structure and indexes of a knowledge base. Exit code 0: sound; 2: not."""
    from kgqa.pipelines.describe import broken_shapes, problems
    from kgqa.pipelines.repairing import may_be_repaired

    found = damages = problems(kb)
    if shapes is not None and not found:
        found = broken_shapes(kb, shapes)
    if as_json:
        say_json(json.dumps({"sound": not found, "problems": found}, ensure_ascii=False))
    elif not found:
        say(f"{kb}: sound")
    for problem in found if not as_json else ():
        complain(problem)
    if damages and not as_json and may_be_repaired(kb, damages):
        complain(f"what can be made again from what is whole, kgqa repair {kb} makes again")
    if found:
        raise typer.Exit(2)
