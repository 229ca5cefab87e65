"""The job ``import``: files of facts and texts in, a knowledge base folder out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.digest import digest
from kgqa.kg.folder import GRAPH, PASSAGES, create
from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.passages import read_passages
from kgqa.kg.formats.read import read_graph
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker.index import LinkIndex
from kgqa.pipelines.progress import Progress, silent
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.path_scorer import PathScorer, load_scorer

LINKER, RETRIEVER = "linker", "retriever"
"""Names of the array files beside the graph's and the passages'."""

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: counts of the new knowledge base, and broken lines that were left out.

    ``left_out`` counts, by kind, what the files say and the knowledge base does not hold; ``merged`` the ids that
    owl:sameAs made one with another.
    """

    path: Path
    counts: dict[str, int]
    skipped: int
    left_out: dict[str, int] = field(default_factory=dict)
    merged: int = 0


def import_files(
    out: PathLike,
    *,
    triples: Sequence[PathLike] = (),
    entities: PathLike | None = None,
    relations: PathLike | None = None,
    passages: Sequence[PathLike] = (),
    format: str | None = None,
    skip_bad: bool = False,
    base: str = "",
    mapping: PathLike | None = None,
    languages: Sequence[str] = (),
    same_as: bool = False,
    max_unpacked: int | None = None,
    replace: bool = False,
    device: str = "auto",
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Builds the knowledge base ``out`` from files; nothing is written unless all of them can be read.

    ``triples`` and ``passages`` take several files each. ``base`` is what relative IRIs are resolved against;
    ``mapping`` a JSON file that says what the columns of tables are (``kgqa.kg.formats.ColumnMapping``);
    ``languages`` those of labels, aliases and descriptions, in order of preference (none: all, English first);
    ``same_as`` makes entities that owl:sameAs links one; ``max_unpacked`` is how many bytes a packed file may
    unpack to (0: any number). Raises InputError on bad files, or where neither a triple nor a passage comes in.
    """
    if not triples and not passages:
        raise InputError("an import needs a file of triples or of passages; none was given")
    data = read_graph(
        triples,
        entities_path=entities,
        relations_path=relations,
        format=format,
        skip_bad=skip_bad,
        base=base,
        mapping=None if mapping is None else ColumnMapping.load(mapping),
        languages=languages,
        same_as=same_as,
        max_unpacked=max_unpacked,
    )
    graph = Graph.build(data.triples, data.entities, data.relations)
    if triples and not graph.n_triples:
        raise InputError(f"{', '.join(map(str, triples))}: holds no triple")
    table = PassageTable.build(chain.from_iterable(_passages(path) for path in passages))
    counts = write_knowledge_base(
        out, graph, table, encoder=encoder, scorer=scorer, device=device, replace=replace, progress=progress
    )
    left_out = {"names in other languages": data.other_languages, **data.unsaid}
    left_out = {kind: number for kind, number in left_out.items() if number}
    return ImportReport(Path(out), counts, data.skipped, left_out, len(data.same_as))


def write_knowledge_base(
    out: PathLike,
    graph: Graph,
    passages: PassageTable,
    *,
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    device: str = "auto",
    replace: bool = False,
    progress: Progress = silent,
) -> dict[str, int]:
    """Indexes a graph and passages and writes the folder; returns its counts."""
    content = digest(graph, passages)
    scorer = scorer or PathScorer(load_scorer(), device=device)
    with create(out, build_id=_build_id(content, encoder, scorer), replace=replace) as draft:
        encoder = encoder or SentenceEncoder(device=device)
        draft.write(GRAPH, graph.arrays())
        draft.write(PASSAGES, passages.arrays())
        draft.write(LINKER, LinkIndex.build(graph).arrays())
        index = RetrievalIndex.build(graph, passages, _encode(encoder, scorer, progress))
        draft.write(RETRIEVER, index.arrays())
        counts = {
            "entities": graph.n_entities,
            "literals": graph.n_literals,
            "passages": len(passages),
            "relations": graph.n_relations,
            "triples": graph.n_triples,
        }
        draft.commit(
            {"counts": counts, "digest": content, "encoder": encoder_record(encoder), "paths": scorer_record(scorer)}
        )
    return counts


def encoder_record(encoder: SentenceEncoder) -> dict[str, Any]:
    """What the manifest says of the encoder, to be compared when the folder is opened."""
    return {
        "name": encoder.base.name,
        "sha256": encoder.base.sha256,
        "dimension": encoder.dimension,
    }


def scorer_record(scorer: PathScorer) -> dict[str, Any]:
    """What the manifest says of the path scorer whose step vectors are stored; another one makes its own."""
    return {"name": scorer.checkpoint.name, "sha256": scorer.key}


def _passages(path: PathLike) -> Iterable[Any]:
    found = list(read_passages(path))
    if not found:
        raise InputError(f"{path}: holds no passage")
    return found


def _build_id(content: str, encoder: SentenceEncoder | None, scorer: PathScorer) -> str:
    """Derived from what is said and what it is encoded with, so that equal builds have equal bytes."""
    from kgqa.encoders.bases import find_base

    base = encoder.base if encoder else find_base()
    key = json.dumps([content, base.sha256, scorer.key, 1])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _encode(
    encoder: SentenceEncoder, scorer: PathScorer, progress: Progress
) -> Callable[[list[str], str], NDArray[np.float32]]:
    def encode(texts: list[str], what: str) -> NDArray[np.float32]:
        if what == "relations":
            return scorer.steps(texts)
        done = 0

        def on_rows(rows: int) -> None:
            nonlocal done
            done += rows
            progress(what, done, len(texts))

        return encoder.encode(texts, on_rows=on_rows)

    return encode
