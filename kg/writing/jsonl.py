"""Entities, relations and passages as JSONL, as the import reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kgqa.kg.graph import Graph
from kgqa.kg.writing.files import open_out
from kgqa.types import Passage


def write_entities(graph: Graph, path: str | Path) -> int:
    """Every entity with its label, aliases, types and description; returns their number."""
    return write_records(path, (_entity(graph, row) for row in range(graph.n_entities)))


def write_relations(graph: Graph, path: str | Path) -> int:
    """Every relation with its label, aliases and inverse; returns their number."""
    return write_records(path, (_relation(graph, index) for index in range(graph.n_relations)))


def write_passages(passages: Iterable[Passage], path: str | Path) -> int:
    """Passages with all they have; returns their number."""
    return write_records(
        path,
        ({"id": p.id, "doc_id": p.doc_id, "title": p.title, "text": p.text, "start": p.start} for p in passages),
    )


def _entity(graph: Graph, row: int) -> dict[str, Any]:
    entity = graph.entity(row)
    lists = {"aliases": list(entity.aliases), "types": list(entity.types), "description": entity.description}
    return {"id": entity.id, "label": entity.label, **{key: value for key, value in lists.items() if value}}


def _relation(graph: Graph, index: int) -> dict[str, Any]:
    relation = graph.relation(index)
    more = {"aliases": list(relation.aliases), "inverse": relation.inverse}
    return {"id": relation.id, "label": relation.label, **{key: value for key, value in more.items() if value}}


def write_records(path: str | Path, records: Iterator[Mapping[str, Any]]) -> int:
    """Records as JSON, one a line; returns their number."""
    count = 0
    with open_out(Path(path)) as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count
