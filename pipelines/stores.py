"""Knowledge bases from graph stores and into them, a live Neo4j database among these."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.formats.passages import read_passages
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.statements import count_qualifiers
from kgqa.kg.stores.copying import copy_into
from kgqa.kg.stores.neo4j_layout import Neo4jLayout
from kgqa.kg.stores.neo4j_store import Neo4jStore
from kgqa.kg.stores.protocol import GraphStore
from kgqa.pipelines.importing import ImportReport
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.retriever.path_scorer import PathScorer

PathLike = str | Path

USER, PASSWORD = "KGQA_NEO4J_USER", "KGQA_NEO4J_PASSWORD"
"""Environment variables of who opens a database: a password has no place on a command line."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What went into a store: counts by kind, and by kind what it can't hold."""

    counts: Mapping[str, int]
    unsaid: Mapping[str, int]


def import_store(
    out: PathLike,
    store: GraphStore,
    *,
    passages: Sequence[PathLike] = (),
    replace: bool = False,
    device: str = "auto",
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Builds the knowledge base ``out`` from all that a store holds, and from files of passages.

    Raises InputError where the store holds no fact, and as ``import_files`` does.
    """
    graph, left_out = read_store(store)
    table = passage_table(passages)
    counts = write_knowledge_base(
        out, graph, table, encoder=encoder, scorer=scorer, device=device, replace=replace, progress=progress
    )
    qualifiers = count_qualifiers(graph)
    return ImportReport(Path(out), {**counts, **({"qualifiers": qualifiers} if qualifiers else {})}, 0, dict(left_out))


def export_store(kb: PathLike, store: GraphStore, *, progress: Progress = silent) -> ExportReport:
    """Adds the graph of a knowledge base to a store: to what is there, and again without duplicates."""
    folder = open_folder(kb)
    graph = Graph.load(folder.arrays(GRAPH))
    copy_into(graph, store, progress=progress)
    passages = len(PassageTable.load(folder.arrays(PASSAGES)))
    counts = {"entities": graph.n_entities, "relations": graph.n_relations, "triples": graph.n_triples}
    return ExportReport(counts, {"passages": passages} if passages else {})


def open_database(
    address: str, *, database: str | None = None, layout: PathLike | None = None, write: bool = False
) -> Neo4jStore:
    """The Neo4j database at an address, opened as KGQA_NEO4J_USER (default neo4j) with KGQA_NEO4J_PASSWORD.

    ``layout`` is a JSON file of ``Neo4jLayout``'s fields.
    """
    password = os.environ.get(PASSWORD)
    auth = None if password is None else (os.environ.get(USER, "neo4j"), password)
    read = None if layout is None else Neo4jLayout.load(layout)
    return Neo4jStore.connect(address, auth=auth, database=database, layout=read, write=write)


def read_store(store: GraphStore) -> tuple[Graph, Mapping[str, int]]:
    """The graph in a store, and by kind how much of the store a graph can't hold. InputError where it is empty."""
    if isinstance(store, Neo4jStore):
        data = store.read()
        graph, left_out = Graph.build(data.triples, data.entities, data.relations), data.unsaid
    else:
        graph, left_out = store.snapshot(), {}
    if not graph.n_triples:
        raise InputError("the store holds no fact")
    return graph, left_out


def passage_table(passages: Sequence[PathLike]) -> PassageTable:
    """The passages of some files. Raises InputError for a file without any."""
    held = [list(read_passages(path)) for path in passages]
    for path, found in zip(passages, held, strict=True):
        if not found:
            raise InputError(f"{path}: holds no passage")
    return PassageTable.build(chain.from_iterable(held))
