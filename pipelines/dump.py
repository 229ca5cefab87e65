"""The job ``dump``: a knowledge base to files of other formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.writing import write_entities, write_graph, write_passages, write_relations

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What was written: counts by kind, and by kind how much the format of the facts could not say."""

    path: Path
    format: str
    counts: Mapping[str, int]
    unsaid: Mapping[str, int]


def dump(
    kb: PathLike,
    out: PathLike,
    *,
    format: str | None = None,
    base: str = "",
    entities: PathLike | None = None,
    relations: PathLike | None = None,
    passages: PathLike | None = None,
) -> DumpReport:
    """Write a knowledge base's graph to ``out``, in a format of ``kgqa.kg.writing.WRITE_FORMATS``.

    ``entities``, ``relations`` and ``passages`` are JSONL files to write these to besides, as the import reads
    them; tables hold facts alone. Raises InputError as ``write_graph`` does, StoreError for no knowledge base.
    """
    folder = open_folder(kb)
    graph = Graph.load(folder.arrays(GRAPH))
    table = PassageTable.load(folder.arrays(PASSAGES))
    report = write_graph(graph, out, format=format, base=base, names=not (entities and relations))
    counts = {"statements": report.statements}
    unsaid = dict(report.unsaid)
    if entities:
        counts["entities"] = write_entities(graph, entities)
    if relations:
        counts["relations"] = write_relations(graph, relations)
    if passages:
        counts["passages"] = write_passages(table, passages)
    elif len(table):
        unsaid["passages"] = len(table)
    return DumpReport(report.path, report.format, counts, unsaid)
