"""``kgqa schema``: what types and relations a knowledge base has, and the same as an ontology to edit."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.pipelines.cli.console import complain, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson

if TYPE_CHECKING:
    from kgqa.extract.relations.found_schema import Count, FoundRelation


def schema(
    kb: KB,
    turtle: Annotated[
        Path | None,
        typer.Option(help="Write it as an ontology (RDFS/OWL in Turtle), to edit and build with.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the types and relations of a knowledge base: how many, between what, with examples."""
    from kgqa.errors import InputError
    from kgqa.extract.relations.found_schema import as_ontology, notes_of, schema_of, write_turtle
    from kgqa.kg.folder import GRAPH, open_folder
    from kgqa.kg.graph import Graph

    found = schema_of(Graph.load(open_folder(kb).arrays(GRAPH)))
    if turtle is not None:
        text = write_turtle(as_ontology(found, f"Schema of {kb.name}"), notes_of(found))
        try:
            turtle.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{turtle}: can't be written: {error.strerror or error}") from error
    if as_json:
        say_json(json.dumps(asdict(found), ensure_ascii=False, sort_keys=True))
        return
    say(f"{len(found.types)} types of entities")
    for one in found.types:
        say(f"  {one.count:>9} {one.name or '(no type)'}")
    say(f"{len(found.relations)} relations")
    for relation in found.relations:
        for line in _lines(relation):
            say(line)
    if turtle is not None:
        complain(f"written to {turtle}")


def _lines(one: FoundRelation) -> list[str]:
    tails = [*one.tails, *one.literals]
    between = f"{_shares(one.heads, one.count)} -> {_shares(tails, one.count)}"
    lines = [f"  {one.count:>9} {one.label}", f"            {between}; {one.functional:.0%} with one value"]
    return lines + [f"            {_short(head)} -> {_short(tail)}" for head, tail in one.examples]


def _shares(counts: list[Count] | tuple[Count, ...], total: int) -> str:
    """The three commonest with their shares, where they are not all."""
    first = sorted(counts, key=lambda one: (-one.count, one.name))[:3]
    shown = [(one.name or "(no type)") + ("" if one.count >= total else f" {one.count / total:.0%}") for one in first]
    return ", ".join(shown) + (", ..." if len(counts) > 3 else "")


def _short(text: str, length: int = 50) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
