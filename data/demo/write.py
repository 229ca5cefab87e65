"""Writing the demo's source files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.data.demo.cities import cities
from kgqa.data.demo.countries import countries, country_names
from kgqa.data.demo.country_table import country_rows
from kgqa.data.demo.elements import elements
from kgqa.data.demo.part import Part, join
from kgqa.data.demo.relations import RELATIONS
from kgqa.types import Literal, Triple


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """The four files that were written."""

    triples: Path
    entities: Path
    relations: Path
    passages: Path


def demo_part() -> Part:
    """The whole demo: entities, facts and passages. Raises InputError where a package is missing."""
    rows = country_rows()
    towns, capitals = cities(rows)
    return join((elements(country_names(rows)), countries(rows, capitals), towns))


def write_demo(out: Path) -> DemoFiles:
    """Write triples.tsv, entities.jsonl, relations.jsonl and passages.jsonl into the folder ``out``.

    The folder is made where it is missing and files of these names in it are replaced. The same packages
    give the same bytes. Raises InputError where a package is missing.
    """
    part = demo_part()
    out.mkdir(parents=True, exist_ok=True)
    files = DemoFiles(out / "triples.tsv", out / "entities.jsonl", out / "relations.jsonl", out / "passages.jsonl")
    _write(files.triples, map(_line, part.triples))
    _write(
        files.entities,
        (
            _json(
                id=entity.id,
                label=entity.label,
                aliases=entity.aliases,
                types=entity.types,
                description=entity.description,
            )
            for entity in part.entities
        ),
    )
    _write(files.relations, (_json(**relation._asdict()) for relation in RELATIONS))
    _write(
        files.passages,
        (_json(id=passage.id, title=passage.title, text=passage.text) for passage in part.passages),
    )
    return files


def _line(triple: Triple) -> str:
    tail = triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
    return f"{triple.head}\t{triple.relation}\t{tail}"


def _json(**record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
